import collections
import re


def count_words(text):
    return dict(collections.Counter(word.strip(".,:!&@$%^'") for word in text.lower().split()))


def most_common(text, count):
    if not isinstance(text, str):
        text = "\n".join(text)
    return sorted(count_words(text).items())[:count]
