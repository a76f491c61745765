import queue
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

import workers


def in_threads(count, function):
    """Calls function(number) in that many threads at once, gives the results in order."""
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(function, range(count)))


def test_counter_with_many_threads():
    counter = workers.SafeCounter()

    def work(_):
        for _ in range(25):
            counter.increment()

    in_threads(8, work)
    assert counter.value == 200


def test_calls_from_threads_overlap():
    start = time.perf_counter()
    assert in_threads(8, workers.slow_square) == [n * n for n in range(8)]
    assert time.perf_counter() - start < 0.6


def test_all_threads_are_inside_at_once():
    barrier = threading.Barrier(5, timeout=10)
    assert in_threads(5, lambda _: workers.meet(barrier)) == ["met"] * 5


def test_blocked_call_does_not_block_others():
    buffer = workers.BoundedBuffer(1)
    results = []
    thread = threading.Thread(target=lambda: results.append(buffer.get(timeout=10)))
    thread.start()
    buffer.put("item")
    thread.join(10)
    assert results == ["item"]


def test_full_buffer_blocks():
    buffer = workers.BoundedBuffer(1)
    buffer.put(1)
    with pytest.raises(TimeoutError, match="buffer is full"):
        buffer.put(2, timeout=0.02)
    assert buffer.get() == 1
    with pytest.raises(TimeoutError, match="buffer is empty"):
        buffer.get(timeout=0.02)


def test_producer_and_consumer_keep_the_order():
    buffer = workers.BoundedBuffer(2)
    buffer.put(0)
    buffer.put(1)
    producer = threading.Thread(target=lambda: [buffer.put(n) for n in range(2, 20)])
    producer.start()
    received = [buffer.get(timeout=10) for _ in range(20)]
    producer.join(10)
    assert received == list(range(20))


def test_made_only_once():
    calls = []

    def make():
        calls.append(1)
        time.sleep(0.01)
        return object()

    once = workers.Once(make)
    results = in_threads(6, lambda _: once.get())
    assert len(calls) == 1
    assert all(result is results[0] for result in results)


