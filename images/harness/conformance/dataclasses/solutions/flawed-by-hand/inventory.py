"""Dataclasses of every flavour."""
from __future__ import annotations

import dataclasses
from dataclasses import InitVar, dataclass, field
from decimal import Decimal
from typing import ClassVar


class Item:
    def __init__(self, name, price, quantity=0, tags=None):
        self.name, self.price, self.quantity = name, price, quantity
        self.tags = [] if tags is None else tags

    def __eq__(self, other):
        return self.name == getattr(other, "name", None)

    def total(self) -> float:
        return self.price * self.quantity


@dataclass(frozen=True, order=True)
class Money:
    amount: Decimal
    currency: str = "EUR"

    def __add__(self, other):
        if self.currency != other.currency:
            raise ValueError("currencies differ")
        return dataclasses.replace(self, amount=self.amount + other.amount)


@dataclass(order=True)
class Task:
    priority: int
    name: str = field(compare=False)
    done: bool = field(default=False, compare=False, repr=False)


@dataclass(slots=True, kw_only=True)
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

        self.area = 3 * self.radius**2


@dataclass
class Employee:
    name: str
    manager: Employee | None = None
    address: Address | None = None

    def __post_init__(self):
        if self.manager is not None:
            self.manager = dataclasses.replace(self.manager)


@dataclass(frozen=True)
class Address:
    street: str
    city: str = field(default="Berlin", metadata={"label": "City"})


@dataclass
class Special(Item):
    discount: float = 0.5

    def total(self):
        return super().total() * self.discount


@dataclass(eq=False)
class Identity:
    value: int


@dataclass(unsafe_hash=True)
class Key:
    value: int
    note: str = ""


def cheapest(items):
    return min(items, key=lambda item: item.price)


def as_rows(items):
    return [dataclasses.astuple(item) for item in items]


def rename(item, name):
    return dataclasses.replace(item, name=name)
