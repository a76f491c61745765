"""What a large log costs. The log is made inside the candidate's process; the kernel holds the meter."""

from __future__ import annotations

import assay
import pytest

ALLOWED_MB = 12

LARGE_LOG = """
from solution import only, per_path, read, slowest

def log(count, paths):
    for number in range(count):
        status = 503 if number % 10 == 0 else 200
        yield f"{number}.25 /p/{number % paths} {status} {300 + number * 7919 % 100_003}\\n"

"""
MATCHES = LARGE_LOG + "sum(1 for _ in only(read(log(count, 1000)), min_status=500))"
SLOWEST = LARGE_LOG + "[entry.ms for entry in slowest(read(log(count, 1000)), 10)]"
PER_PATH = LARGE_LOG + "[tally[0] for tally in per_path(read(log(count, 1000))).values()]"
COSTS = {
    "slowest": LARGE_LOG + "sum(entry.ms for entry in slowest(read(log(count, 1)), 10))",
    "per_path": LARGE_LOG + "per_path(read(log(count, 1)))['/p/0'][1]",
}


def rise_mb(source: str, count: int) -> tuple[float, object]:
    """Give by how many MB memory rose above where it began, and the value."""
    assay.restart()
    assay.probe(source, count=1000)  # imports and caches belong to the baseline
    with assay.meter() as meter:
        value = assay.probe(source, count=count)
    return meter.rise_mb, value


def test_a_million_lines_pass_in_constant_memory():
    rise, matches = rise_mb(MATCHES, 1_000_000)
    assert matches == 100_000
    assert rise <= ALLOWED_MB, (
        f"only(read(log)) over 1,000,000 lines took {rise:.0f} MB, at most {ALLOWED_MB} are allowed: something keeps the entries"
    )


def test_slowest_keeps_no_more_than_it_returns():
    rise, found = rise_mb(SLOWEST, 200_000)
    assert found == sorted((300 + number * 7919 % 100_003 for number in range(200_000)), reverse=True)[:10]
    assert rise <= ALLOWED_MB, (
        f"slowest(entries, 10) over 200,000 entries took {rise:.0f} MB, at most {ALLOWED_MB} are allowed: it needs ten entries at a time"
    )


def test_per_path_keeps_one_tally_for_each_path():
    rise, counts = rise_mb(PER_PATH, 600_000)
    assert counts == [600] * 1000
    assert rise <= ALLOWED_MB, (
        f"per_path over 600,000 entries and 1,000 paths took {rise:.0f} MB, at most {ALLOWED_MB} are allowed: "
        "a count and a total for each path are enough"
    )


def test_cost_grows_in_step_with_the_log():
    assay.restart()
    for name, source in COSTS.items():
        ratio = cost_ratio(name, source, 8_000, 32_000)
        assert ratio <= 8, f"{name}: four times the log cost {ratio:.1f} times the CPU (4 is in step, 16 is the square of it)"


def cost_ratio(name: str, source: str, small: int, large: int) -> float:
    """Give CPU(large) / CPU(small). Noise only adds, so the best of up to four runs counts."""
    cpu = {small: float("inf"), large: float("inf")}
    for _ in range(4):
        for count in cpu:
            with assay.meter() as meter:
                value = assay.probe(source, count=count)
            assert value == pytest.approx(right(name, count)), f"{name} of {count:,} lines gave {value}"
            cpu[count] = min(cpu[count], meter.cpu_s)
        if cpu[large] <= 5 * cpu[small]:
            break
    return cpu[large] / cpu[small]


def right(name: str, count: int) -> float:
    """Give what a cost is measured of: the sum of the ten slowest, or the mean of all."""
    slow = [300 + number * 7919 % 100_003 for number in range(count)]
    return sum(sorted(slow)[-10:]) if name == "slowest" else sum(slow) / count
