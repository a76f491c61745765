"""Tools for dataclasses, and a base class for them."""
import dataclasses


def types(cls):
    return {field.name: field.type for field in dataclasses.fields(cls)}


def converted(cls, values):
    return cls(**{field.name: field.type(values[field.name]) for field in dataclasses.fields(cls)})


def rename(obj, name, value):
    setattr(obj, name, value)


def newest(versions):
    return max(versions)


class Record:
    def to_dict(self):
        kept = [field.name for field in dataclasses.fields(self) if field.metadata.get("stored", True)]
        return {name: value for name, value in dataclasses.asdict(self).items() if name in kept}

    @classmethod
    def from_dict(cls, values):
        return cls(**values)

    def before_save(self):
        pass

    def saved(self):
        self.before_save()
        return self


@dataclasses.dataclass(order=True)
class Version:
    major: int
    minor: int

    def text(self):
        return f"{self.major}.{self.minor}"


def serial(cls):
    cls.to_dict = lambda self: dataclasses.asdict(self)
    return cls
