"""A pod whose engine has died: nobody closes its standard input, so it ends when it has long had nothing to do."""

from __future__ import annotations

import os
import pathlib
import subprocess
import tempfile
from collections.abc import Iterator

import pytest

from assay import claim
from pod import Container, Grader, Warden, package_with

_SOON_S = 2.0
_ENDS_S = 20.0


@pytest.fixture(scope="module")
def package() -> Iterator[pathlib.Path]:
    source = pathlib.Path(claim.__file__).read_text()
    hasty = source.replace(f"ORPHANED_S: Final = {claim.ORPHANED_S}", f"ORPHANED_S: Final = {_SOON_S}")
    assert hasty != source
    # Not in /tmp, which the containers have one of their own of.
    with tempfile.TemporaryDirectory(dir="/run") as folder:
        os.chmod(folder, 0o755)
        yield package_with(pathlib.Path(folder), {"claim": hasty})


def ends(container: Container, within_s: float = _ENDS_S) -> bool:
    try:
        container.process.wait(within_s)
    except subprocess.TimeoutExpired:
        return False
    return True


@pytest.mark.parametrize("options", [["--once"], ["--idle", "60"]], ids=["cold", "warm"])
def test_what_nobody_goes_on_with_ends(package: pathlib.Path, options: list[str]) -> None:
    with Grader(*options, package=package) as grader, Warden(package, *options) as warden:
        assert ends(grader) and ends(warden)


@pytest.mark.parametrize("options", [[], ["--shared"]], ids=["kept or of a batch", "of a serial batch"])
def test_what_may_rightly_wait_does_not(package: pathlib.Path, options: list[str]) -> None:
    with Grader(*options, package=package) as grader, Warden(package, *options) as warden:
        assert not ends(grader, 2 * _SOON_S) and not ends(warden, _SOON_S)


def test_a_warden_ends_after_its_run_but_not_during_it(package: pathlib.Path) -> None:
    with Warden(package, "--once") as warden:
        warden.load({"solution.py": "x = 1"})
        control = warden.join()
        assert not ends(warden, 2 * _SOON_S)
        control.close()
        assert ends(warden)
