"""A reference: one object of the other process, for as long as something here stands for it."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assay.peer import Peer

type Description = dict[str, Any]

# Attributes that tools probe for on any object; the other process is never asked, so it cannot steer pytest.
UNASKED = frozenset(
    "__test__ pytestmark __unittest_skip__ __unittest_skip_why__ __unittest_expecting_failure__ "
    "_pytestfixturefunction __pytest_wrapped__ place_as hypothesis is_hypothesis_test __tracebackhide__ "
    "_is_coroutine_mark _is_coroutine __set_name__ __isabstractmethod__ __array_interface__ __array__ "
    "__objclass__ __orig_class__ __mro_entries__ __class_getitem__ __subclasshook__ __bases__ "
    "__instancecheck__ __subclasscheck__ __del__ __getstate__ __reduce__ __getnewargs__ __getnewargs_ex__ "
    "__slots__ __weakref__ __dataclass_params__ __attrs_attrs__ _pytest_asyncio_scope_fixture_id".split()
)
_NOTHING: dict[str, Any] = {}


def no_ref() -> None:
    """What a reference is once it was pickled."""


class Ref:
    """One reference to an object of the other process; dropping it drops the object there."""

    __slots__ = ("__weakref__", "count", "desc", "hidden", "id", "orphan", "peer")

    def __init__(self, peer: Peer, ident: int, desc: Description) -> None:
        self.peer = peer
        self.id = ident
        self.desc = desc
        self.count = 1  # how often the other side has sent it
        self.hidden: frozenset[str] = frozenset()  # methods that this side has set attributes of the object over
        self.orphan = False  # whether the test holds its object no longer

    def __del__(self) -> None:
        self.peer.drop(self.id, self.count)

    def __reduce__(self) -> Any:
        """A pickle, such as one of an exception, is without it: None."""
        return no_ref, ()

    def __deepcopy__(self, memo: Any) -> Ref:
        return self

    def ask(self, op: str, name: str | None = None, args: tuple[Any, ...] = (), kwargs: Any = None) -> Any:
        """Ask the other process to do something with the object."""
        return self.peer.ask(op, self.id, name, args, kwargs or _NOTHING)


def get_attribute(ref: Ref, name: str, owner: str) -> Any:
    if name in UNASKED and not (name == "__isabstractmethod__" and owner == "property"):
        raise AttributeError(f"{owner!r} object has no attribute {name!r}")
    return ref.ask("get", name)


def weakref_to(ref: Ref) -> Callable[[], Ref]:
    """A way to the reference that does not keep the class alive from its own namespace."""
    weak = weakref.ref(ref)

    def get() -> Ref:
        found = weak()
        if found is None:
            raise ReferenceError("the remote class is gone")
        return found

    return get


def instance_ref(obj: Any) -> Ref:
    """The reference of a stand-in for an instance; AttributeError while it has none."""
    return object.__getattribute__(obj, "_assay_ref")  # type: ignore[no-any-return]
