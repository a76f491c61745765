"""``import solution`` in a hidden test: a module that lives in the candidate's process."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import pathlib
import sys
import types
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from assay.modules import RemoteModule
from assay.refs import Ref

if TYPE_CHECKING:
    from assay.session import Session


class Finder:
    """Answers for the submission's modules: before what is installed, after what is imported already."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """A spec for a module of the submission, or None for any other."""
        if fullname.partition(".")[0] not in self._session.modules:
            return None
        loader: Any = Loader(self._session)
        return importlib.machinery.ModuleSpec(fullname, loader, origin=self._session.origin(fullname))


class Loader:
    """Has the candidate's process import the module."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._made = False

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        """Import there; what the module's code raises there is raised here.

        A module that a test has taken out of ``sys.modules`` is made anew.
        """
        again = spec.name in self._session.imported
        module, is_package, file, doc = self._session.ask("import", spec.name, again)
        self._session.imported.add(spec.name)
        if again:
            self._session.world.remade[spec.name] = module
        self._made = True
        set_own = types.ModuleType.__setattr__
        set_own(module, "__doc__", doc)
        if is_package:
            spec.submodule_search_locations = ["submission"]
            set_own(module, "__path__", ["submission"])
        if file is not None:
            set_own(module, "__file__", file)
        return module  # type: ignore[no-any-return]

    def exec_module(self, module: types.ModuleType) -> None:
        """Nothing for a new module; ``importlib.reload`` makes none, and runs the old one again there."""
        ref: Ref = types.ModuleType.__getattribute__(module, "_assay_ref")
        if not self._made:
            ref.ask("reload")
        self._made = False

    def get_resource_reader(self, name: str) -> _Resources:
        """What ``importlib.resources`` reads the data files of a package by."""
        return _Resources(self._session.origin(name))


class _Resources:
    def __init__(self, origin: str) -> None:
        self._folder = pathlib.Path(origin).parent

    def files(self) -> pathlib.Path:
        """The folder of the package, as the candidate's process has it, which tests can read."""
        return self._folder


def install(session: Session) -> None:
    """Put the finder first; helper files beside the tests are left out of ``session.modules`` by the suite."""
    sys.meta_path.insert(0, Finder(session))


def spec_and_then(name: str, path: Any, then: Callable[[types.ModuleType], object]) -> Any:
    """The ordinary spec of a library module, with ``then`` called once it has run; None if there is none."""
    spec = importlib.machinery.PathFinder.find_spec(name, path)
    if spec is None or spec.loader is None:
        return spec
    load = spec.loader.exec_module

    def exec_module(module: types.ModuleType) -> None:
        load(module)
        then(module)

    spec.loader.exec_module = exec_module  # type: ignore[method-assign]
    return spec


def when_imported(name: str, then: Callable[[types.ModuleType], object]) -> None:
    """Call ``then`` with a library module: now, if it has been imported, or as soon as it is."""
    if name in sys.modules:
        then(sys.modules[name])
    else:
        sys.meta_path.insert(0, _Awaited(name, then))


class _Awaited:
    def __init__(self, name: str, then: Callable[[types.ModuleType], object]) -> None:
        self._name, self._then = name, then

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """The ordinary spec of the module, with its loader extended; None for any other."""
        return spec_and_then(name, path, self._imported) if name == self._name else None

    def _imported(self, module: types.ModuleType) -> None:
        sys.meta_path.remove(self)
        self._then(module)


def is_remote(module: Any) -> bool:
    """Whether a module is the submission's."""
    return isinstance(module, RemoteModule)
