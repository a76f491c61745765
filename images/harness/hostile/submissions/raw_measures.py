"""Answers that make no sense to what tracemalloc and threading ask of its process."""

from assay import ops

TRACES = {
    "get_traced_memory": ["little", {}],
    "take_snapshot": [[0, 1, [["here", "nowhere"]]]],
}

ops.EVERYTHING["trace"] = lambda peer, obj, name, args, kwargs: TRACES.get(name, 7)
ops.EVERYTHING["threads"] = lambda *args: {"not": "a list"}


def keep(size):
    return size


def start():
    return None
