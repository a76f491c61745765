"""What ordinary tests do with a candidate's data that would run it: here, in the process of the judge.

``eval(repr(point)) == point``, ``pickle.loads(solution.dump(order))`` and ``typing.get_type_hints(solution.area)`` are
harmless where tests and solution share a process. Here they would hand the judge to the candidate. They go on to work
for data and for the submission's own classes; anything more is refused with ``CannotCross``.
"""

from __future__ import annotations

import ast
import builtins
import inspect
import io
import logging.config
import math
import os
import pathlib
import pickle
import socket
import stat
import struct
import sys
import types
import typing
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from assay import names
from assay.errors import CannotCross, ProtocolError
from assay.plain import WRITERS
from assay.refs import Ref
from assay.remote import ref_of
from assay.values import SCALARS

_eval, _exec, _compile, _open = eval, exec, compile, open

_TYPE_NODES: tuple[type[ast.AST], ...] = (
    ast.Expression, ast.Name, ast.Attribute, ast.Subscript, ast.Tuple, ast.List, ast.Constant, ast.BinOp, ast.BitOr,
    ast.Load, ast.UnaryOp, ast.USub,
)  # fmt: skip
_DATA_NODES: tuple[type[ast.AST], ...] = (
    *_TYPE_NODES, ast.Call, ast.keyword, ast.Set, ast.Dict, ast.unaryop, ast.operator, ast.boolop, ast.BoolOp,
    ast.cmpop, ast.Compare, ast.Slice, ast.IfExp, ast.Starred,
)  # fmt: skip
_FUNCTIONS = frozenset(
    {abs, all, any, bin, chr, divmod, hex, len, max, min, oct, ord, pow, repr, round, sorted, sum, enumerate, zip,
     reversed, pathlib.Path, pathlib.PurePath}
)  # fmt: skip
_MODULES = frozenset("array collections datetime decimal fractions math pathlib types uuid zoneinfo".split())
_UNPICKLED = frozenset(
    {("copyreg", "_reconstructor"), ("copyreg", "__newobj__"), ("builtins", "object"), ("_codecs", "encode"),
     ("assay.functions", "unpickle"), ("assay.functions", "thawed"), ("assay.refs", "no_ref")}
)  # fmt: skip
_IMPORTERS = ("<frozen importlib._bootstrap_external>", "<frozen runpy>", "<frozen zipimport>")
_STARTERS = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn"})


type Elsewhere = Callable[[str, dict[str, Any], Any], bool]


def _refuse(what: str) -> NoReturn:
    raise CannotCross(
        f"{what} would run in the tests' own process; let the submission's process do it: assay.probe(...)"
    )


class _Tests:
    """The hidden tests' own text: what is written there may be evaluated."""

    def __init__(self, root: str) -> None:
        self._root = os.path.join(root, "")
        self._literals: set[str] | None = None
        self._text = ""

    def owns(self, frame: types.FrameType) -> bool:
        return frame.f_code.co_filename.startswith(self._root) or frame.f_code.co_filename.endswith("/doctest.py")

    def wrote(self, source: str, frame: types.FrameType) -> bool:
        """Whether a source is a literal of the tests, or an example of their docstrings."""
        if self._literals is None:
            self._literals = set()
            for path in pathlib.Path(self._root).rglob("*.py"):
                self._read(path.read_text("utf-8", "replace"))
        wanted = _squeezed(source)
        if frame.f_code.co_filename.endswith("/doctest.py"):
            return wanted in self._text
        return not source.strip().isidentifier() and wanted in self._literals

    def _read(self, text: str) -> None:
        self._text += _squeezed(text.replace(">>> ", "").replace("... ", "")) + "\n"
        try:
            tree = ast.parse(text)
        except SyntaxError:
            return
        found = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
        assert self._literals is not None  # noqa: S101 - for the type checker
        self._literals.update(_squeezed(value) for value in found if isinstance(value, str))


def _squeezed(text: str) -> str:
    return "".join(text.split())


# -- eval, exec and compile of a test -----------------------------------------------------------------------------


