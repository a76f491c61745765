"""Tools that shape other people's classes and functions."""
import functools
import inspect
import typing
import warnings


class Typed:
    """A descriptor that checks the type of what is assigned."""

    def __init__(self, kind):
        self.kind = kind

    def __set_name__(self, owner, name):
        self.owner = owner.__name__
        self.name = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return instance.__dict__.get(self.name)

    def __set__(self, instance, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.owner}.{self.name} must be {self.kind.__name__}")
        instance.__dict__[self.name] = value


class Slot:
    """A descriptor that keeps values under another attribute."""

    def __set_name__(self, owner, name):
        self.hidden = f"hidden_{name}"

    def __get__(self, instance, owner=None):
        return self if instance is None else getattr(instance, self.hidden, None)

    def __set__(self, instance, value):
        setattr(instance, self.hidden, value)

    def __delete__(self, instance):
        delattr(instance, self.hidden)


class lazy:
    """Computes once and remembers."""

    def __init__(self, function):
        self.function = function

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        value = instance.__dict__[self.name] = self.function(instance)
        return value


class classproperty:
    def __init__(self, function):
        self.function = function

    def __get__(self, instance, owner):
        return self.function(owner)


class Registry(type):
    known = {}

    def __new__(mcls, name, bases, namespace, **options):
        cls = super().__new__(mcls, name, bases, namespace)
        mcls.known[name] = cls
        cls.options = options
        return cls

    def __call__(cls, *args, **kwargs):
        instance = super().__call__(*args, **kwargs)
        instance.made_by = "registry"
        return instance


class Base(metaclass=Registry):
    pass


class Singleton(type):
    _instances = {}

    def __call__(cls, *args, **kwargs):
        if cls not in cls._instances:
            cls._instances[cls] = super().__call__(*args, **kwargs)
        return cls._instances[cls]


def memo(function):
    cache = {}

    @functools.wraps(function)
    def wrapper(*args):
        if args not in cache:
            cache[args] = function(*args)
        return cache[args]

    wrapper.clear = cache.clear
    return wrapper


def checked(function):
    """Checks arguments against their annotations."""
    signature, hints = inspect.signature(function), typing.get_type_hints(function)

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        bound = signature.bind(*args, **kwargs)
        for name, value in bound.arguments.items():
            if name in hints and not isinstance(value, hints[name]):
                raise TypeError(f"{name} must be {hints[name].__name__}")
        return function(*args, **kwargs)

    return wrapper


def deprecated(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        warnings.warn(f"{function.__name__} is deprecated", DeprecationWarning, stacklevel=2)
        return function(*args, **kwargs)

    return wrapper


def traced(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print(f"{function.__name__}{args}")
        result = function(*args, **kwargs)
        print(f"-> {result!r}")
        return result

    return wrapper


def with_kind(cls):
    cls.kind = property(lambda self: type(self).__name__.lower())
    return cls


def for_all_methods(decorator):
    def decorate(cls):
        for name, value in list(vars(cls).items()):
            if callable(value) and not name.startswith("_"):
                setattr(cls, name, decorator(value))
        return cls

    return decorate


def subscriber(registry):
    def decorate(function):
        registry.setdefault(function.__name__, []).append(function)
        return function

    return decorate


class Shape:
    @functools.singledispatchmethod
    def area(self, sides):
        raise NotImplementedError(type(sides).__name__)

    @area.register
    def _(self, sides: int):
        return sides * sides

    @area.register
    def _(self, sides: tuple):
        return sides[0] * sides[1]


@functools.singledispatch
def describe(value):
    return "something"


@describe.register(list)
def _(value):
    return "a list"


def make_class(name, *bases, **namespace):
    return type(name, bases or (object,), namespace)


def attach(cls, function):
    setattr(cls, function.__name__, function)
    return cls


def documented(cls):
    return {name: inspect.getdoc(value) for name, value in vars(cls).items() if inspect.isfunction(value)}


def parametrized(decorator):
    """Turns ``decorator(function, *args)`` into one that is used as ``@decorator(*args)``."""

    @functools.wraps(decorator)
    def with_arguments(*args, **kwargs):
        return lambda function: decorator(function, *args, **kwargs)

    return with_arguments


class NamedMeta(type):
    def __repr__(cls):
        return getattr(cls, "label", cls.__name__)


class Marker(metaclass=NamedMeta):
    def __new__(cls):
        raise TypeError(f"{cls!r} is a marker and has no instances")


def subclasses(cls):
    return cls.__subclasses__()


def tree(cls, level=0):
    yield cls.__name__, level
    for each in subclasses(cls):
        yield from tree(each, level + 1)
