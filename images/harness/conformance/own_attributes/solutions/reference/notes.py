import typing


class NoteMeta(type):
    def __new__(mcs, name, bases, namespace):
        namespace["names"] = list(namespace.get("__annotations__", {}))
        return super().__new__(mcs, name, bases, namespace)


class Noted(metaclass=NoteMeta):
    pass


class Listed:
    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.listed = dict(cls.__annotations__)


class Hinted:
    def __init_subclass__(cls):
        super().__init_subclass__()
        cls.hints = typing.get_type_hints(cls)


class Record:
    def __init_subclass__(cls):
        super().__init_subclass__()
        cls.kinds = typing.get_type_hints(cls)

    def __init__(self, **values):
        for name, value in values.items():
            if name not in self.kinds:
                raise AttributeError(f"no field {name}")
            try:
                setattr(self, name, self.kinds[name](value))
            except ValueError:
                raise TypeError(f"{value!r} is no {name}") from None


def zipped():
    return zip([1])


def mapped():
    return map(str, [1])


def counted():
    return enumerate([1])


def iterator():
    return iter([1])
