from .memory import MemoryStorage as _MemoryStorage


class MemoryStorage(_MemoryStorage):
    pass



BACKENDS = {"memory": MemoryStorage}
