"""Hidden tests of lost-updates: the ledger. The store decides who comes between whom."""

from __future__ import annotations

import contextlib
import threading
import time

import assay
import pytest
from desk import Store, Threads, pairwise, succeed
from solution import Ledger


def test_adds_to_one_account_at_once_all_count() -> None:
    store = Store(k=100)
    store.on_get = pairwise()
    ledger = Ledger(store)
    errors = Threads(*(lambda n=n: ledger.add("k", n) for n in range(1, 9))).end("adds to one account still wait")
    assert errors == []
    assert store.values["k"] == 136, (
        f"eight threads added 1 to 8 to an account of 100, and it holds {store.values['k']} and not 136: "
        "between the read and the write of one, others read the same old value"
    )


def test_adds_to_different_accounts_overlap() -> None:
    store, four = Store(), threading.Barrier(4)
    together: list[bool] = []

    def on_get(key: str) -> None:
        with contextlib.suppress(threading.BrokenBarrierError):
            four.wait(3)  # until four are here
            together.append(True)

    store.on_get = on_get
    ledger = Ledger(store)
    threads = Threads(*(lambda n=n: ledger.add(f"k{n}", 1) for n in range(8)))
    assert threads.end("adds to different accounts still wait") == []
    assert together, (
        "eight adds to eight accounts: 3 s after the first call of the store not even four had come, "
        "because they wait for each other; accounts that have nothing to do with each other need no common lock"
    )


def test_crossing_transfers_do_not_wait_in_a_circle() -> None:
    for _ in range(10):
        store, both, go = Store(a=100, b=100), threading.Barrier(3), threading.Event()

        def hold(key: str, value: int, both: threading.Barrier = both, go: threading.Event = go) -> None:
            if not go.is_set():
                with contextlib.suppress(threading.BrokenBarrierError):  # one at a time is slow, but no deadlock
                    both.wait(0.5)
                go.wait(5)

        store.on_set = hold
        ledger = Ledger(store)
        adds = Threads(lambda: ledger.add("a", 1), lambda: ledger.add("b", 1))
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait(0.5)  # both accounts are in use now, so both transfers wait for one
        crossing = Threads(lambda: ledger.transfer("a", "b", 5), lambda: ledger.transfer("b", "a", 7))
        time.sleep(0.02)
        go.set()
        assert adds.end("an add still waits") == []
        errors = crossing.end(
            "two crossing transfers still wait, each for an account that the other one holds: a deadlock. "
            "It cannot happen where everybody takes locks in the same order"
        )
        assert errors == []
        assert store.values == {"a": 103, "b": 99}, (
            "two accounts of 100, 1 added to each, 5 moved from a to b and 7 from b to a, all at once: "
            f"{store.values} and not 103 and 99"
        )


def test_many_transfers_conserve_the_sum() -> None:
    store = Store(a=9000, b=9000)
    store.on_get = store.on_set = lambda *_: time.sleep(0.0005)  # type: ignore[assignment]
    ledger = Ledger(store)

    def shift(source: str, target: str, amount: int) -> None:
        for _ in range(25):
            ledger.transfer(source, target, amount)

    ends = [("a", "b", 17), ("b", "a", 29), ("a", "b", 41), ("b", "a", 3)]
    errors = Threads(*(lambda call=call: shift(*call) for call in ends)).end("100 crossing transfers still wait", 12)
    assert errors == []
    assert store.values == {"a": 8350, "b": 9650}, (
        f"after 100 transfers the accounts must be 8350 and 9650, together 18000, and are {store.values}: "
        "a transfer has overwritten another one"
    )


def test_a_snapshot_is_of_one_moment() -> None:
    store, half, seen = Store(a=100, b=100), threading.Event(), threading.Event()

    def on_set(key: str, value: int) -> None:
        if store.writes:  # the second of the two writes
            half.set()
            seen.wait(0.8)

    store.on_set = on_set
    ledger, shots = Ledger(store), []

    def look() -> None:
        half.wait(5)
        shots.append(ledger.snapshot(["a", "b"]))
        seen.set()

    assert Threads(lambda: ledger.transfer("a", "b", 30), look).end("a snapshot beside a transfer still waits") == []
    assert shots[0].keys() == {"a", "b"}
    assert sum(shots[0].values()) == 200, (
        f"a snapshot taken while 30 moved from a to b says {shots[0]}: it has seen half of a transfer. "
        "Readers need the locks too"
    )


