import inspect

import meta


def test_inherited_metaclass():
    class Derived(meta.Base):
        size = 1

    assert meta.Registry.known["Derived"] is Derived
    assert Derived().made_by == "registry"
    assert Derived.size == 1
    assert isinstance(Derived, meta.Registry)
    assert type(meta.Base) is meta.Registry


def test_class_made_of_test_side_parts():
    class Greeter:
        def greet(self):
            return f"hello from {self.label}"

    made = meta.make_class("Made", Greeter, label="made", size=lambda self: 3)
    assert made.__name__ == "Made"
    assert made().greet() == "hello from made"
    assert made().size() == 3
    assert issubclass(made, Greeter)


def test_members():
    classes = [name for name, value in inspect.getmembers(meta, inspect.isclass) if value.__module__ == "meta"]
    assert classes == ["Base", "Registry", "Shape", "Singleton", "Slot", "Typed", "classproperty", "lazy"]
    methods = [name for name, _ in inspect.getmembers(meta.Slot, inspect.isfunction)]
    assert methods == ["__delete__", "__get__", "__set__", "__set_name__"]
