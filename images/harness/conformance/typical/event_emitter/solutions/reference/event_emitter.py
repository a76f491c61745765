class EventEmitter:
    def __init__(self):
        self._listeners = {}

    def on(self, event, listener):
        self._listeners.setdefault(event, []).append(listener)
        return lambda: self.off(event, listener)

    def once(self, event, listener):
        def wrapper(*args, **kwargs):
            remove()
            listener(*args, **kwargs)

        remove = self.on(event, wrapper)
        return remove

    def off(self, event, listener):
        if listener not in self._listeners.get(event, []):
            raise KeyError(event)
        self._listeners[event].remove(listener)

    def emit(self, event, *args, **kwargs):
        listeners = list(self._listeners.get(event, []))
        for listener in listeners:
            listener(*args, **kwargs)
        return bool(listeners)

    def listener_count(self, event):
        return len(self._listeners.get(event, []))
