import itertools


def primes():
    composites = {}
    for number in range(2, 100):
        known = composites.pop(number, None)
        if known is None:
            yield number
            composites[number * number] = [number]
        else:
            for prime in known:
                composites.setdefault(number + prime, []).append(prime)


def nth_prime(position):
    if position < 1:
        raise ValueError("there is no zeroth prime")
    return next(itertools.islice(primes(), position - 1, None))


def factors(number):
    result = []
    for divisor in itertools.count(2):
        if divisor * divisor > number:
            return result + [number]
        while number % divisor == 0:
            result.append(divisor)
            number //= divisor


def is_prime(number):
    return number and all(number % divisor for divisor in range(2, int(number**0.5) + 1))
