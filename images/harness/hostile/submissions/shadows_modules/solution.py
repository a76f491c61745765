"""Wrong in everything; the files beside it are the attack."""


def __getattr__(name):
    return lambda *args: None
