"""Tools for dataclasses, and a base class for them."""
import dataclasses


def types(cls):
    return {field.name: field.type.__name__ for field in dataclasses.fields(cls)}


def converted(cls, values):
    return cls(**{field.name: values[field.name] for field in dataclasses.fields(cls)})


def rename(obj, name, value):
    object.__setattr__(obj, name, value)


def newest(versions):
    return versions[0]


class Record:
    def to_dict(self):
        kept = [field.name for field in dataclasses.fields(self) if field.metadata.get("stored", True)]
        return {name: value for name, value in vars(self).items() if name in kept}

    @classmethod
    def from_dict(cls, values):
        return cls(*values)

    def before_save(self):
        pass

    def saved(self):
        return self


@dataclasses.dataclass(order=True)
class Version:
    major: int
    minor: int

    def text(self):
        return str(self.major)


def serial(cls):
    cls.to_dict = vars
    return cls
