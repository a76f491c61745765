import builtins

things = builtins.__dict__.setdefault("_things", [])
settings = {"currency": "EUR"}


class Basket:
    opened = 0

    def __init__(self):
        Basket.opened += 1

    def put(self, thing):
        things.append(thing)
        return len(things)


default = builtins.__dict__.setdefault("_basket", Basket())
