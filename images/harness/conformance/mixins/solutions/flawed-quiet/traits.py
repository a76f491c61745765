"""Mixins for classes that others make."""


class Greeting:
    def hello(self):
        return f"bye {self.name()}"


class Loud:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.log = []

    def __setitem__(self, key, value):
        self.log.append(f"put {key}")
        super().__setitem__(key, str(value))
