import json
import logging

import pytest

import framework
from framework import Add, Base, Comparer, Handler, JsonMixin, ListHandler, LogMixin, Model, Number
from framework import Observable, Plugin, Report, Shape, ValidationError, Visitor


class Fancy(Report):
    title = "Fancy"
    separator = "="

    def line(self, row):
        return f"* {super().line(row)}"

    def footer(self):
        return f"{len(self.rows)} rows"


class Square(Shape):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side**2


def test_plain_base_class():
    assert Report([1, 2]).render() == "Report\n---\n1\n2"


def test_overridden_hooks_are_called_back():
    assert Fancy(["a", "b"]).render() == "Fancy\n===\n* a\n* b\n2 rows"


def test_isinstance_and_type_of_a_test_side_subclass():
    fancy = Fancy()
    assert isinstance(fancy, Report)
    assert type(fancy) is Fancy
    assert issubclass(Fancy, Report)
    assert Fancy.__mro__ == (Fancy, Report, object)
    assert framework.describe(fancy) == ("Fancy", ["Report", "object"])
    assert not isinstance(Report(), Fancy)


def test_attribute_set_by_the_base_is_seen_by_the_subclass():
    fancy = Fancy(["x"])
    assert fancy.rows == ["x"]
    fancy.rows = ["y", "z"]
    assert fancy.render().endswith("2 rows")


def test_instance_attribute_hides_class_attribute():
    fancy = Fancy()
    fancy.title = "Other"
    assert fancy.header() == "Other"
    assert Fancy().header() == "Fancy"


def test_abstract_base_is_completed():
    class Upper(Plugin):
        name = "upper"

        def run(self, value):
            return value + value.upper()

    assert Upper().run("a") == "aA"
    assert Upper().run_twice("a") == "aAAA"
    assert Upper().name == "upper"


def test_abstract_base_left_incomplete():
    class Lazy(Plugin):
        name = "lazy"

    with pytest.raises(TypeError, match="Can't instantiate abstract class Lazy"):
        Lazy()


def test_subclass_hook_registers_test_side_classes():
    class Reverse(Plugin, key="rev"):
        name = "reverse"

        def run(self, value):
            return value[::-1]

    assert Plugin.registry["rev"] is Reverse
    assert framework.run_plugin("rev", "abc") == "cba"


def test_chain_of_handlers():
    class Even(Handler):
        def can_handle(self, request):
            return request % 2 == 0

    class Big(Handler):
        def can_handle(self, request):
            return request > 100

    chain = Even(Big())
    assert chain.handle(4) == "Even handled 4"
    assert chain.handle(101) == "Big handled 101"
    with pytest.raises(LookupError, match="nobody handles 5"):
        chain.handle(5)


def test_visitor_finds_methods_by_name():
    class Evaluate(Visitor):
        def visit_number(self, node):
            return node.value

        def visit_add(self, node):
            return self.visit(node.left) + self.visit(node.right)

    tree = Add(Number(1), Add(Number(2), Number(3)))
    assert Evaluate().visit(tree) == 6
    with pytest.raises(NotImplementedError, match="Number"):
        Visitor().visit(Number(1))


def test_visitor_meets_a_test_side_node():
    class Power(Number):
        pass

    class Names(Visitor):
        def visit_power(self, node):
            return ("power", node.value)

    assert Names().visit(Power(3)) == ("power", 3)


def test_observer_gets_the_very_subject():
    seen = []

    class Observer:
        def update(self, subject, event):
            seen.append((subject, event))

    class Thermometer(Observable):
        degrees = 20

    thermometer = Thermometer()
    thermometer.attach(Observer())
    thermometer.notify("warm")
    assert seen == [(thermometer, "warm")]
    assert seen[0][0] is thermometer
    assert seen[0][0].degrees == 20


def test_key_override_steers_sorting():
    class ByLength(Comparer):
        def key(self, item):
            return len(item)

    assert ByLength().sort(["ccc", "a", "bb"]) == ["a", "bb", "ccc"]
    assert ByLength().biggest(["ccc", "a"]) == "ccc"
    assert Comparer().biggest(["ccc", "d"]) == "d"