def _evaluation(tests: _Tests, elsewhere: Elsewhere) -> tuple[Callable[..., Any], ...]:
    """``eval``, ``exec`` and ``compile`` as tests and doctest get to see them."""
    suspect: dict[int, tuple[types.CodeType, str | None]] = {}  # compiled from a text that is not the tests'

    def check(source: Any, frame: types.FrameType, verb: str) -> None:
        text = _text(source)
        if text is None:
            if isinstance(source, types.CodeType) and suspect.get(id(source), (None,))[0] is source:
                _refuse(f"{verb} of code that is not the tests'")
        elif not tests.wrote(text, frame) and not _is_data(text, frame):
            _refuse(f"{verb} of a text that is not the tests'")

    def eval(source: Any, /, globals: Any = None, locals: Any = None) -> Any:
        frame = sys._getframe(1)
        if tests.owns(frame):
            check(source, frame, "eval")
        return _eval(source, *_namespaces(frame, globals, locals))

    def exec(source: Any, /, globals: Any = None, locals: Any = None, *, closure: Any = None) -> None:
        frame = sys._getframe(1)
        spaces = _namespaces(frame, globals, locals)
        if tests.owns(frame):
            text = suspect[id(source)][1] if id(source) in suspect else _text(source)
            if text is not None and elsewhere(text, *spaces):
                return
            check(source, frame, "exec")
        _exec(source, *spaces, closure=closure)

    def compile(source: Any, filename: Any, mode: str, flags: int = 0, *args: Any, **kwargs: Any) -> Any:
        made = _compile(source, filename, mode, flags, *args, **kwargs)
        frame = sys._getframe(1)
        if isinstance(made, types.CodeType) and tests.owns(frame):
            text = _text(source)
            if text is None or not tests.wrote(text, frame) and not _is_data(text, frame):
                suspect[id(made)] = made, text
        return made

    return eval, exec, compile


def _text(source: Any) -> str | None:
    if isinstance(source, (bytes, bytearray)):
        return bytes(source).decode("utf-8", "replace")
    return str.__str__(source) if isinstance(source, str) else None


def _namespaces(frame: types.FrameType, globals: Any, locals: Any) -> tuple[Any, Any]:
    """The namespaces that the built-in function would have taken from its caller."""
    if globals is not None:
        return globals, globals if locals is None else locals
    if locals is not None:
        return frame.f_globals, locals
    here = frame.f_locals
    return frame.f_globals, here if isinstance(here, dict) else dict(here)


def _is_data(text: str, frame: types.FrameType) -> bool:
    """Whether an expression only builds data, and objects of the submission's classes."""
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return True  # the built-in function refuses it too
    return _holds(tree, _DATA_NODES) and all(
        _may_be_reached(node, frame) for node in ast.walk(tree) if isinstance(node, (ast.Name, ast.Attribute, ast.Call))
    )


def _holds(tree: ast.AST, kinds: tuple[type[ast.AST], ...]) -> bool:
    return all(
        isinstance(node, kinds) and not (isinstance(node, ast.Attribute) and node.attr.startswith("_"))
        for node in ast.walk(tree)
    )


def _may_be_reached(node: ast.AST, frame: types.FrameType) -> bool:
    if isinstance(node, ast.Call):  # of a plain name, which is looked at by itself
        return isinstance(node.func, ast.Name) or isinstance(node.func, ast.Attribute) and _is_chain(node.func)
    if isinstance(node, ast.Attribute) and not _is_chain(node):
        return True
    try:
        found = _reach(node, frame)
    except (NameError, AttributeError):
        return True  # as evaluating it would find
    if isinstance(found, types.ModuleType):
        return found.__name__ in _MODULES or ref_of(found) is not None
    if ref_of(found) is not None or _is_member(found):
        return True
    if isinstance(found, type):
        return found in WRITERS or found in SCALARS or found in _FUNCTIONS or _is_of_tests(found, frame)
    if isinstance(found, float) and not math.isfinite(found):
        return True
    return isinstance(found, types.BuiltinFunctionType) and found in _FUNCTIONS


def _is_chain(node: ast.AST) -> bool:
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name)


