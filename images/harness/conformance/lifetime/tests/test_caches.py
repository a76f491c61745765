import gc
import weakref

import pytest

import caches
from caches import Bell, EventSource, Memo, MethodSource, Noisy, Node, Pair, Pool, Registry, Resource, Tracked, WeakCache


@pytest.fixture(autouse=True)
def collected():
    gc.collect()
    yield
    gc.collect()


def test_weak_reference_dies_with_the_object():
    node = Node("root")
    reference = weakref.ref(node)
    assert reference() is node
    del node
    gc.collect()
    assert reference() is None


def test_weak_reference_lives_while_the_solution_keeps_the_object():
    registry = Registry()
    reference = weakref.ref(registry.register("a", Node("kept")))
    gc.collect()
    assert reference() is not None
    assert reference().name == "kept"
    registry.unregister("a")
    gc.collect()
    assert reference() is None


def test_registered_object_is_the_same_object():
    registry = Registry()
    node = Node("x")
    registry.register("x", node)
    assert registry.get("x") is node
    del node
    gc.collect()
    assert registry.get("x").name == "x"
    assert registry.get("missing") is None


def test_parent_is_not_kept_alive():
    root = Node("root")
    child = Node("child", root)
    assert child.parent is root
    del root
    gc.collect()
    assert child.parent is None


def test_children_are_kept_alive():
    root = Node("root")
    reference = weakref.ref(Node("child", root))
    gc.collect()
    assert reference() is root.children[0]


def test_live_count():
    before = Tracked.alive
    first, second = Tracked(), Tracked()
    assert Tracked.alive == before + 2
    del first
    gc.collect()
    assert Tracked.alive == before + 1
    del second
    gc.collect()
    assert Tracked.alive == before


def test_objects_in_a_list_of_the_test():
    before = Tracked.alive
    items = [Tracked() for _ in range(10)]
    del items[5:]
    gc.collect()
    assert Tracked.alive == before + 5
    items.clear()
    gc.collect()
    assert Tracked.alive == before


def test_del_is_observed():
    log = []
    noisy = Noisy(log.append)
    assert log == []
    del noisy
    gc.collect()
    assert log == ["deleted"]


def test_finalizer_runs_when_the_object_goes():
    closed = []
    resource = Resource("db", closed.append)
    assert not resource.closed
    del resource
    gc.collect()
    assert closed == ["db"]


def test_finalizer_runs_only_once():
    closed = []
    resource = Resource("db", closed.append)
    resource.close()
    assert resource.closed
    resource.close()
    del resource
    gc.collect()
    assert closed == ["db"]


def test_finalizer_of_the_test_on_an_object_of_the_solution():
    log = []
    node = Node("x")
    weakref.finalize(node, log.append, "gone")
    del node
    gc.collect()
    assert log == ["gone"]


def test_callback_of_a_weak_reference():
    log = []
    node = Node("x")
    reference = weakref.ref(node, lambda ref: log.append(ref is reference))
    del node
    gc.collect()
    assert log == [True]


def test_weak_cache_keeps_only_what_is_used():
    made = []

    def make(key):
        made.append(key)
        return caches.make_value(key)

    cache = WeakCache(make)
    first = cache.get("a")
    assert cache.get("a") is first
    assert made == ["a"]
    assert len(cache) == 1
    del first
    gc.collect()
    assert len(cache) == 0
    assert cache.get("a").key == "a"
    assert made == ["a", "a"]


def test_weak_dictionaries_of_the_test():
    key = Node("key")
    by_key = weakref.WeakKeyDictionary({key: "value"})
    by_value = weakref.WeakValueDictionary({"k": key})
    assert by_key[key] == "value"
    assert by_value["k"] is key
    del key
    gc.collect()
    assert len(by_key) == 0
    assert "k" not in by_value


def test_listeners_are_not_kept_alive():
    class Listener:
        def __init__(self, name):
            self.name = name

        def hear(self, event):
            return f"{self.name}:{event}"

    source = EventSource()
    first, second = Listener("a"), Listener("b")
    source.add(first)
    source.add(second)
    assert source.fire("x") == ["a:x", "b:x"]
    del second
    gc.collect()
    assert source.fire("y") == ["a:y"]
    assert source.count() == 1


def test_weak_methods():
    class Listener:
        def hear(self, value):
            return value * 2

    source = MethodSource()
    listener = Listener()
    source.connect(listener.hear)
    assert source.fire(4) == [8]
    del listener
    gc.collect()
    assert source.fire(4) == []


def test_functions_are_not_kept_alive():
    bell = Bell()

    @bell.listen
    def first():
        return "first"

    def second():
        return "second"

    bell.listen(second)
    bell.forget_last()
    assert bell.ring() == ["first", "second"]
    assert bell.ring() == ["first", "second"]
    del second
    gc.collect()
    assert bell.ring() == ["first"]


def test_function_that_the_solution_kept_is_released():
    bell = Bell()
    bell.listen(lambda: "heard")
    assert bell.ring() == ["heard"]
    gc.collect()
    assert bell.ring() == ["heard"]
    bell.forget_last()
    gc.collect()
    assert bell.ring() == []


def test_function_of_the_test_is_released():
    def function():
        pass

    reference = weakref.ref(function)
    registry = Registry()
    registry.register("f", function)
    registry.unregister("f")
    del function
    gc.collect()
    assert reference() is None


def test_cycle_is_collected():
    first, second = Pair(), Pair()
    first.other, second.other = second, first
    reference = weakref.ref(first)
    del first, second
    gc.collect()
    assert reference() is None
    assert caches.alive(Pair) == 0


def test_pool_hands_out_and_takes_back():
    pool = Pool(2)
    first, second = pool.acquire(), pool.acquire()
    assert first is not second
    with pytest.raises(RuntimeError, match="pool is empty"):
        pool.acquire()
    pool.release(first)
    assert pool.acquire() is first
    assert pool.free() == 0


def test_cache_forgets_the_oldest():
    memo = Memo()
    four = memo.square(2)
    assert memo.square(2) is four
    assert memo.calls == 1
    memo.square(3)
    memo.square(4)
    assert memo.square(2) is not four
    assert memo.calls == 4


def test_consumed_objects_are_not_kept():
    class Item:
        pass

    items = [Item() for _ in range(3)]
    references = [weakref.ref(item) for item in items]
    assert caches.consume(items) == 3
    items.clear()
    gc.collect()
    assert [reference() for reference in references] == [None, None, None]


def test_abandoned_generator_is_cleaned_up():
    log = []
    numbers = caches.generator_with_cleanup(log)
    next(numbers)
    del numbers
    gc.collect()
    assert log == ["cleaned"]


def test_closure_keeps_its_variables_alive():
    log = []
    use = caches.hold(log)
    gc.collect()
    assert use() is True
    assert log == []
    del use
    gc.collect()
    assert log == ["deleted"]


def test_argument_of_the_test_is_released():
    class Big:
        pass

    big = Big()
    reference = weakref.ref(big)
    Registry().register("big", big)
    del big
    gc.collect()
    assert reference() is None


def test_kept_argument_stays_alive():
    class Big:
        pass

    registry = Registry()
    reference = weakref.ref(registry.register("big", Big()))
    gc.collect()
    assert reference() is not None
    assert registry.get("big") is reference()