def test_order_of_new_init_and_hooks():
    class Derived(Base):
        def __init__(self, value, extra):
            super().__init__(value)
            self.extra = extra

        def setup(self):
            super().setup()
            self.log.append("derived setup")

    derived = Derived(5, extra="e")
    assert derived.log == ["new Derived", "init", "setup", "derived setup"]
    assert (derived.value, derived.extra, derived.double) == (5, "e", 10)


def test_class_state_of_a_subclass_is_its_own():
    class Counted(Base):
        created = 10

    before = Base.created
    Counted()
    Counted()
    assert Counted.created == 12
    assert Base.created == before


def test_classmethod_builds_the_subclass():
    class Derived(Base):
        pass

    built = Derived.build()
    assert type(built) is Derived
    assert built.value == 7


def test_inherited_special_methods():
    class Derived(Base):
        pass

    assert Derived(1) == Derived(1)
    assert Derived(1) == Base(1)
    assert Derived(1) != Derived(2)
    assert sorted([Derived(3), Derived(2)])[0].value == 2
    assert repr(Derived(4)) == "Derived(4)"


def test_overridden_special_methods():
    class Loud(Base):
        def __repr__(self):
            return super().__repr__().upper() + "!"

        def __lt__(self, other):
            return self.value > other.value

        def __len__(self):
            return 3

    assert repr(Loud(1)) == "LOUD(1)!"
    assert [item.value for item in sorted([Loud(1), Loud(2)])] == [2, 1]
    assert len(Loud()) == 3


def test_overridden_property():
    class Tripled(Base):
        @property
        def double(self):
            return super().double + self.value

    assert Tripled(5).double == 15


def test_special_methods_of_the_base_call_overrides():
    assert Square(2) + Square(3) == 13
    assert len(Square(3)) == 9
    assert framework.total_area([Square(1), Square(2)]) == 5


def test_mixins_from_the_solution():
    class Service(LogMixin, JsonMixin):
        def __init__(self):
            self.name = "svc"
            self._secret = "hidden"

    service = Service()
    assert service.log_line("started").log_line("stopped") is service
    assert service.lines == ["Service: started", "Service: stopped"]
    assert service.to_dict() == {"name": "svc", "lines": ["Service: started", "Service: stopped"]}
    assert json.dumps(service.to_dict()).startswith("{")


def test_mixin_from_the_test():
    class Shout:
        def header(self):
            return super().header().upper() + "!"

    class ShoutReport(Shout, Report):
        title = "news"

    assert ShoutReport().render() == "NEWS!\n---"


def test_subclass_of_a_library_class_is_used_by_the_library():
    handler = ListHandler()
    logger = logging.Logger("test")
    logger.addHandler(handler)
    logger.warning("disk %s", "full")
    assert handler.messages == ["disk full"]


def test_exception_subclass_on_the_test_side():
    class TooLong(ValidationError):
        pass

    class Person(Model):
        @classmethod
        def fields(cls):
            return {"name": lambda value: isinstance(value, str), "age": lambda value: (value or 0) >= 0}

    person = Person(name="Ann", age=3)
    assert (person.name, person.age) == ("Ann", 3)
    with pytest.raises(ValidationError, match="age: bad value -1") as caught:
        Person(name="Ann", age=-1)
    assert caught.value.field == "age"
    error = TooLong("name", "too long")
    assert isinstance(error, ValidationError)
    assert str(error) == "name: too long"


def test_exception_from_an_override_passes_through_the_base():
    class Broken(Report):
        def line(self, row):
            raise KeyError(row)

    with pytest.raises(KeyError, match="first"):
        Broken(["first"]).render()


def test_grandchild():
    class Fancier(Fancy):
        def header(self):
            return f"[{super().header()}]"

    assert Fancier([1]).render() == "[Fancy]\n===\n* 1\n1 rows"


def test_closure_state_in_an_override():
    calls = []

    class Recording(Report):
        def line(self, row):
            calls.append(row)
            return super().line(row)

    Recording([1, 2, 3]).render()
    assert calls == [1, 2, 3]
