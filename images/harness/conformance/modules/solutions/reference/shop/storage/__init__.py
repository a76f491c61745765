from .memory import MemoryStorage

BACKENDS = {"memory": MemoryStorage}
