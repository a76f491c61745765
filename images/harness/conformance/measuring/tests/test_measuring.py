"""Memory and threads of a solution, measured by the standard library, and its modules imported anew."""
import asyncio
import importlib
import multiprocessing
import os
import pickle
import resource
import sys
import threading
import time
import tracemalloc

import psutil
import pytest
import work


@pytest.fixture
def traced():
    tracemalloc.start()
    yield
    tracemalloc.stop()


def test_what_is_kept_is_traced(traced):
    before = tracemalloc.get_traced_memory()[0]
    work.keep(4_000_000)
    assert tracemalloc.get_traced_memory()[0] - before > 3_900_000
    work.forget()
    assert tracemalloc.get_traced_memory()[0] - before < 500_000


def test_a_snapshot_names_the_line(traced):
    before = tracemalloc.take_snapshot()
    work.keep(4_000_000)
    after = tracemalloc.take_snapshot()
    most = after.compare_to(before, "lineno")[0]
    work.forget()
    assert most.size_diff > 3_900_000
    assert most.traceback[0].filename == work.__file__
    own = after.filter_traces([tracemalloc.Filter(True, work.__file__)])
    assert sum(stat.size for stat in own.statistics("filename")) > 3_900_000
    assert len(tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, "*/nothing.py")]).traces) == 0
    assert tracemalloc.get_traced_memory()[0] < 1_000_000


def test_a_stream_takes_little_memory(traced):
    assert work.squares(iter(range(10))) == 285
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    work.squares(iter(range(40_000)))
    assert tracemalloc.get_traced_memory()[1] - before < 700_000


def test_words_are_not_gathered(traced):
    text = "word " * 40_000
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    assert work.count(text) == 40_001
    assert tracemalloc.get_traced_memory()[1] - before < 1_000_000


def test_tracing_that_has_stopped_says_nothing():
    tracemalloc.start()
    work.keep(100_000)
    tracemalloc.stop()
    work.forget()
    assert not tracemalloc.is_tracing()
    assert tracemalloc.get_traced_memory() == (0, 0)


def test_threads_of_the_solution_are_counted():
    before = threading.active_count()
    thread = work.start("beside")
    assert threading.active_count() == before + 1
    assert thread in threading.enumerate()
    assert "beside" in [each.name for each in threading.enumerate()]
    thread.end()
    thread.join()
    assert threading.active_count() == before


def test_no_thread_is_left():
    before = threading.active_count()
    assert work.in_background([1, 2, 3]) == 6
    assert threading.active_count() == before


def test_threads_of_the_test_are_counted_once():
    go = threading.Event()
    found = []
    before = threading.active_count()
    threads = [threading.Thread(target=lambda: (found.append(work.bump()), go.wait())) for _ in range(3)]
    for thread in threads:
        thread.start()
    while len(found) < 3:
        pass
    assert threading.active_count() == before + 3
    go.set()
    for thread in threads:
        thread.join()
    assert threading.active_count() == before


def test_a_module_that_was_imported_anew_gives_way_again(monkeypatch):
    importlib.reload(work)
    assert work.bump() == 1
    with monkeypatch.context() as patch:
        patch.delitem(sys.modules, "work")
        fresh = importlib.import_module("work")
        assert fresh is not work
        assert fresh.bump() == 1
    assert sys.modules["work"] is work
    assert work.bump() == 2
    item = pickle.loads(pickle.dumps(work.Item(3)))
    assert type(item) is work.Item
    assert item.value == 3


def test_waiting_takes_no_cpu():
    work.bump()
    cpu, user = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_utime
    work.wait_a_moment()
    assert time.process_time() - cpu < 0.1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_utime - user < 0.1


def test_computing_takes_cpu():
    work.bump()
    start = time.process_time()
    ended = time.monotonic() + 20
    while time.process_time() - start < 0.05 and time.monotonic() < ended:
        work.squares(range(1_000))
    assert time.monotonic() < ended


def test_files_are_closed(tmp_path):
    path = tmp_path / "lines.txt"
    path.write_text("one\ntwo\n")
    assert work.first_line(path) == "one\n"
    before, known = len(os.listdir("/proc/self/fd")), psutil.Process().num_fds()
    assert work.first_line(str(path)) == "one\n"
    assert len(os.listdir("/proc/self/fd")) == before
    assert psutil.Process().num_fds() == known
    assert str(path) not in [file.path for file in psutil.Process().open_files()]


def test_children_have_ended():
    work.in_processes(2)
    assert multiprocessing.active_children() == []


async def _tasks_after_a_call():
    assert await work.fetch(0.01) == "done"
    await asyncio.sleep(0.01)
    return len(asyncio.all_tasks())


def test_no_task_is_left():
    assert asyncio.run(_tasks_after_a_call()) == 1


def test_resident_memory():
    work.bump()
    process = psutil.Process()
    before = process.memory_info().rss
    work.keep(30_000_000)
    assert process.memory_info().rss - before > 25_000_000
    work.forget()
    assert process.memory_info().rss - before < 15_000_000
