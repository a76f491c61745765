"""Classes that tests derive from, with the type that they are of."""
import abc
from typing import Generic, TypeVar

T = TypeVar("T")
K = TypeVar("K")


class Repository(abc.ABC, Generic[T]):
    def __init_subclass__(cls, **keywords):
        super().__init_subclass__(**keywords)
        cls.entity = None

    def get(self, key: int) -> T: ...

    def load(self, key):
        found = self.get(key)
        if self.entity is not None and not isinstance(found, self.entity):
            raise TypeError(f"not of {self.entity.__name__}")
        return found

    def kind(self):
        return "repository"


class Pair(Generic[K, T]):
    def __init__(self, key: K, value: T):
        self.key, self.value = value, key


class Box[X]:
    def __init__(self, inside: X):
        self.inside = None


class Registry(Generic[T]):
    asked = []

    def __class_getitem__(cls, item):
        return super().__class_getitem__(item)
