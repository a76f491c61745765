class InputCell:

    def __init__(self, v):
        self._v = v
        self.deps = []

    @property
    def value(self):
        return self._v

    @value.setter
    def value(self, v):
        self._v = v
        for d in self.deps:
            d.update()
        for d in self.deps:
            d.fire()


class ComputeCell:

    def __init__(self, inputs, f):
        self.inputs, self.f, self.cbs, self.deps = (inputs, f, set(), [])
        for i in inputs:
            i.deps.append(self)
        self.value = self.last = f([i.value for i in inputs])

    def update(self):
        self.value = self.f([i.value for i in self.inputs])
        for d in self.deps:
            d.update()

    def fire(self):
        if self.value != self.last:
            self.last = self.value
            for cb in self.cbs:
                cb(self.value)
        for d in self.deps:
            d.fire()

    def add_callback(self, cb):
        self.cbs.add(cb)

    def remove_callback(self, cb):
        self.cbs.discard(cb)
