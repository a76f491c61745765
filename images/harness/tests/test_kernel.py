"""Both cgroup layouts, as folders of files."""

from __future__ import annotations

import pathlib

import pytest

from assay import kernel

STAT_V1 = "cache 900\nrss 1\ntotal_cache 5000\ntotal_rss 1000\ntotal_shmem 200\ntotal_swap 30\ntotal_active_file 4000\n"
STAT_V2 = "anon 1000\nfile 5000\nkernel 77\nshmem 200\nactive_file 4000\n"


def fill(root: pathlib.Path, files: dict[str, str]) -> pathlib.Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


@pytest.fixture
def v1(tmp_path: pathlib.Path) -> pathlib.Path:
    return fill(
        tmp_path,
        {
            "cpuacct/cpuacct.usage": "2500000000\n",
            "memory/memory.usage_in_bytes": "7000\n",
            "memory/memory.max_usage_in_bytes": "9000\n",
            "memory/memory.stat": STAT_V1,
            "memory/memory.oom_control": "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n",
            "pids/pids.current": "5\n",
        },
    )


@pytest.fixture
def v2(tmp_path: pathlib.Path) -> pathlib.Path:
    return fill(
        tmp_path,
        {
            "cgroup.controllers": "cpu memory pids\n",
            "cpu.stat": "usage_usec 2500000\nuser_usec 1\n",
            "memory.current": "7000\n",
            "memory.peak": "9000\n",
            "memory.stat": STAT_V2,
            "memory.swap.current": "30\n",
            "memory.events": "low 0\nhigh 0\nmax 9\noom 4\noom_kill 3\noom_group_kill 0\n",
            "pids.current": "5\n",
            "pids.peak": "8\n",
        },
    )


def test_v1_numbers_and_methods(v1: pathlib.Path) -> None:
    usage = kernel.Kernel(v1).usage()
    assert {name: (m.value, m.method) for name, m in usage.items()} == {
        "cpu_s": (2.5, "cgroup v1 cpuacct.usage"),
        "memory_peak_bytes": (9000, "cgroup v1 memory.max_usage_in_bytes"),
        "memory_bytes": (1230, "cgroup v1 rss+shmem+swap"),
        "pids": (5, "cgroup v1 pids.current"),
        "pids_peak": (5, "sampled"),
        "oom_kills": (3, "cgroup v1 oom_kill"),
    }


def test_v2_numbers_and_methods(v2: pathlib.Path) -> None:
    usage = kernel.Kernel(v2).usage()
    assert {name: (m.value, m.method) for name, m in usage.items()} == {
        "cpu_s": (2.5, "cgroup v2 cpu.stat"),
        "memory_peak_bytes": (9000, "cgroup v2 memory.peak"),
        "memory_bytes": (1230, "cgroup v2 anon+shmem+swap"),
        "pids": (5, "cgroup v2 pids.current"),
        "pids_peak": (8, "cgroup v2 pids.peak"),
        "oom_kills": (3, "cgroup v2 oom_kill"),
    }


def test_v2_without_a_peak_is_sampled(v2: pathlib.Path) -> None:
    (v2 / "memory.peak").unlink()
    (v2 / "pids.peak").unlink()
    numbers = kernel.Kernel(v2)
    fill(v2, {"memory.current": "60000\n", "pids.current": "9\n"})
    numbers.sample()
    fill(v2, {"memory.current": "100\n", "pids.current": "1\n"})
    usage = numbers.usage()
    assert usage["memory_peak_bytes"] == kernel.Measure(value=60000, method="sampled")
    assert usage["pids_peak"] == kernel.Measure(value=9, method="sampled")


def test_nothing_there_is_none_and_not_zero_by_measurement(tmp_path: pathlib.Path) -> None:
    usage = kernel.Kernel(tmp_path).usage()
    assert {m.method for m in usage.values()} == {"none"}


def test_no_limit_is_no_number(v1: pathlib.Path) -> None:
    fill(v1, {"memory/memory.max_usage_in_bytes": str((1 << 63) - 4096)})
    assert kernel.Kernel(v1).usage()["memory_peak_bytes"].value < 1 << 60


def test_page_cache_read_before_a_mark_is_not_in_its_peak(v1: pathlib.Path) -> None:
    numbers = kernel.Kernel(v1)
    mark = numbers.mark()
    assert numbers.peak_since(mark) == 1230
    fill(v1, {"memory/memory.usage_in_bytes": "8000\n"})
    numbers.sample()
    fill(v1, {"memory/memory.usage_in_bytes": "7000\n"})
    assert numbers.peak_since(mark) == 1230 + 1000  # below the kernel's peak: from the sample


def test_a_new_kernel_peak_counts_even_between_samples(v1: pathlib.Path) -> None:
    numbers = kernel.Kernel(v1)
    mark = numbers.mark()
    fill(v1, {"memory/memory.max_usage_in_bytes": "17000\n"})
    assert numbers.peak_since(mark) == 1230 + 10000


def test_an_old_kernel_peak_does_not_count(v1: pathlib.Path) -> None:
    fill(v1, {"memory/memory.max_usage_in_bytes": "999000\n"})
    numbers = kernel.Kernel(v1)
    assert numbers.peak_since(numbers.mark()) == 1230


def test_marks_are_apart_and_can_be_forgotten(v2: pathlib.Path) -> None:
    numbers = kernel.Kernel(v2)
    first = numbers.mark()
    fill(v2, {"memory.current": "8000\n"})
    numbers.sample()
    fill(v2, {"memory.current": "7000\n"})
    second = numbers.mark()
    assert numbers.peak_since(first) == 2230
    assert numbers.peak_since(second) == 1230
    numbers.unmark(first)
    with pytest.raises(KeyError):
        numbers.peak_since(first)


def test_frame_form(v2: pathlib.Path) -> None:
    frame = kernel.as_frame(kernel.Kernel(v2).usage())
    assert frame["pids"] == {"value": 5, "method": "cgroup v2 pids.current"}
