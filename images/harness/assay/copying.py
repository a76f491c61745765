"""``copy.deepcopy`` of what is spread over both processes: each half is copied in its own, once."""

from __future__ import annotations

import copy
import threading
from typing import Any

from assay.errors import ProtocolError
from assay.refs import Ref

type Memo = dict[Any, Any]  # copy's own, from the ids of originals to copies

_THEIRS = "assay"  # where a memo has what goes with it on the other side; copy's own keys are numbers
_copying = threading.local()


class Served:
    """A memo that serves the other side, which holds it for as long as its own copying goes on."""

    def __init__(self) -> None:
        self._memo: Memo = {_THEIRS: self}


def deepcopy_of(ref: Ref, memo: Memo) -> Any:
    """A copy of an object of the other process, which may lead back here: what has a copy here is not copied again."""
    theirs = memo.get(_THEIRS)
    asked = type(theirs) is Served  # the other side waits, with its own memo at hand
    outer = getattr(_copying, "memo", None)
    _copying.memo = memo
    try:
        found = ref.ask("deepcopy", None, (True if asked else theirs,))
    finally:
        _copying.memo = outer
    if type(found) is not tuple or len(found) != 2:
        ref.peer.lost(ProtocolError("a copy that makes no sense"))
    if not asked:
        memo[_THEIRS] = found[1]
    return found[0]


def serve_deepcopy(obj: Any, mine: Any) -> tuple[Any, Any]:
    """The copy of an object, and the memo for the next one. ``mine`` is that of the last, True the one in use."""
    memo = getattr(_copying, "memo", None)
    if mine is True and memo is not None:
        return copy.deepcopy(obj, memo), None
    if type(mine) is not Served:
        mine = Served()
    return copy.deepcopy(obj, mine._memo), mine
