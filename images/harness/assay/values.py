"""Plain data as a tree that both halves of the proxy can write and read.

A value becomes a *tree* of ``None``, ``bool``, ``int``, ``float``, ``str`` and ``list``; everything else is a
one-key ``dict`` ``{tag: payload}``. The grader writes trees with ``marshal`` (the candidate may trust it), the
candidate writes JSON, because nothing it sends may be unpickled, evaluated or ``marshal``-loaded here.

Mutable containers are *twinned*: the copy on the other side and the original are kept equal as long as both
sides hold them, by sending what changed along with each message (see :class:`Twins`). So a list sorted by the
callee is sorted for the caller, and a returned internal list is the internal list.

Whatever is not plain goes to ``other_encode`` and becomes a reference (``assay.references``). The tags, where ``id`` is
the number of an object that the writer lends, ``tid`` that of a twin or 0, and all else trees unless said otherwise:

======  =============================================================================================
t, fs   tuple, frozenset: a list of items
l, s    list, set: ``[tid, items]``; a list without a twin is a bare list
d       ``[tid, name of the type, default factory, [key, value, key, …]]``
dq      deque: ``[tid, maxlen, items]``
ns, lr  SimpleNamespace, LogRecord: ``[tid, [name, value, …]]``
ba, b   bytearray: ``[tid, base64]``; bytes: base64
u, I    text with surrogates: base64 of its UTF-8; a large integer: hexadecimal digits (both in JSON only)
c, v    complex: ``[real, imaginary]``; a value type: ``[name, part, …]`` (``assay.plain``)
k       one of the other tags, of a value that has crossed before and is the same object (``assay.same``)
w       the container that has this twin's number already
m       the reader's own object, by its number; ``mm`` a method of it, not looked up yet
h       ``[id, kind, facts]`` a function (f), class (c), generator or coroutine (d): facts the first time, then
        None; an instance (o): its class; a module (M): its name
n       an instance of a subclass of a value type: ``[id, class, value, tid, contents]``
g, gm   a class, a module that both sides have, by name; ``gf`` a function that does nothing but give a value, as
        ``operator.add``; ``G`` any function or module, to the candidate only
e, em   member of an enum: ``[class, name, value]``; the same of an enum of the reader's, by its number
ga, un  ``list[int]``; ``int | str``
ty      ``Optional[int]``: a name of ``typing`` and its arguments, or None where it stands alone
x, xm   an exception; one of the reader's with its cause (``assay.wrong``)
tb      a traceback, which leads nowhere on the other side
======  =============================================================================================

``vectors/values`` holds examples, and what is refused.
"""

from __future__ import annotations

import collections
import sys
from collections.abc import Callable, Iterable, Sequence
from sys import intern
from typing import Any

from assay.errors import CannotCross, ProtocolError
from assay.judging import told
from assay.plain import READERS, WRITERS, Tree, from_base64, pairs_of, to_base64
from assay.same import Held, Known
from assay.scalars import SHARED
from assay.twins import NAMESPACES, Twin, Twins, raw_items, raw_pairs

SCALARS = frozenset({type(None), bool, int, float, str})
_BIG_INT_BITS = 4096  # beyond this JSON's decimal form is slow and, from 4300 digits on, refused by Python
_MAX_DEPTH = 200  # nested containers; the interpreter's own recursion limit is not far behind
SMALL = 1 << 63  # integers up to here cross as they are
_LONG = 1 << 16


