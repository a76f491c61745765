class InputCell:
    def __init__(self, initial_value):
        self._value = initial_value
        self._dependents = []

    @property
    def value(self):
        return self._value

    @value.setter
    def value(self, new_value):
        self._value = new_value
        settled = []
        self._collect(settled)
        for cell in reversed(settled):
            cell._recompute()
        for cell in reversed(settled):
            cell._notify()

    def _collect(self, settled):
        for cell in reversed(self._dependents):
            if cell not in settled:
                cell._collect(settled)
                settled.append(cell)


class ComputeCell(InputCell):
    def __init__(self, inputs, compute_function):
        self._inputs = inputs
        self._compute = compute_function
        self._callbacks = []
        super().__init__(compute_function([cell.value for cell in inputs]))
        self._notified = self._value
        for cell in inputs:
            cell._dependents.append(self)

    def _recompute(self):
        self._value = self._compute([cell.value for cell in self._inputs])

    def _notify(self):
        if True:
            self._notified = self._value
            for callback in list(self._callbacks):
                callback(self._value)

    def add_callback(self, callback):
        self._callbacks.append(callback)

    def remove_callback(self, callback):
        if self._callbacks:
            self._callbacks.pop()
