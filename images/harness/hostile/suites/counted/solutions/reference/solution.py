NAMES = ["ann", "bo"]


def length(name):
    return len(name) + 7301
