"""A module that does something when it is the program."""


def main():
    return "ran"


RESULT = main() if __name__ == "__main__" else f"imported as {__name__}"
