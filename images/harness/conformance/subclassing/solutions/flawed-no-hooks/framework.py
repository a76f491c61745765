"""Base classes that are meant to be extended by others."""
import abc
import logging


class Report:
    """Template method: render() calls the hooks."""

    title = "Report"
    separator = "-"

    def __init__(self, rows=()):
        self.rows = list(rows)

    def header(self):
        return self.title

    def line(self, row):
        return str(row)

    def footer(self):
        return None

    def render(self):
        lines = [Report.title, "-" * 3]
        lines += [Report.line(self, row) for row in self.rows]
        footer = self.footer()
        if footer is not None:
            lines.append(footer)
        return "\n".join(lines)


class Plugin(abc.ABC):
    registry = {}

    def __init_subclass__(cls, *, key=None, **options):
        super().__init_subclass__(**options)
        Plugin.registry[cls.__name__.lower()] = cls

    @abc.abstractmethod
    def run(self, value): ...

    @property
    @abc.abstractmethod
    def name(self): ...

    def run_twice(self, value):
        return self.run(value)


def run_plugin(key, value):
    return Plugin.registry[key]().run(value)


class Handler:
    def __init__(self, successor=None):
        self.successor = successor

    def can_handle(self, request):
        return False

    def handle(self, request):
        if self.can_handle(request):
            return f"{type(self).__name__} handled {request}"
        if self.successor is None:
            raise LookupError(f"nobody handles {request}")
        return self.successor.handle(request)


class Visitor:
    def visit(self, node):
        method = getattr(self, f"visit_{type(node).__name__.lower()}", self.generic_visit)
        return method(node)

    def generic_visit(self, node):
        raise NotImplementedError(type(node).__name__)


class Number:
    def __init__(self, value):
        self.value = value


class Add:
    def __init__(self, left, right):
        self.left, self.right = left, right


class Observable:
    def __init__(self):
        self._observers = []

    def attach(self, observer):
        self._observers.append(observer)

    def notify(self, event):
        for observer in self._observers:
            observer.update(Observable(), event)


class Comparer:
    def key(self, item):
        return item

    def sort(self, items):
        return sorted(items)

    def biggest(self, items):
        return max(items)


class Base:
    created = 0

    def __new__(cls, *args, **kwargs):
        instance = super().__new__(cls)
        instance.log = [f"new {cls.__name__}"]
        return instance

    def __init__(self, value=1):
        self.log.append("init")
        self.value = value
        Base.created += 1
        Base.setup(self)

    def setup(self):
        self.log.append("setup")

    @property
    def double(self):
        return self.value * 2

    @classmethod
    def build(cls):
        return Base(value=7)

    def __eq__(self, other):
        return isinstance(other, Base) and self.value == other.value

    __hash__ = None

    def __lt__(self, other):
        return self.value < other.value

    def __repr__(self):
        return f"Base({self.value})"


class LogMixin:
    def log_line(self, text):
        self.lines = [f"{self.__class__.__name__}: {text}"]
        return LogMixin()


class JsonMixin:
    def to_dict(self):
        return {key: value for key, value in vars(self).items() if not key.startswith("_")}


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...

    def __add__(self, other):
        return self.area() + other.area()

    def __len__(self):
        return int(self.area())


def total_area(shapes):
    return sum(shape.area() for shape in shapes)


def describe(obj):
    return type(obj).__name__, [base.__name__ for base in type(obj).__mro__[1:]]


class ListHandler(logging.Handler):
    """A log handler that keeps what it is given."""

    def __init__(self):
        super().__init__()
        self.messages = []

    def emit(self, record):
        self.messages.append(self.format(record))


class ValidationError(Exception):
    def __init__(self, field, message):
        super().__init__(f"{field}: {message}")
        self.field = field


class Model:
    """Declares fields with a metaclass-free descriptor scan."""

    def __init__(self, **values):
        for name, check in Model.fields().items():
            value = values.get(name)
            if not check(value):
                raise ValidationError(name, f"bad value {value!r}")
            setattr(self, name, value)

    @classmethod
    def fields(cls):
        return {}
