import inspect

import pytest

import meta


def test_checking_descriptor():
    class Person:
        age = meta.Typed(int)

        def __init__(self, age):
            self.age = age

    first, second = Person(3), Person(9)
    first.age = 4
    assert (first.age, second.age) == (4, 9)
    with pytest.raises(TypeError, match="Person.age must be int"):
        first.age = "four"
    assert first.age == 4
    assert isinstance(Person.age, meta.Typed)


def test_delegating_descriptor():
    class Box:
        content = meta.Slot()

    box = Box()
    assert box.content is None
    box.content = ["x"]
    assert box.content == ["x"]
    assert box.hidden_content == ["x"]
    del box.content
    assert box.content is None


def test_lazy_attribute():
    calls = []

    class Report:
        @meta.lazy
        def total(self):
            calls.append(1)
            return 42

    report = Report()
    assert calls == []
    assert report.total == 42
    assert report.total == 42
    assert calls == [1]
    assert Report().total == 42
    assert calls == [1, 1]


def test_class_property():
    class Config:
        values = {"a": 1}

        @meta.classproperty
        def names(cls):
            return sorted(cls.values)

    assert Config.names == ["a"]
    assert Config().names == ["a"]


def test_metaclass_of_a_test_side_class():
    class Mine(metaclass=meta.Registry, flag=True):
        pass

    assert meta.Registry.known["Mine"] is Mine
    assert Mine.options == {"flag": True}
    assert Mine().made_by == "registry"


def test_singleton_metaclass():
    class Settings(metaclass=meta.Singleton):
        def __init__(self, value=0):
            self.value = value

    class Other(metaclass=meta.Singleton):
        pass

    assert Settings(1) is Settings(2)
    assert Settings().value == 1
    assert Other() is not Settings()


def test_memo_on_a_method():
    calls = []

    class Service:
        @meta.memo
        def fetch(self, key):
            calls.append(key)
            return key.upper()

    first, second = Service(), Service()
    assert first.fetch("a") == first.fetch("a") == "A"
    assert second.fetch("a") == "A"
    assert calls == ["a", "a"]
    Service.fetch.clear()
    first.fetch("a")
    assert len(calls) == 3


def test_checking_annotations():
    @meta.checked
    def repeat(text: str, times: int = 2):
        return text * times

    assert repeat("ab") == "abab"
    assert repeat("a", times=3) == "aaa"
    with pytest.raises(TypeError, match="times must be int"):
        repeat("a", "b")
    with pytest.raises(TypeError, match="missing a required argument: 'text'"):
        repeat()


def test_deprecated():
    @meta.deprecated
    def old():
        return 1

    with pytest.warns(DeprecationWarning, match="old is deprecated"):
        assert old() == 1


def test_traced(capsys):
    @meta.traced
    def add(a, b):
        print("adding")
        return a + b

    assert add(1, 2) == 3
    assert capsys.readouterr().out == "add(1, 2)\nadding\n-> 3\n"


def test_class_decorator_adds_a_property():
    @meta.with_kind
    class Square:
        pass

    assert Square().kind == "square"


def test_decorating_all_methods():
    @meta.for_all_methods(meta.memo)
    class Counter:
        calls = 0

        def next(self):
            Counter.calls += 1
            return Counter.calls

    counter = Counter()
    assert counter.next() == counter.next() == 1


def test_collecting_functions():
    registry = {}

    @meta.subscriber(registry)
    def saved():
        return "x"

    assert list(registry) == ["saved"]
    assert registry["saved"][0] is saved


def test_dispatch_on_a_method():
    assert meta.Shape().area(3) == 9
    assert meta.Shape().area((2, 5)) == 10
    with pytest.raises(NotImplementedError, match="str"):
        meta.Shape().area("x")


def test_dispatch_extended_by_the_test():
    class Mine:
        pass

    @meta.describe.register(dict)
    def _(value):
        return "a dict"

    @meta.describe.register
    def _(value: Mine):
        return "mine"

    assert meta.describe({}) == "a dict"
    assert meta.describe(Mine()) == "mine"
    assert meta.describe([]) == "a list"
    assert meta.describe(3) == "something"


def test_method_attached_to_a_test_side_class():
    class Plain:
        value = 2

    def double(self):
        return self.value * 2

    assert meta.attach(Plain, double) is Plain
    assert Plain().double() == 4


def test_reading_a_test_side_class():
    class Documented:
        def one(self):
            """The first."""

        def two(self):
            pass

    assert meta.documented(Documented) == {"one": "The first.", "two": None}


def test_wrapped_functions_show_the_original():
    @meta.memo
    def original(a, b=2):
        """Says something."""

    assert str(inspect.signature(original)) == "(a, b=2)"
    assert inspect.getdoc(original) == "Says something."
    assert original.__name__ == "original"
    assert inspect.unwrap(original) is original.__wrapped__


def test_classes_that_say_what_they_are():
    class Missing(meta.Marker):
        pass

    class Other(meta.Marker):
        label = "<other>"

    assert [repr(cls) for cls in (meta.Marker, Missing, Other)] == ["Marker", "Missing", "<other>"]
    assert f"{Other} {Missing!r}" == "<other> Missing"
    with pytest.raises(TypeError, match="Missing is a marker"):
        Missing()


def test_a_tree_of_classes_of_the_test():
    class Shape:
        pass

    class Round(Shape):
        pass

    class Circle(Round):
        pass

    class Square(Shape):
        pass

    assert list(meta.tree(Shape)) == [("Shape", 0), ("Round", 1), ("Circle", 2), ("Square", 1)]
    assert list(meta.tree(Circle)) == [("Circle", 0)]
    assert meta.subclasses(Shape) == [Round, Square]
    assert all(found is made for found, made in zip(meta.subclasses(Shape), (Round, Square)))
    assert meta.subclasses(IndentationError) == [TabError]
