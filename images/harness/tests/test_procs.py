"""What /proc says, as folders of files."""

from __future__ import annotations

import pathlib

import pytest

from assay import procs


def process(root: pathlib.Path, pid: int, states: str, name: str = "python3") -> None:
    for i, state in enumerate(states):
        task = root / str(pid) / "task" / str(pid + i)
        task.mkdir(parents=True)
        (task / "stat").write_text(f"{pid + i} ({name}) {state} 1 1")
    (root / str(pid) / "stat").write_text(f"{pid} ({name}) {states[0]} 1 1")


@pytest.fixture
def proc(tmp_path: pathlib.Path) -> pathlib.Path:
    process(tmp_path, 1, "R", "warden")
    process(tmp_path, 7, "SRR")
    process(tmp_path, 20, "R", "a) R (b")
    process(tmp_path, 30, "Z")
    process(tmp_path, 40, "DS", "x) R")
    (tmp_path / "self").mkdir()
    return tmp_path


def test_processes_that_have_ended_do_not_live(proc: pathlib.Path) -> None:
    assert procs.living(str(proc)) == 3


def test_threads_that_compute_or_wait_for_a_core_run(proc: pathlib.Path) -> None:
    assert procs.running(str(proc)) == 3


def test_what_goes_meanwhile_is_not_counted(proc: pathlib.Path) -> None:
    (proc / "20" / "stat").unlink()
    (proc / "20" / "task" / "20" / "stat").write_text("")
    (proc / "50").mkdir()
    assert (procs.living(str(proc)), procs.running(str(proc))) == (2, 2)


def test_busy_is_a_mean_of_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = iter([1, 3, 2])
    monkeypatch.setattr(procs, "running", lambda: next(counts))
    busy = procs.Busy()
    busy.sample(99)  # nobody asked
    busy.mark(1)
    busy.sample(100)
    busy.sample(100.001)  # too early
    busy.mark(2)
    busy.sample(100.1)
    assert busy.unmark(1) == 2
    busy.sample(100.2)
    assert busy.unmark(2) == 2.5
    assert busy.unmark(2) is None
    busy.mark(3)
    busy.forget()
    assert busy.unmark(3) is None