def _reach(node: ast.AST, frame: types.FrameType) -> Any:
    if isinstance(node, ast.Attribute):
        return getattr(_reach(node.value, frame), node.attr)
    assert isinstance(node, ast.Name)  # noqa: S101 - for the type checker
    for namespace in (frame.f_locals, frame.f_globals, frame.f_builtins):
        if node.id in namespace:
            return namespace[node.id]
    raise NameError(node.id)


def _is_member(found: Any) -> bool:
    return isinstance(vars(type(found)).get("_assay_class"), Ref)


def _is_of_tests(cls: type, frame: types.FrameType) -> bool:
    return cls.__module__ == frame.f_globals.get("__name__")


# -- annotations --------------------------------------------------------------------------------------------------


def _check_annotation(text: Any) -> None:
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    if not _holds(tree, _TYPE_NODES):
        _refuse("an annotation that is more than the name of a type")


def _compile_annotation(source: Any, *args: Any) -> Any:
    _check_annotation(source)
    return _compile(source, *args)


def _eval_annotation(source: Any, globals: Any = None, locals: Any = None) -> Any:
    _check_annotation(source)
    return _eval(source, globals, locals)


# -- pickles ------------------------------------------------------------------------------------------------------


def _unpickler(root: str, submission: Iterable[str]) -> type[pickle.Unpickler]:
    own = frozenset(submission)

    class Unpickler(pickle.Unpickler):
        """Loads data, instances of the submission's classes and of the tests', and nothing that runs."""

        def find_class(self, module: str, name: str, /) -> Any:
            if module.partition(".")[0] in own or (module, name) in _UNPICKLED:
                return super().find_class(module, name)
            file = getattr(sys.modules.get(module), "__file__", None) or ""
            if file.startswith(root) and "." not in name:
                found = super().find_class(module, name)
                if isinstance(found, type) and found.__module__ == module:
                    return found
            try:
                found = names.find_class(f"{module}:{name}")
            except ProtocolError:
                _refuse(f"unpickling {module}.{name}")
            if found in WRITERS or found in SCALARS or issubclass(found, BaseException):
                return found
            return _refuse(f"unpickling {module}.{name}")

    return Unpickler


_loads = pickle.loads


def _loaded(unpickler: type[pickle.Unpickler], data: Any, options: dict[str, Any], caller: types.FrameType) -> Any:
    """Load a pickle, guarded unless it comes from a process of the test's own through ``multiprocessing``."""
    path = caller.f_code.co_filename
    if path == _QUEUES or path == _CONNECTIONS and _is_own(caller.f_locals["self"].fileno()):
        return _loads(data, **options)
    return unpickler(io.BytesIO(data), **options).load()


_QUEUES, _CONNECTIONS = (
    os.path.join(os.path.dirname(os.__file__), "multiprocessing", name) for name in ("queues.py", "connection.py")
)