def _clean(text: str) -> bool:
    """Tell whether JSON brings a text back unchanged: no surrogates."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def all_scalars(items: Iterable[Any]) -> bool:
    """Tell whether every item is an exact None, bool, int, float or str."""
    return SCALARS.issuperset(map(type, items))


def as_list(tree: Any) -> list[Any]:
    """A list of trees; anything else is a protocol error."""
    if not isinstance(tree, list):
        raise ProtocolError("a list was expected")
    return tree


def as_name(value: Any) -> str:
    """A name that another process gave. Raises ``ProtocolError``."""
    if type(value) is not str or "\0" in value:
        raise ProtocolError("a name that is not text")
    return value


def number(tree: Any) -> int:
    """A number that names something; anything else is a protocol error."""
    if type(tree) is not int:
        raise ProtocolError("something without a number")
    return tree


def part(tree: Any, index: int, size: int) -> Any:
    """One element of a list whose length is fixed by the protocol."""
    if type(tree) is not list or len(tree) != size:
        raise ProtocolError("a frame with a wrong number of parts")
    return tree[index]


class Codec:
    """Encodes and decodes for one channel. Subclassed by the channel's peer for references.

    ``other_encode(value, codec)`` and ``other_decode(tag, payload, codec)`` handle what is not plain data. ``known``
    notes values of which one that comes back is the object that went.
    """

    def __init__(
        self,
        parity: int,
        other_encode: Callable[[Any, Codec], Tree],
        other_decode: Callable[[str, Any, Codec], Any],
        known: Known | Held | None = None,
    ) -> None:
        self.twins: Twins = Twins(parity)
        self.json = parity == 1  # written as JSON, which has no surrogates and no enormous integers
        self._other_encode = other_encode
        self._other_decode = other_decode
        self._known = known
        self._depth = 0
        self.handing = True  # over what is written now; False where it only goes along with something

    def is_scalar(self, value: Any) -> bool:
        """Whether a value can be its own tree: an exact scalar that the other side's reader brings back unchanged."""
        kind = type(value)
        if kind is str:
            return len(value) < _LONG and (not self.json or value.isascii())
        if kind is int:
            return not self.json or -SMALL < value < SMALL
        return kind in SCALARS

    # -- encoding ---------------------------------------------------------------------------------------------

    def encode(self, value: Any, share: bool) -> Tree:
        """The tree of a value.

        ``share`` twins every container (arguments); without it only those that something else still holds.
        """
        kind = type(value)
        if kind in SCALARS:
            return self._scalar(kind, value)
        self._depth = 0
        mark = self.twins.mark()
        try:
            return self.write(value, share)
        except BaseException:
            self.twins.undo(mark)
            raise

    def _scalar(self, kind: type, value: Any) -> Tree:
        if not self.json:
            if kind is str and len(value) <= SHARED:
                intern(value)
            return value
        if kind is str:
            if not _clean(value):
                return {"u": to_base64(value.encode("utf-8", "surrogatepass"))}
        elif kind is int and value.bit_length() > _BIG_INT_BITS:
            return {"I": hex(value)}
        return value

    def write(self, value: Any, held: bool) -> Tree:
        kind = type(value)
        if kind in SCALARS:
            return self._scalar(kind, value)
        write = WRITERS.get(kind)
        if write is None:
            return self._other_encode(value, self)
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise CannotCross(_too_deep())
        again = self._known is not None and self._known.gone(value)
        try:
            tree = write(self, value, held)
            return {"k": tree} if again else tree
        finally:
            self._depth -= 1

    def aside(self, value: Any) -> Tree:
        """The tree of what goes along with a value, such as its class, and is not handed over itself."""
        before, self.handing = self.handing, False
        try:
            return self.write(value, False)
        finally:
            self.handing = before

    def by_reference(self, value: Any) -> Tree:
        """The tree of a value of a plain type that is not to be copied."""
        return self._other_encode(value, self)

    def items(self, values: Iterable[Any], held: bool) -> list[Tree]:
        """The trees of several values."""
        values = list(values)  # a copy even of a list, so that every item has the same number of references here
        if all_scalars(values) and (not self.json or _json_safe(values)):
            return values
        return [self.write(value, held) for value in values]

    def twin_of(self, value: Any, held: bool) -> tuple[Tree | None, Twin | None]:
        """An existing twin's name, or a new twin where one is needed, or neither."""
        twin = self.twins.of(value)
        if twin is not None:
            return {"w": twin.tid}, None
        if self.twins.full():
            return None, None
        if held or sys.getrefcount(value) > (_FRESH_OUTER if self._depth == 1 else _FRESH_INNER):
            return None, self.twins.new(value)
        return None, None

    def contents(self, value: Any, held: bool) -> Tree:
        """The items of a mutable container, as its tag's payload carries them."""
        if type(value) in NAMESPACES:
            value = vars(value)
        if isinstance(value, dict):
            return self.items([x for pair in raw_pairs(value) for x in pair], held)
        if isinstance(value, bytearray):
            return to_base64(bytes(raw_items(value)))
        return self.items(list(raw_items(value)), held)

    # -- decoding ---------------------------------------------------------------------------------------------

    def decode(self, tree: Tree) -> Any:
        """The value of a tree. Anything malformed is a ProtocolError."""
        if type(tree) in SCALARS:
            return tree
        try:
            return self.read(tree)
        except (ProtocolError, CannotCross):
            raise
        except RecursionError as error:
            raise ProtocolError("a value nested too deeply") from error
        except Exception as error:
            raise ProtocolError(f"a value that makes no sense ({type(error).__name__})") from error

    def read(self, tree: Tree) -> Any:
        kind = type(tree)
        if kind in SCALARS:
            return tree
        if kind is list:
            return self.untree(tree)
        if kind is not dict or len(tree) != 1:
            raise ProtocolError("a value in no known form")
        ((tag, payload),) = tree.items()
        again = tag == "k"
        if again:
            if type(payload) is not dict or len(payload) != 1:
                raise ProtocolError("a value in no known form")
            ((tag, payload),) = payload.items()
        read = READERS.get(tag)
        if read is None:
            return self._other_decode(tag, payload, self)
        value = read(self, payload)
        return value if self._known is None else self._known.come(value, again)

    def untree(self, trees: Any) -> list[Any]:
        """Values of a list of trees, as a new list."""
        checked = as_list(trees)
        if all_scalars(checked):
            return checked
        return [self.read(tree) for tree in checked]

    def fill(self, obj: Any, payload: Any) -> None:
        """Give a container the contents of a payload, in place."""
        namespace = type(obj) in NAMESPACES
        if namespace:
            obj = vars(obj)
        if isinstance(obj, bytearray):
            bytearray.__setitem__(obj, slice(None), from_base64(payload))
            return
        items = self.untree(payload)
        if isinstance(obj, dict):
            pairs = pairs_of(items)
            if namespace and not self.json:
                pairs = {name: told(name, value) for name, value in pairs.items()}
            if isinstance(obj, collections.OrderedDict):
                collections.OrderedDict.clear(obj)
                for key, value in pairs.items():
                    collections.OrderedDict.__setitem__(obj, key, value)
            else:
                dict.clear(obj)
                dict.update(obj, pairs)
        elif isinstance(obj, set):
            set.clear(obj)
            set.update(obj, items)
        elif isinstance(obj, list):
            list.__setitem__(obj, slice(None), items)
        else:
            collections.deque.clear(obj)
            collections.deque.extend(obj, items)

    def receive(self, obj: Any, tid: Any, payload: Any) -> Any:
        """Fill a container that just arrived, twinned when it came with a number."""
        twin = self.twins.adopt(tid, obj) if tid else None
        self.fill(obj, payload)
        if twin is not None:
            twin.settle()
        return obj

    # -- changes ----------------------------------------------------------------------------------------------

    def pack_changes(self) -> Tree | None:
        """What the other side must know before the next message: new contents, and what may be forgotten."""
        if not (self.twins.live or self.twins.closed):
            return None
        changed = [[twin.tid, self.contents(twin.obj, True)] for twin in self.twins.changes()]
        closed = self.twins.let_go()
        return [changed, closed] if changed or closed else None

    def apply_changes(self, tree: Tree) -> None:
        """Bring local containers up to date with the other side's."""
        try:
            changed, closed = tree
            for tid, payload in changed:
                twin = self.twins.get(tid)
                self.fill(twin.obj, payload)
                twin.settle()
            for tid in closed:
                self.twins.closed_there(tid)
        except (ProtocolError, CannotCross):
            raise
        except Exception as error:
            raise ProtocolError("changes that make no sense") from error