def test_thread_local_values():
    workers.remember("main")

    def work(number):
        before = workers.recall()
        workers.remember(number)
        time.sleep(0.01)
        return before, workers.recall()

    results = []
    threads = [threading.Thread(target=lambda n=n: results.append(work(n))) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(results) == [(None, 0), (None, 1), (None, 2), (None, 3)]
    assert workers.recall() == "main"


def test_one_thread_is_the_same_thread_each_time():
    def work():
        workers.remember("mine")
        return [workers.recall() for _ in range(3)]

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(work).result(10) == ["mine"] * 3
        assert pool.submit(workers.recall).result(10) == "mine"


def test_parallel_map_with_a_callback():
    threads = set()
    barrier = threading.Barrier(4, timeout=1)

    def double(n):
        threads.add(threading.get_ident())
        barrier.wait()
        return n * 2

    assert workers.parallel_map(double, range(4), workers=4) == [0, 2, 4, 6]
    assert len(threads) == 4


def test_order_of_completion():
    first, second = threading.Event(), threading.Event()

    def a():
        first.wait(10)
        second.set()
        return "a"

    def b():
        first.set()
        return "b"

    def c():
        second.wait(10)
        time.sleep(0.02)
        return "c"

    assert workers.completed([c, a, b])[-1] == "c"


def test_background_thread_calls_back():
    called, names = threading.Event(), []

    def callback(name):
        names.append(name)
        called.set()

    thread = workers.start(callback, "bg")
    assert called.wait(10)
    thread.join(10)
    assert names == ["bg"]
    assert not thread.is_alive()


def test_background_thread_runs_while_the_test_does_something_else():
    go, done = threading.Event(), []

    def work():
        go.wait(10)
        done.append(True)

    thread = workers.start(work)
    assert thread.is_alive()
    assert done == []
    go.set()
    thread.join(10)
    assert done == [True]


def test_timer_fires_once():
    fired = threading.Event()
    workers.later(0.01, fired.set)
    assert fired.wait(10)


def test_timer_can_be_cancelled():
    fired = threading.Event()
    timer = workers.later(0.2, fired.set)
    timer.cancel()
    assert not fired.wait(0.3)


def test_future():
    future = workers.submit(lambda a, b: a + b, 2, 3)
    assert future.result(timeout=10) == 5
    assert future.done()


def test_future_with_an_error():
    def broken():
        raise KeyError("broken")

    future = workers.submit(broken)
    with pytest.raises(KeyError, match="broken"):
        future.result(timeout=10)
    assert isinstance(future.exception(), KeyError)


def test_future_callback():
    seen, done = [], threading.Event()
    future = workers.submit(lambda: "value")
    future.add_done_callback(lambda f: (seen.append(f.result()), done.set()))
    assert done.wait(10)
    assert seen == ["value"]


def test_consumer_of_a_queue_from_the_test():
    source, handled = queue.Queue(), []
    consumer = workers.Consumer(source, handled.append)
    consumer.start()
    for item in (1, 2, 3):
        source.put(item)
    source.put(None)
    consumer.join(10)
    assert handled == [1, 2, 3]
    assert consumer.count == 3
    assert isinstance(consumer, threading.Thread)


def test_producer_into_a_queue_from_the_test():
    target = queue.Queue()
    thread = workers.start(workers.produce, target, ["a", "b"])
    received = list(iter(lambda: target.get(timeout=10), None))
    thread.join(10)
    assert received == ["a", "b"]


def test_queue_from_the_solution():
    box = workers.make_queue(1)
    box.put("x")
    assert box.full()
    with pytest.raises(queue.Full):
        box.put_nowait("y")
    assert box.get(timeout=1) == "x"
    assert box.empty()
    with pytest.raises(queue.Empty):
        box.get_nowait()


def test_events_both_ways():
    mine, theirs = threading.Event(), workers.make_event()
    workers.set_event(mine)
    assert mine.is_set()
    assert workers.wait_for(mine, 1)
    assert not workers.wait_for(theirs, 0.01)
    thread = threading.Thread(target=theirs.set)
    thread.start()
    assert theirs.wait(10)
    thread.join(10)


def test_two_callbacks_talk_to_each_other():
    ping, pong, log = threading.Event(), threading.Event(), []

    def first():
        log.append("ping")
        ping.set()
        pong.wait(10)
        log.append("end")

    def second():
        ping.wait(10)
        log.append("pong")
        pong.set()

    workers.run_both(first, second)
    assert log == ["ping", "pong", "end"]


def test_lock_from_the_test():
    lock = threading.Lock()
    assert workers.guarded(lock, lock.locked) is True
    assert not lock.locked()
    with lock:
        thread = workers.start(workers.guarded, lock, lambda: None)
        time.sleep(0.02)
        assert thread.is_alive()
    thread.join(10)
    assert not thread.is_alive()


def test_reentrant_call_holds_the_same_lock():
    safe = workers.RecursiveSafe()

    def inner():
        return safe.enter(lambda: safe.depth)

    assert safe.enter(inner) == 2
    assert safe.depth == 0


def test_pool_from_the_solution():
    with workers.make_pool(2) as pool:
        futures = [pool.submit(pow, n, 2) for n in range(4)]
        assert [future.result(timeout=10) for future in futures] == [0, 1, 4, 9]
        assert list(pool.map(lambda n: -n, [1, 2])) == [-1, -2]


def test_exceptions_in_several_threads():
    def work(number):
        with pytest.raises(TimeoutError):
            workers.BoundedBuffer(1).get(timeout=0.001 * number)
        return True

    assert in_threads(4, work) == [True] * 4


def test_error_inside_a_thread_of_the_solution():
    log = []
    workers.fails_in_thread(log)
    assert log == ["in thread"]


def test_name_of_the_calling_thread():
    names = []
    thread = threading.Thread(target=lambda: names.append(workers.thread_name()), name="reader-7")
    thread.start()
    thread.join(10)
    assert names == ["reader-7"]
    assert workers.thread_name() == "MainThread"


def test_context_variables():
    assert workers.current_user() == "nobody"
    workers.set_user("ann")
    seen = []
    thread = threading.Thread(target=lambda: seen.append(workers.current_user()))
    thread.start()
    thread.join(10)
    assert seen == ["nobody"]
    assert workers.current_user() == "ann"
