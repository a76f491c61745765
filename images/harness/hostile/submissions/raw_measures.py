"""Answers that make no sense to what tracemalloc, threading and others ask of its process."""

from assay import measured

measured.MEASURES.update(
    traced=lambda: ["little", {}],
    snapshot=lambda: [[0, 1, [["here", "nowhere"]]]],
    threads=lambda: {"not": "a list"},
    reset_peak=lambda: 7,
    cpu=lambda: "none",
    self=lambda: [float("inf")] * 16,
    descriptors=lambda: 10**12,
    memory=lambda: [None, None],
    files=lambda: [["/", "/"]],
    children=lambda: 3,
    tasks=lambda: "x",
)


def keep(size):
    return size


def start():
    return None


def spin(seconds):
    return None


def opened(path):
    return None


async def beside():
    return None
