import copy
import dataclasses
import inspect
from decimal import Decimal

import pytest

from inventory import Address, Circle, Employee, Identity, Item, Key, Money, Point, Special, Task
from inventory import as_rows, cheapest, rename


def test_construction_and_defaults():
    item = Item("pen", 1.5)
    assert (item.name, item.price, item.quantity, item.tags) == ("pen", 1.5, 0, [])
    assert Item("pen", 2.0, quantity=3).total() == 6.0


def test_default_factory_gives_each_its_own_list():
    first, second = Item("a", 1), Item("b", 2)
    first.tags.append("new")
    assert first.tags == ["new"]
    assert second.tags == []


def test_equality_is_by_value():
    assert Item("pen", 1.5) == Item("pen", 1.5)
    assert Item("pen", 1.5) != Item("pen", 1.6)
    assert Item("pen", 1.5) is not Item("pen", 1.5)


def test_equality_needs_the_same_class():
    assert Item("pen", 1.0, 1, []) != Special("pen", 1.0, 1, [])
    assert Point(x=1, y=2) != Money(Decimal(1), "x")


def test_repr():
    assert repr(Item("pen", 1.5)) == "Item(name='pen', price=1.5, quantity=0, tags=[])"
    assert repr(Task(1, "write", done=True)) == "Task(priority=1, name='write')"
    assert str(Money(Decimal("1.50"))) == "Money(amount=Decimal('1.50'), currency='EUR')"


def test_frozen_instance():
    money = Money(Decimal(5))
    with pytest.raises(dataclasses.FrozenInstanceError):
        money.amount = Decimal(6)
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'currency'"):
        del money.currency
    with pytest.raises(AttributeError):
        money.other = 1
    assert money.amount == Decimal(5)


def test_ordering():
    assert Money(Decimal(1)) < Money(Decimal(2))
    assert sorted([Task(3, "c"), Task(1, "a"), Task(2, "b")])[0].name == "a"
    assert Task(1, "one") == Task(1, "other")
    assert max(Task(1, "a"), Task(5, "z")).priority == 5
    with pytest.raises(TypeError):
        Item("a", 1) < Item("b", 2)


def test_frozen_is_hashable_and_mutable_is_not():
    assert len({Money(Decimal(1)), Money(Decimal(1)), Money(Decimal(2))}) == 2
    with pytest.raises(TypeError, match="unhashable type: 'Item'"):
        hash(Item("a", 1))
    assert hash(Key(1, "x")) == hash(Key(1, "y"))


def test_equality_can_be_switched_off():
    assert Identity(1) != Identity(1)
    same = Identity(1)
    assert same == same
    assert {same: "x"}[same] == "x"


def test_addition():
    assert Money(Decimal("1.10")) + Money(Decimal("2.20")) == Money(Decimal("3.30"))
    with pytest.raises(ValueError, match="currencies differ"):
        Money(Decimal(1)) + Money(Decimal(1), "USD")


def test_keyword_only_and_slots():
    point = Point(x=3)
    assert (point.x, point.y) == (3, 0)
    with pytest.raises(TypeError):
        Point(1, 2)
    with pytest.raises(AttributeError):
        point.z = 1


def test_post_init_and_init_var():
    circle = Circle(2, scale=2.0)
    assert circle.radius == 4.0
    assert circle.area == 48.0
    assert Circle.unit == "cm"
    with pytest.raises(ValueError, match="radius must not be negative"):
        Circle(-1)
    with pytest.raises(TypeError, match="unexpected keyword argument 'area'"):
        Circle(1, area=3)


def test_fields():
    names = [field.name for field in dataclasses.fields(Item)]
    assert names == ["name", "price", "quantity", "tags"]
    assert [field.name for field in dataclasses.fields(Circle(1))] == ["radius", "area"]
    city = dataclasses.fields(Address)[1]
    assert city.default == "Berlin"
    assert city.metadata["label"] == "City"
    assert dataclasses.fields(Item)[3].default_factory is list


def test_is_dataclass():
    assert dataclasses.is_dataclass(Item)
    assert dataclasses.is_dataclass(Item("a", 1))
    assert not dataclasses.is_dataclass(cheapest)


def test_asdict_and_astuple():
    employee = Employee("ann", Employee("bob"), Address("Main St"))
    assert dataclasses.asdict(employee) == {
        "name": "ann",
        "manager": {"name": "bob", "manager": None, "address": None},
        "address": {"street": "Main St", "city": "Berlin"},
    }
    assert dataclasses.astuple(Item("pen", 1.5, 2, ["x"])) == ("pen", 1.5, 2, ["x"])
    assert as_rows([Point(x=1), Point(y=2)]) == [(1, 0), (0, 2)]


def test_replace():
    item = Item("pen", 1.5, 2)
    changed = dataclasses.replace(item, price=9.0)
    assert changed == Item("pen", 9.0, 2)
    assert item.price == 1.5
    assert type(dataclasses.replace(Special("a", 1.0), name="b")) is Special
    assert rename(item, "pencil").name == "pencil"
    with pytest.raises(TypeError):
        dataclasses.replace(item, colour="red")


def test_inheritance():
    special = Special("pen", 10.0, 2)
    assert isinstance(special, Item)
    assert special.total() == 10.0
    assert [field.name for field in dataclasses.fields(Special)][-1] == "discount"


def test_mutation_and_identity():
    first, second = Item("a", 3.0), Item("b", 2.0)
    second.price = 5
    assert cheapest([first, second]) is first
    second.price -= 4
    assert cheapest([first, second]) is second


def test_nested_dataclass_is_kept():
    boss = Employee("boss")
    worker = Employee("worker", manager=boss)
    assert worker.manager is boss
    boss.name = "chief"
    assert worker.manager.name == "chief"
    assert worker == Employee("worker", Employee("chief"))


def test_signature_and_annotations():
    assert list(inspect.signature(Item).parameters) == ["name", "price", "quantity", "tags"]
    assert inspect.signature(Point).parameters["x"].kind is inspect.Parameter.KEYWORD_ONLY
    assert Item.__annotations__["tags"] == "list[str]"
    assert Item.__match_args__ == ("name", "price", "quantity", "tags")


def test_match_by_position():
    match Item("pen", 1.5):
        case Item(name, price):
            assert (name, price) == ("pen", 1.5)
        case _:
            pytest.fail("no match")


def test_copies():
    item = Item("pen", 1.5, tags=["a"])
    shallow, deep = copy.copy(item), copy.deepcopy(item)
    assert shallow == deep == item
    deep.tags = ["b"]
    deep.name = "deep"
    assert item.tags == ["a"]
    assert deep != item


def test_parameters_of_the_decorator():
    assert Money.__dataclass_params__.frozen
    assert not Item.__dataclass_params__.frozen


@dataclasses.dataclass
class Bundle(Item):
    """A test-side dataclass on top of the solution's."""

    parts: int = 1


def test_subclass_on_the_test_side():
    bundle = Bundle("set", 2.0, 5, parts=3)
    assert bundle.total() == 10.0
    assert bundle.parts == 3
    assert [field.name for field in dataclasses.fields(Bundle)] == ["name", "price", "quantity", "tags", "parts"]
    assert bundle == Bundle("set", 2.0, 5, parts=3)
