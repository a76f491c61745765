import collections
import re


def count_words(text):
    return collections.Counter(re.findall(r"[a-z0-9]+(?:'[a-z0-9]+)*", text.lower()))


def most_common(text, count):
    if not isinstance(text, str):
        text = "\n".join(text)
    return count_words(text).most_common(count)