def _is_own(fd: int) -> bool:
    """Whether what is connected is a pipe, or a socket whose other end is of this user: the candidate is another."""
    if stat.S_ISFIFO(os.fstat(fd).st_mode):
        return True
    with socket.socket(fileno=os.dup(fd)) as end:
        if end.family != socket.AF_UNIX:
            return False
        _, user, _ = struct.unpack("3i", end.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i")))
    return bool(user == os.getuid())


# -- files --------------------------------------------------------------------------------------------------------


def _file_guard(scratch: str) -> Callable[[str, tuple[Any, ...]], None]:
    """An audit hook: nothing that lies in the folder shared with the candidate is run."""
    inside = os.path.join(scratch, "")

    def within(value: Any, folder: str = "") -> bool:
        if not isinstance(value, (str, bytes, os.PathLike)):
            return False
        return inside in os.path.abspath(os.path.join(folder, os.fsdecode(value))) + os.sep

    def names(value: Any) -> bool:
        return isinstance(value, (str, bytes)) and inside in os.fsdecode(value) + os.sep

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event == "open":
            if within(args[0]) and sys._getframe(1).f_code.co_filename in _IMPORTERS:
                _refuse(f"a module in {scratch}")
        elif event == "exec":  # by whatever has read and compiled it, such as pytest
            if isinstance(args[0], types.CodeType) and args[0].co_filename.startswith(inside):
                _refuse(f"code in {scratch}")
        elif event in _STARTERS:
            words = [word for arg in args[:2] for word in (arg if isinstance(arg, (list, tuple)) else [arg])]
            # Python, make and others run what lies where they are started.
            given = args[2] if event == "subprocess.Popen" else None
            folder = os.getcwd() if given is None else os.fsdecode(given)
            words += _paths_in(args)
            if within(folder) or any(within(word, folder) or names(word) for word in words):
                _refuse(f"a program in {scratch}")

    return hook


def _paths_in(args: tuple[Any, ...]) -> list[Any]:
    """Where the program that is about to start looks for code, by its environment."""
    environment = next((arg for arg in args if isinstance(arg, dict)), {})
    return [value for key, value in environment.items() if os.fsdecode(key).startswith(("PYTHON", "PATH", "LD_"))]


# -- settings of the logging --------------------------------------------------------------------------------------


def _guard_logging(own: frozenset[str]) -> None:
    """Settings name what is to be imported and called: logging's own things, streams, and the submission's."""
    resolve, by_name = logging.config.BaseConfigurator.resolve, vars(logging.config)["_resolve"]

    def checked(found: Any) -> Any:
        module = str(getattr(found, "__module__", "")).partition(".")[0]
        if module not in ("logging", "queue") and module not in own and not isinstance(found, (io.IOBase, *SCALARS)):
            _refuse(f"{found!r}, which logging settings name,")
        return found

    def evaluate(source: Any, globals: Any = None, locals: Any = None) -> Any:
        if any(isinstance(node, ast.Call) for node in ast.walk(ast.parse(source, mode="eval"))):
            _refuse("a call in logging settings")
        found = _eval(source, globals, locals)
        return checked(found) if callable(found) else found

    vars(logging.config)["eval"] = evaluate
    vars(logging.config)["_resolve"] = lambda name: checked(by_name(name))
    configurator: Any = logging.config.BaseConfigurator
    configurator.resolve = lambda self, name: checked(resolve(self, name))


def _opening(scratch: str) -> Callable[..., Any]:
    inside = os.path.join(scratch, "")

    def open(file: Any, *args: Any, **kwargs: Any) -> Any:
        """As the built-in; but a link that the candidate left leads nowhere but into the shared folder."""
        made = _open(file, *args, **kwargs)
        if isinstance(file, (str, bytes, os.PathLike)) and os.path.abspath(os.fsdecode(file)).startswith(inside):
            # Looked at once it is open: before, the candidate could still exchange it.
            if not os.readlink(f"/proc/self/fd/{made.fileno()}").startswith(inside):
                made.close()
                raise PermissionError(f"{os.fsdecode(file)} is a link that leads out of {scratch}")
        return made

    return open


def _replace(module: types.ModuleType, name: str, function: Callable[..., Any]) -> None:
    """Put a function in the place of a library's, past what watches for patches of tests."""
    function.__module__, function.__name__, function.__qualname__ = module.__name__, name, name
    vars(module)[name] = function


def install(root: str, scratch: str, submission: Iterable[str], elsewhere: Elsewhere) -> None:
    """Guard this process, in which the tests below ``root`` run.

    ``submission`` names its modules; ``elsewhere`` executes a text of its files in the other process, if it is one.
    """
    for function in (*_evaluation(_Tests(root), elsewhere), _opening(scratch)):
        _replace(builtins, function.__name__, function)
    vars(io)["open"] = vars(builtins)["open"]
    vars(typing)["compile"] = _compile_annotation
    vars(inspect)["eval"] = _eval_annotation
    unpickler = _unpickler(os.path.join(root, ""), submission)
    vars(pickle)["Unpickler"] = unpickler
    _replace(pickle, "load", lambda file, **options: unpickler(file, **options).load())
    _replace(pickle, "loads", lambda data, /, **options: _loaded(unpickler, data, options, sys._getframe(1)))
    _guard_logging(frozenset(submission))
    sys.addaudithook(_file_guard(scratch))