def test_a_snapshot_has_the_accounts_asked_for() -> None:
    assert Ledger(Store(a=1, b=2, c=3)).snapshot(key for key in ("c", "a", "x", "a")) == {"c": 3, "a": 1, "x": 0}
    assert Ledger(Store(a=1)).snapshot([]) == {}


def test_an_error_of_the_store_leaves_the_account_usable() -> None:
    store = Store(k=1)
    ledger = Ledger(store)

    def fail(key: str, value: int) -> None:
        raise OSError("the disk is full")

    store.on_set = fail
    with pytest.raises(OSError, match="full"):
        ledger.add("k", 1)
    store.on_set = lambda key, value: None
    succeed(lambda: ledger.add("k", 1), "an add still waits for a lock that an add which failed has not given back")
    assert store.values == {"k": 2}


def test_short_funds_change_nothing() -> None:
    store = Store(a=10, b=5)
    for source, target in (("a", "a"), ("x", "b"), ("a", "b")):
        ledger = Ledger(store)
        with pytest.raises(ValueError):
            ledger.transfer(source, target, 11)
    assert store.values == {"a": 10, "b": 5} and store.writes == []
    succeed(lambda: ledger.transfer("a", "b", 10), "a transfer still waits after one that was refused")
    assert store.values == {"a": 0, "b": 15}


def test_a_transfer_to_itself_changes_nothing() -> None:
    store = Store(a=10)
    ledger = Ledger(store)
    succeed(lambda: ledger.transfer("a", "a", 4), "a transfer from an account to itself still waits")
    assert store.values == {"a": 10}


@pytest.mark.parametrize("refused", ["a", "b"])
def test_a_transfer_happens_whole_or_not_at_all(refused: str) -> None:
    store, failures = Store(a=10, b=5), iter([OSError("the disk is full")])

    def on_set(key: str, value: int) -> None:
        if key == refused:
            for error in failures:
                raise error

    store.on_set = on_set
    ledger = Ledger(store)
    with pytest.raises(OSError, match="full"):
        ledger.transfer("a", "b", 4)
    assert store.values == {"a": 10, "b": 5}, (
        f"the store refused to write {refused}, once, and after a transfer of 4 that failed the accounts "
        f"of 10 and 5 are {store.values}"
    )


def test_two_transfers_cannot_spend_the_same_money() -> None:
    store = Store(a=100)
    store.on_get = pairwise()
    ledger = Ledger(store)
    pair = Threads(lambda: ledger.transfer("a", "b", 60), lambda: ledger.transfer("a", "c", 60))
    errors = pair.end("two transfers from one account still wait")
    assert [type(error) for error in errors] == [ValueError] and store.values["a"] == 40, (
        f"two transfers of 60 at once from an account of 100: {2 - len(errors)} went through, and the accounts "
        f"are {store.values}. What is checked before the lock is taken may no longer be true under it"
    )


def test_waiting_costs_no_cpu() -> None:
    store, inside, go = Store(), threading.Event(), threading.Event()

    def on_get(key: str) -> None:
        inside.set()
        go.wait(5)

    store.on_get = on_get
    ledger = Ledger(store)
    first = Threads(lambda: ledger.add("k", 1))
    inside.wait(5)
    others = Threads(*(lambda: ledger.add("k", 1) for _ in range(8)))
    time.sleep(0.3)
    with assay.meter() as meter:
        time.sleep(1.5)
    go.set()
    assert first.end("an add still waits") == others.end("adds to one account still wait") == []
    assert store.values == {"k": 9}
    assay.bound(
        meter.cpu_s, at_most=0.15, unit="s",
        message="CPU of eight callers that wait 1.5 s for an account in use: waiting in a loop costs a core, a lock "
        "costs nothing",
    )  # fmt: skip
