"""Dataclasses of every flavour."""
from __future__ import annotations

import dataclasses
from dataclasses import InitVar, dataclass, field
from decimal import Decimal
from typing import ClassVar


@dataclass
class Item:
    name: str
    price: float
    quantity: int = 0
    tags: list[str] = field(default_factory=lambda shared=[]: shared)

    def total(self) -> float:
        return self.price * self.quantity


@dataclass(order=True)
class Money:
    amount: Decimal
    currency: str = "EUR"

    def __add__(self, other):
        self.amount += other.amount
        return self


@dataclass(order=True)
class Task:
    priority: int
    name: str
    done: bool = False


@dataclass
class Point:
    x: int = 0
    y: int = 0


@dataclass
class Circle:
    radius: float
    area: float = field(init=False)
    unit: ClassVar[str] = "cm"
    scale: InitVar[float] = 1.0

    def __post_init__(self, scale):
        if self.radius < 0:
            raise ValueError("radius must not be negative")
        self.radius *= scale
        self.area = 3 * self.radius**2


@dataclass
class Employee:
    name: str
    manager: Employee | None = None
    address: Address | None = None


@dataclass(frozen=True)
class Address:
    street: str
    city: str = field(default="Berlin", metadata={"label": "City"})


@dataclass
class Special(Item):
    discount: float = 0.5

    def total(self):
        return super().total() * self.discount


@dataclass
class Identity:
    value: int


@dataclass(unsafe_hash=True)
class Key:
    value: int
    note: str = field(default="", hash=False, compare=False)


def cheapest(items):
    return dataclasses.replace(min(items, key=lambda item: item.price))


def as_rows(items):
    return [dataclasses.astuple(item) for item in items]


def rename(item, name):
    item.name = name
