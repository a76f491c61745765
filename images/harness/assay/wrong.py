"""Exceptions across the proxy: real ones on both sides.

Written as ``{"x": [number, class, args, cause, context, suppress, notes, attributes, frames]}``. A built-in
exception is rebuilt as that built-in; one of the submission's own classes becomes an instance of the local class
that stands for it. An exception that comes back to where it was raised is the very same object again:
``{"m": number}``, or ``{"xm": [number, cause]}`` if the submission has raised it from another one.
"""

from __future__ import annotations

import types
from typing import TYPE_CHECKING, Any

from assay import names
from assay.errors import ProtocolError
from assay.judging import told
from assay.remote import RemoteMeta, ref_of
from assay.values import as_list, part

if TYPE_CHECKING:
    from assay.peer import Peer
    from assay.plain import Tree
    from assay.values import Codec

_MAX_FRAMES = 30
_MAX_CHAIN = 20
_MAX_NOTES = 1000
_ATTRIBUTES = {
    OSError: ("errno", "strerror", "filename", "filename2"),
    ImportError: ("msg", "name", "path"),
    NameError: ("name",),
    AttributeError: ("name",),
    SyntaxError: ("msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset"),
}
_UNITTEST = "/unittest/case.py"


def encode_error(peer: Peer, error: BaseException, codec: Codec, depth: int = 0) -> Tree:
    """The tree of an exception, with those it was raised from."""
    ref = ref_of(error)
    if ref is not None:
        cause = error.__cause__
        if peer.strict or cause is None or depth > _MAX_CHAIN:
            return {"m": ref.id}
        return {"xm": [ref.id, encode_error(peer, cause, codec, depth + 1)]}  # raised from it by the submission
    ident = peer.lend(error).ident
    chain = [
        None if found is None or depth > _MAX_CHAIN else encode_error(peer, found, codec, depth + 1)
        for found in (error.__cause__, error.__context__)
    ]
    notes = getattr(error, "__notes__", None)
    return {
        "x": [
            ident,
            codec.aside(_known_class(peer, type(error))),
            _safely(codec, _told(error) if peer.strict else list(error.args)),
            chain[0],
            chain[1],
            bool(error.__suppress_context__),
            [str(note) for note in notes] if isinstance(notes, list) else None,
            _attributes(error, codec),
            [] if peer.strict else _frames(error.__traceback__),
        ]
    }


def _told(error: BaseException) -> list[Any]:
    """The arguments of a test's exception for the candidate: of a failed assertion only the author's own words.

    What pytest and unittest put beside them are the test's source and its expected values.
    """
    args = list(error.args)
    if not isinstance(error, AssertionError) or not args or not isinstance(args[0], str):
        return args
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is not None and trace.tb_frame.f_code.co_filename.endswith(_UNITTEST):
        return []
    words = f"\n{args[0]}".partition("\nassert ")[0].removeprefix("\n")
    return [words, *args[1:]] if words else []


def _known_class(peer: Peer, cls: type[BaseException]) -> type:
    """The class itself; on the grader's side, a test-side class by its nearest built-in base where it cannot cross."""
    return cls


def _safely(codec: Codec, values: list[Any]) -> list[Tree]:
    """Arguments of an exception; what cannot cross is sent as its text, so that the exception still arrives."""
    trees = []
    for value in values:
        try:
            trees.append(codec.write(value, False))
        except Exception:
            trees.append(repr(type(value)))
    return trees


def _attributes(error: BaseException, codec: Codec) -> list[Tree]:
    """``[name, value, …]`` of state that ``args`` does not rebuild."""
    found: dict[str, Any] = {}
    for kind, wanted in _ATTRIBUTES.items():
        if isinstance(error, kind):
            state = {name: getattr(error, name, None) for name in wanted}
            found.update({name: value for name, value in state.items() if value is not None})
    if names.class_name(type(error)) is not None:
        found.update({k: v for k, v in vars(error).items() if k != "__notes__" and not k.startswith("_assay")})
    flat: list[Any] = []
    for name, value in found.items():
        flat += [name, _safely(codec, [value])[0]]
    return flat


