"""What runs the submission's files in a test's own way, done by the candidate's process.

``subprocess.run([sys.executable, "solution.py"])``, ``runpy.run_path``, ``exec(open("solution.py").read())``, a spec
made of the file's path, and ``doctest.testmod(solution)``: in the tests' own process each would hand the judge to the
candidate.
"""

from __future__ import annotations

import asyncio
import doctest
import importlib.machinery
import importlib.util
import inspect
import os
import re
import runpy
import shlex
import subprocess
import sys
import types
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from assay.errors import CannotCross
from assay.folder import PYTHON, Folder, replace
from assay.modules import RemoteModule
from assay.remote import ref_of
from assay.temporary import PRIVATE

__all__ = ["Programs"]

_OWN: Final = ("__builtins__", "__loader__", "__spec__", "__cached__")  # of a namespace, and of its own process
_LEFT: Final = "{name: value for name, value in found.items() if name not in hidden}"
_RUN_PATH: Final = f"import runpy\nfound = runpy.run_path(*given)\n{_LEFT}"
_RUN_MODULE: Final = f"import runpy\nfound = runpy.run_module(*given)\n{_LEFT}"
_EXECUTE: Final = f"found = dict(given)\nexec(compile(text, file, 'exec'), found)\n{_LEFT}"
_LOAD: Final = (
    "import importlib.util\nspec = importlib.util.spec_from_file_location(name, file)\n"
    "importlib.util.module_from_spec(spec)"
)
_EXECUTE_MODULE: Final = (
    "import sys\nsys.modules.setdefault(module.__name__, module)\nmodule.__spec__.loader.exec_module(module)"
)
_START: Final = """
import subprocess, tempfile
for name, (path, mode) in files.items():
    options[name] = open(path, mode)
if feed is not None:
    options["stdin"] = tempfile.TemporaryFile()
    options["stdin"].write(feed)
    options["stdin"].seek(0)
result = subprocess.Popen(argv, **options)
"""
_WORD: Final = re.compile(r"[^\s'\";|&<>()]+")
_PROGRAM: Final = re.compile(r"((?:^|[;|&(])\s*)([^\s'\";|&<>()]+)")
_EXAMPLES: Final = """
import doctest
runner = doctest.DocTestRunner(verbose=verbose, optionflags=flags)
test = doctest.DocTestParser().get_doctest(text, globs, name, file, line)
shown = []
found = runner.run(test, out=shown.append)
[found.failed, found.attempted, "".join(shown)]
"""


