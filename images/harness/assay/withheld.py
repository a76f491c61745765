"""Public attributes of a test's objects that the candidate's process may neither read, set nor call.

The tools of testing are its judge: with ``mock.assert_called_once_with`` replaced, or ``TestCase.assertEqual``, every
test would pass, and the replacement would be told what was expected.
"""

from __future__ import annotations

import functools
import sys
from typing import Any

from assay.driving import DRIVEN
from assay.remote import ref_of

_TOOLS = frozenset({"_pytest", "pytest", "pluggy", "assay", "hypothesis", "_hypothesis_pytestplugin", "pytest_asyncio"})
_OF_MOCKS = frozenset(
    "called call_count call_args call_args_list mock_calls method_calls await_count await_args await_args_list "
    "configure_mock mock_add_spec attach_mock reset_mock".split()
)
_OF_TASKS = frozenset({"get_coro", "get_stack", "print_stack", "get_context"})
# what leads from an object to the test's code and values
_LEADING: tuple[tuple[Any, frozenset[str]], ...] = (
    (functools.partial, frozenset({"args", "keywords"})),
    (BaseException, frozenset({"obj"})),
)


class Default:
    """Stands, in the candidate's process, for the default of a parameter of a test's function.

    ``lambda got, want=want: …`` is how tests hand over what they expect. Passed back, it is the value again.
    """

    __slots__ = ("_value",)

    def __init__(self, value: Any) -> None:
        self._value = value

    @staticmethod
    def of(value: Any) -> Any:
        """``value`` where it gives nothing away, else a stand-in for it."""
        return value if value is None or callable(value) or ref_of(value) is not None else Default(value)


def is_withheld(obj: Any, name: str) -> bool:
    """Whether one attribute of a lent object is kept back."""
    if isinstance(obj, DRIVEN):
        return True
    kind = obj if isinstance(obj, type) else type(obj)
    module = str(kind.__module__)
    if module in ("_asyncio", "asyncio.tasks") and name in _OF_TASKS:
        return True
    if module == "unittest.mock":
        return name.startswith("assert_") or name in _OF_MOCKS
    if module.partition(".")[0] in _TOOLS:
        return True
    cases = sys.modules.get("unittest.case")
    if cases is not None and issubclass(kind, cases.TestCase):
        return True
    return any(issubclass(kind, owner) and name in names for owner, names in _LEADING)
