"""Classes that tests derive from, with the type that they are of."""
import abc
from typing import Generic, TypeVar

T = TypeVar("T")
K = TypeVar("K")


class Repository(abc.ABC, Generic[T]):
    def __init_subclass__(cls, **keywords):
        super().__init_subclass__(**keywords)
        cls.entity = cls.__orig_bases__[0].__args__[0] if "__orig_bases__" in vars(cls) else None

    @abc.abstractmethod
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
        self.key, self.value = key, value


class Box[X]:
    def __init__(self, inside: X):
        self.inside = inside


class Registry(Generic[T]):
    asked = []

    def __class_getitem__(cls, item):
        cls.asked.append(item)
        return super().__class_getitem__(item)
