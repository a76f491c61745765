"""Mixins for classes that others make."""


class Greeting:
    def hello(self):
        return f"hello {self.name()}"


class Loud:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.log = []

    def __setitem__(self, key, value):
        self.log.append(f"set {key}")
        super().__setitem__(key, value)