class Programs:
    """``probe`` runs a snippet in the candidate's process; ``modules`` are the submission's.

    ``named`` gives where a path leads that a test has named (``assay.named``). ``mentioned`` is given the words of each
    command that is run there, which may be paths of data files.
    """

    def __init__(
        self, folder: Folder, named: Callable[[Any], Any], scratch: str, modules: list[str], probe: Callable[..., Any],
        mentioned: Callable[[Sequence[str]], object],
    ) -> None:
        self._folder, self._named = folder, named
        self._scratch = os.path.join(scratch, "")
        self._modules = modules
        self._probe = probe
        self._mentioned = mentioned
        names = "|".join(map(re.escape, modules)) or "(?!)"
        self._imports = re.compile(rf"\b(?:import|from)\s+(?:[\w.]+\s*,\s*)*(?:{names})\b")

    def install(self) -> None:
        """Take over what runs a submitted file."""
        popen: Any = subprocess.Popen
        signature = inspect.signature(popen.__init__)
        popen.__new__ = lambda cls, *args, **kwargs: self._start(cls, popen, signature, args, kwargs)
        popen.__init__ = self._in_place(signature, popen.__init__)
        replace(os, "system", _system)
        replace(runpy, "run_path", self._path_runner(runpy.run_path))
        replace(runpy, "run_module", self._module_runner(runpy.run_module))
        replace(importlib.util, "spec_from_file_location", self._locator(importlib.util.spec_from_file_location))
        self._hook_loader(importlib.machinery.SourceFileLoader)
        finder: Any = doctest.DocTestFinder
        finder._from_module = _belonging(finder._from_module)
        finder.find = _finding(finder.find)
        runner: Any = doctest.DocTestRunner
        runner.run = self._examples(runner.run)

    # -- programs ---------------------------------------------------------------------------------------------

    def _start(
        self, cls: Any, popen: Any, signature: inspect.Signature, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Any:
        if cls is not popen:
            return object.__new__(cls)
        try:
            options = signature.bind(None, *args, **kwargs).arguments
        except TypeError:
            return object.__new__(cls)  # which __init__ will say
        options = options | options.pop("kwargs", {})
        options.pop("self")
        argv = self._command(self._by_name(options.pop("args")), bool(options.get("shell")))
        if argv is None:
            return object.__new__(cls)
        if sys._getframe(2).f_code.co_filename.startswith(os.path.dirname(asyncio.__file__)):
            raise CannotCross("a program of the submission cannot be started by asyncio; write subprocess.run(...)")
        self._mentioned(_WORD.findall(argv) if isinstance(argv, str) else argv)
        feed, files = self._streams(options)
        if "env" in options and options["env"] is not None:
            options["env"] = dict(options["env"])
        if options.get("cwd") is not None:
            here = os.path.abspath(os.fsdecode(self._named(options["cwd"])))
            options["cwd"] = here if f"{here}/".startswith(self._scratch) else self._folder.path
        options.pop("executable", None)
        return self._probe(_START, argv=argv, options=options, files=files, feed=feed)

    def _in_place(self, signature: inspect.Signature, original: Callable[..., None]) -> Callable[..., None]:
        def __init__(popen: Any, *args: Any, **kwargs: Any) -> None:
            """As the original; but no program of the tests finds its settings where the candidate may write."""
            bound = signature.bind(popen, *args, **kwargs)
            if bound.arguments.get("cwd") is None and self._folder.is_led():
                bound.arguments["cwd"] = self._folder.root
            original(*bound.args, **bound.kwargs)

        return __init__

    def _by_name(self, args: Any) -> Any:
        """The words of a command that are paths below ``/tmp``, as ``assay.named`` has them."""
        if isinstance(args, (str, bytes)):
            return _WORD.sub(lambda word: self._by_name([word[0]])[0], os.fsdecode(args))
        if isinstance(args, os.PathLike):
            return self._named(args)
        return [self._named(word) if os.fsdecode(word).startswith(f"{PRIVATE}/") else word for word in args]

    def _command(self, args: Any, shell: bool) -> Any:
        """The command as the candidate's process is to run it, None if it is none of the submission's."""
        if isinstance(args, (str, bytes, os.PathLike)):
            text = os.fsdecode(args)
            words = self._words(shlex.split(text), shell) if text.count("'") % 2 == 0 == text.count('"') % 2 else None
            return words if words is None or not shell else self._line(text)
        words = self._words([os.fsdecode(word) for word in args], shell)
        return self._line(words[0]) if shell and words is not None else words

    def _line(self, text: str) -> str:
        """A line for a shell, which names files as the candidate's process has them."""
        line = _PROGRAM.sub(lambda begin: begin[1] + " ".join([*self._folder.interpreter(begin[2]), begin[2]]), text)
        line = _WORD.sub(lambda word: self._home(word[0]) or word[0], line)
        return re.sub(r"(^|[;|&(]\s*)(?:\S*/)?python\s", r"\1python3 ", line)

    def _words(self, words: list[str], shell: bool) -> list[str] | None:
        if not words:
            return None
        if shell and len(words) == 1 and " " in words[0]:
            return words if self._words(shlex.split(words[0]), False) is not None else None
        python = PYTHON.fullmatch(os.path.basename(words[0])) is not None
        homes = [self._home(word) for word in words]
        found = [home or word for home, word in zip(homes, words, strict=True)]
        ours = any(homes) or self._is_shared(words[1] if python and len(words) > 1 else words[0])
        if python and not ours:
            ours = any(
                flag == "-m" and word.partition(".")[0] in self._modules or flag == "-c" and self._imports.search(word)
                for flag, word in zip(words, words[1:], strict=False)
            )
        if not ours:
            return None
        return ["python3", *found[1:]] if python else [*self._folder.interpreter(words[0]), *found]

    def _home(self, word: str) -> str | None:
        """A word that names a submitted file: as it is, if that leads there from the folder they both work in."""
        found = self._folder.in_home(word)
        return word if found is not None and not os.path.isabs(word) and os.path.lexists(word) else found

    def _is_shared(self, word: str) -> bool:
        """Whether a word is the path of a file that lies where the candidate may write."""
        return os.path.abspath(word).startswith(self._scratch) and os.path.lexists(word)

    def _streams(self, options: dict[str, Any]) -> tuple[bytes | None, dict[str, tuple[str, str]]]:
        """What a program reads and writes, where that is an open file of the test."""
        feed: bytes | None = None
        files: dict[str, tuple[str, str]] = {}
        for name, mode in (("stdin", "rb"), ("stdout", "ab"), ("stderr", "ab")):
            stream = options.get(name)
            if stream is None or type(stream) is int and stream < 0:
                continue
            path = getattr(stream, "name", None)
            if isinstance(path, str) and os.path.abspath(path).startswith(self._scratch):
                files[name] = (os.path.abspath(path), mode)
            elif name == "stdin" and hasattr(stream, "read"):
                data = stream.read()
                feed = data.encode() if isinstance(data, str) else data
            else:
                raise CannotCross(
                    f"{name} of a program of the submission cannot be this file; write {name}=subprocess.PIPE"
                )
            options.pop(name)
        return feed, files

    # -- modules run as scripts, and loaded from their file ---------------------------------------------------

    def _path_runner(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def run_path(path_name: Any, init_globals: Any = None, run_name: str | None = None) -> Any:
            file = self._folder.in_home(path_name)
            if file is None:
                return original(path_name, init_globals, run_name)
            return self._probe(_RUN_PATH, given=[file, init_globals, run_name], hidden=_OWN)

        return run_path

    def _module_runner(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def run_module(
            mod_name: str, init_globals: Any = None, run_name: str | None = None, alter_sys: bool = False
        ) -> Any:
            given = [mod_name, init_globals, run_name, alter_sys]
            if mod_name.partition(".")[0] not in self._modules:
                return original(*given)
            return self._probe(_RUN_MODULE, given=given, hidden=_OWN)

        return run_module

    def _locator(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def spec_from_file_location(name: str, location: Any = None, **options: Any) -> Any:
            file = self._folder.in_home(location)
            if file is None:
                return original(name, location, **options)
            loader: Any = _FileLoader(self._probe, file)
            spec = importlib.machinery.ModuleSpec(name, loader, origin=file)
            spec.has_location = True
            return spec

        return spec_from_file_location

    def _hook_loader(self, loader: Any) -> None:
        """Have ``SourceFileLoader(name, path)`` load a submitted file where it belongs."""
        create, execute, load = loader.create_module, loader.exec_module, loader.load_module

        def create_module(this: Any, spec: importlib.machinery.ModuleSpec) -> Any:
            file = self._folder.in_home(this.path)
            return create(this, spec) if file is None else _FileLoader(self._probe, file).create_module(spec)

        def exec_module(this: Any, module: types.ModuleType) -> None:
            if isinstance(module, RemoteModule):
                _FileLoader(self._probe, this.path).exec_module(module)
            else:
                execute(this, module)

        def load_module(this: Any, fullname: str | None = None) -> Any:
            file = self._folder.in_home(this.path)
            if file is None:
                return load(this, fullname)
            if this.name == "__main__":  # a program, of which nothing is wanted but what it does
                self._probe(_RUN_PATH, given=[file, None, "__main__"], hidden=_OWN)
                return sys.modules.get("__main__")
            spec = importlib.machinery.ModuleSpec(this.name, this, origin=file)
            module = sys.modules[this.name] = importlib.util.module_from_spec(spec)
            exec_module(this, module)
            return module

        loader.create_module, loader.exec_module, loader.load_module = create_module, exec_module, load_module

    def execute(self, text: str, globals: dict[str, Any], locals: Any) -> bool:
        """Run a text of the submission for ``exec``; False if it is none."""
        if not self._folder.holds(text):
            return False
        of_module = "__file__" in globals and "__spec__" in globals  # a test module's own, which is not for showing
        given = {"__name__": globals.get("__name__", "builtins")} if of_module else dict(globals)
        given = {name: value for name, value in given.items() if name not in _OWN}
        locals.update(self._probe(_EXECUTE, text=text, file="<string>", given=given, hidden=_OWN))
        return True

    # -- doctest ----------------------------------------------------------------------------------------------

    def _examples(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def run(
            runner: Any, test: Any, compileflags: Any = None, out: Any = None, clear_globs: bool = True
        ) -> Any:
            if not getattr(test, "_assay_remote", False):
                return original(runner, test, compileflags, out, clear_globs)
            failed, attempted, shown = self._probe(
                _EXAMPLES, text=test.docstring, globs=_crossing(test.globs), name=test.name, file=test.filename,
                line=test.lineno or 0, verbose=bool(runner._verbose), flags=runner.optionflags,
            )  # fmt: skip
            runner.test = test
            (out or sys.stdout.write)(str(shown))
            if clear_globs:
                test.globs.clear()
            return runner._DocTestRunner__record_outcome(test, int(failed), int(attempted), 0) or doctest.TestResults(
                int(failed), int(attempted)
            )

        return run


def _system(command: Any) -> int:
    code = subprocess.call(command, shell=True)
    return -code if code < 0 else code << 8


def _crossing(namespace: Mapping[str, Any]) -> dict[str, Any]:
    modules = ("__builtins__", "__loader__", "__spec__")
    return {
        name: value for name, value in namespace.items()
        if name not in modules and not (isinstance(value, types.ModuleType) and ref_of(value) is None)
    }  # fmt: skip


def _belonging(original: Callable[..., bool]) -> Callable[..., bool]:
    def _from_module(finder: Any, module: Any, object: Any) -> bool:
        if isinstance(module, RemoteModule):
            return getattr(object, "__module__", None) == module.__name__
        return original(finder, module, object)

    return _from_module


def _finding(original: Callable[..., Any]) -> Callable[..., Any]:
    def find(finder: Any, obj: Any, *args: Any, **kwargs: Any) -> Any:
        found = original(finder, obj, *args, **kwargs)
        if ref_of(obj) is not None:
            for test in found:
                test._assay_remote = True
        return found

    return find


class _FileLoader:
    """Loads a submitted file as a module of any name, in the candidate's process."""

    def __init__(self, probe: Callable[..., Any], file: str) -> None:
        self._probe, self._file = probe, file

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        """Make the module, without running anything."""
        module = self._probe(_LOAD, name=spec.name, file=self._file)
        if isinstance(module, RemoteModule):  # and no placeholder
            types.ModuleType.__setattr__(module, "__file__", self._file)
        return module  # type: ignore[no-any-return]

    def exec_module(self, module: types.ModuleType) -> None:
        """Run it there."""
        self._probe(_EXECUTE_MODULE, module=module)
