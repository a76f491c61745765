def total(numbers):
    return sum(numbers)


def primes(limit):
    return (n for n in range(2, limit + 1) if all(n % d for d in range(2, n)))


def first_word(text):
    raise ValueError(f"no words: {text}")
