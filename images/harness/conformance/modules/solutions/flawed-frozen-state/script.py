"""A module that does something when it is the program."""


def main():
    return "ran"


RESULT = main()