def _frames(tb: types.TracebackType | None) -> list[list[Any]]:
    """Where it was raised, outermost first: ``[file, line, function]``, without the harness's own frames."""
    frames: list[list[Any]] = []
    while tb is not None:
        code = tb.tb_frame.f_code
        if "/assay/" not in code.co_filename:
            frames.append([code.co_filename, tb.tb_lineno, code.co_name])
        tb = tb.tb_next
    return frames[-_MAX_FRAMES:]


def decode_own(peer: Peer, payload: Any, codec: Codec) -> BaseException:
    """The exception of an ``xm`` payload: one of the test's own, with what the submission raised it from."""
    error = peer.lent_object(part(payload, 0, 2))
    if not isinstance(error, BaseException):
        raise ProtocolError("a cause of something that is no exception")
    error.__cause__ = _chained(codec, payload[1])
    return error


def decode_error(peer: Peer, payload: Any, codec: Codec) -> BaseException:
    """The exception of an ``x`` payload."""
    ident, kind_tree, args, cause, context, suppress, notes, attributes, frames = payload
    cls = codec.read(kind_tree)
    if not isinstance(cls, type) or not issubclass(cls, BaseException):
        raise ProtocolError("an exception whose class is none")
    if peer.strict and not isinstance(cls, RemoteMeta) and names.class_name(cls) is None:
        raise ProtocolError("an exception of a class of the test's own")
    ref, known = peer.borrow(ident, False)
    if known is not None:
        if not isinstance(known, BaseException):
            raise ProtocolError("an exception under the number of something else")
        return known
    error = make_error(cls, tuple(codec.untree(args)))
    error.__dict__["_assay_ref"] = ref
    peer.remember(ident, error)
    error.__cause__ = _chained(codec, cause)
    error.__context__ = _chained(codec, context)
    error.__suppress_context__ = suppress is True
    if notes is not None:
        error.__notes__ = [str(note) for note in as_list(notes)[:_MAX_NOTES]]
    pairs = codec.untree(attributes)
    for name, value in zip(pairs[::2], pairs[1::2], strict=True):
        if type(name) is not str or name.startswith(("__", "_assay")):
            raise ProtocolError("an attribute that may not be set")
        if isinstance(type(error), RemoteMeta) or not _may_be_set(error, name):
            continue
        try:
            setattr(error, name, told(name, value) if peer.strict else value)
        except (AttributeError, TypeError):
            pass  # a read-only attribute, rebuilt from args
    error.__dict__["_assay_frames"] = [[str(f), int(n), str(q)] for f, n, q in as_list(frames)[-_MAX_FRAMES:]]
    return error


def _may_be_set(error: BaseException, name: str) -> bool:
    """Whether an attribute is state that was listed above, or no more than an entry of the instance's own.

    Others steer whoever shows the exception: ``ImportError.name_from`` makes a traceback import a module.
    """
    if any(isinstance(error, kind) and name in known for kind, known in _ATTRIBUTES.items()):
        return True
    found = getattr(type(error), name, None)
    return not callable(found) and not hasattr(found, "__set__")


def _chained(codec: Codec, tree: Tree) -> BaseException | None:
    if tree is None:
        return None
    error = codec.read(tree)
    if not isinstance(error, BaseException):
        raise ProtocolError("a cause that is no exception")
    return error


def make_error(cls: type[BaseException], args: tuple[Any, ...]) -> BaseException:
    if not isinstance(cls, RemoteMeta) and cls.__module__ == "builtins":
        try:
            return cls(*args)
        except Exception:
            pass  # a class that wants more than args; below it gets just those
    if not issubclass(cls, BaseExceptionGroup):
        error = _bare(cls, args)
        error.args = args
        return error
    try:
        return cls.__new__(cls, *args)
    except (TypeError, ValueError) as problem:
        raise ProtocolError("an exception group that cannot be made") from problem


def _bare(cls: type[BaseException], args: tuple[Any, ...]) -> BaseException:
    """An instance made by the nearest built-in base, so that its C fields are set, past any ``__init__``."""
    builtin: Any = next(b for b in cls.__mro__ if not isinstance(b, RemoteMeta) and b.__module__ == "builtins")
    try:
        error: BaseException = builtin.__new__(cls, *args)
        builtin.__init__(error, *args)
    except Exception:
        error = builtin.__new__(cls)
    return error