def _too_deep() -> str:
    return (
        f"a value nested deeper than {_MAX_DEPTH} levels cannot cross to the other process; "
        "build it there with assay.probe(...)"
    )


def _json_safe(values: Sequence[Any]) -> bool:
    """Tell whether scalars survive JSON as they are: no surrogates, no enormous integers."""
    kinds = set(map(type, values))
    if str in kinds:
        texts = values if kinds == {str} else [v for v in values if type(v) is str]
        if not all(map(str.isascii, texts)) and not all(map(_clean, texts)):
            return False
    if int in kinds:
        numbers = values if kinds == {int} else [v for v in values if type(v) is int]
        return max(map(int.bit_length, numbers)) <= _BIG_INT_BITS
    return True


def _calibrate() -> tuple[int, int]:
    """References that a container nobody else holds has in ``Codec.twin_of``: outermost, and inside another."""
    seen: dict[int, int] = {}

    class Probe(Codec):
        def twin_of(self, value: Any, held: bool) -> tuple[Tree | None, Twin | None]:
            seen[self._depth] = max(sys.getrefcount(value), seen.get(self._depth, 0))
            return None, None

    probe = Probe(0, lambda value, codec: None, lambda tag, payload, codec: None)
    value: Any = [[1], {2: {3}}, {"a": [1]}]  # held by one variable, as the value that a channel answers with
    probe.encode(value, False)
    return seen[1], max(seen[2], seen[3])


_FRESH_OUTER, _FRESH_INNER = _calibrate()
