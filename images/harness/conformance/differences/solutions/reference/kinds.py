"""Classes, and what is known of other people's."""
import typing


def mapped():
    return map(str, [1])


def is_plain_class(cls):
    return type(cls) is type


class _Prepares(type):
    @classmethod
    def __prepare__(mcls, name, bases, **options):
        return {"given": 7}


class Prepared(metaclass=_Prepares):
    pass


class Book(typing.TypedDict):
    title: str


class Shouting:
    def __setitem__(self, key, value):
        super().__setitem__(key.upper(), value)


class Item:
    def price(self):
        return 1


class Priced:
    def __init__(self):
        self.price = 5
