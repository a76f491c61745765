"""Pickles that the submission makes of the test's objects: what they hold stays here, and a number stands for it.

The same pickle has the same number, so that what is cached by its pickle is found again.
"""

from __future__ import annotations

import os
import pickle
import threading
from _pickle import dumps, loads  # a test's are guarded
from typing import Any, Final

__all__ = ["freeze", "thaw"]

_MOST: Final = 64 << 20  # bytes of all pickles
_SIZE: Final = 16
_KEY: Final = os.urandom(_SIZE)
_kept: dict[bytes, bytes] = {}
_lock = threading.Lock()


def freeze(obj: Any, protocol: int) -> bytes:
    """The number of an object's pickle. Raises what pickle raises."""
    import hashlib  # which only this needs

    data = dumps(obj, protocol)
    number = hashlib.blake2b(data, key=_KEY, digest_size=_SIZE).digest()
    with _lock:
        if number not in _kept and sum(map(len, _kept.values())) + len(data) > _MOST:
            raise pickle.PicklingError(f"more than {_MOST >> 20} MiB of the test's objects are pickled")
        _kept[number] = data
    return number


def thaw(number: bytes) -> Any:
    """Undo :func:`freeze`."""
    data = _kept.get(number) if type(number) is bytes else None
    if data is None:
        raise pickle.UnpicklingError("a pickle of an object of a test, from another run")
    return loads(data)
