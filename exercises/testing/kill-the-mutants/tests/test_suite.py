"""What the suite notices, and what it puts up with."""

from __future__ import annotations

import socket

import assay
from runs import all_runs, function, run, start
from variants import CRITICAL, GIVEN, MUTANTS, NEAR_TWINS

PORTS = [80, 443, 5432, 6379, 8000, 8080, 9000]


def test_the_suite_passes_on_the_given_code():
    given = all_runs()["given"]
    assert given.passed, f"the suite fails on the code as it is: {given.why()}"


def test_the_suite_passes_on_other_code_that_does_the_same():
    twin = all_runs()["far twin"]
    assert twin.passed, f"the module was written anew, to the same brief, and the suite fails: it tests how, not what. {twin.why()}"


def test_edits_that_change_nothing_do_not_break_the_suite():
    for name in NEAR_TWINS:
        twin = all_runs()[name]
        assert twin.passed, f"an edit that changes no behaviour ({name}) breaks the suite: {twin.why()}"


def killed() -> set[str]:
    return {name for name in MUTANTS if all_runs()[name].kills}


def test_thirteen_of_sixteen_faults_are_noticed():
    missed = sorted(set(MUTANTS) - killed())
    assert len(missed) <= 3, f"{len(missed)} of 16 faults go unnoticed, three may. One of them: {missed[0]}"


def test_the_four_costly_faults_are_noticed():
    missed = sorted(set(CRITICAL) - killed())
    assert not missed, f"a fault that costs money or customers goes unnoticed: {missed[0]}"


def test_branches_are_covered():
    start()
    given = run(GIVEN, coverage=True)
    assay.bound(given.covered, at_least=95, unit="%", message="lines and branches of booking.py that the suite runs through")


def test_most_tests_add_something():
    start()
    given = run(GIVEN, coverage=True)
    adds: dict[str, set[object]] = {function(name): set() for name in given.outcomes}
    for context, arcs in given.arcs.items():
        for name in adds:
            if function(context) == name.rpartition("::")[2]:
                adds[name] |= arcs
    for fault in killed():
        for name in all_runs()[fault].failed:
            adds.setdefault(function(name), set()).add(fault)
    names = sorted(adds)
    idle = [name for place, name in enumerate(names) if any(adds[name] < adds[other] or (adds[name] == adds[other] and names.index(other) < place) for other in names if other != name)]
    assert names, "there are no tests"
    assay.bound(
        len(idle) / len(names), at_most=0.3, message=f"share of test functions that notice no fault and run no branch beyond what one other function does ({', '.join(idle[:4])})"
    )


def test_order_hash_seed_and_date_make_no_difference():
    seen = []
    for seed, clock in ((1, ""), (2, "2028-02-29T12:00:00"), (3, "2027-12-31T23:30:00")):
        start(str(seed))
        again = run(GIVEN, shuffle=seed, clock=clock)
        assert again.passed, f"the suite fails in another order, with another hash seed or on another day ({clock or 'today'}): {again.why()}"
        seen.append(sorted(again.outcomes))
    assert seen[0] == seen[1] == seen[2], "which tests there are depends on the day or on the hash seed"


def test_one_run_is_cheap():
    start()
    cpu = []
    for _ in range(3):  # noise only adds, so the best of three counts
        with assay.meter() as meter:
            run(GIVEN)
        cpu.append(meter.cpu_s)
        if min(cpu) <= 0.4:
            break
    assay.bound(min(cpu), at_most=0.4, unit="CPU-s", message="one run of the suite should be cheap")


def test_the_suite_opens_no_connection():
    start()
    listeners = [socket.create_server(("127.0.0.1", port)) for port in PORTS if port > 1023]
    try:
        run(GIVEN)
        for listener in listeners:
            listener.setblocking(False)
            try:
                listener.accept()
            except BlockingIOError:
                continue
            raise AssertionError(f"a test connects to port {listener.getsockname()[1]}: such a suite fails wherever that service is not")
    finally:
        for listener in listeners:
            listener.close()
