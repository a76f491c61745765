import pytest

from lru_cache import LRUCache


def test_get_and_put():
    cache = LRUCache(2)
    cache.put("a", 1)
    assert cache.get("a") == 1
    assert cache.get("b") is None
    assert cache.get("b", default=-1) == -1


def test_oldest_is_dropped():
    cache = LRUCache(2)
    cache.put("a", 1)
    cache.put("b", 2)
    cache.put("c", 3)
    assert "a" not in cache
    assert cache.keys() == ["b", "c"]


def test_reading_refreshes():
    cache = LRUCache(2)
    cache.put("a", 1)
    cache.put("b", 2)
    cache.get("a")
    cache.put("c", 3)
    assert cache.keys() == ["a", "c"]


def test_writing_again_refreshes():
    cache = LRUCache(2)
    cache.put("a", 1)
    cache.put("b", 2)
    cache.put("a", 10)
    cache.put("c", 3)
    assert cache.keys() == ["a", "c"]
    assert cache.get("a") == 10


def test_length_and_capacity():
    cache = LRUCache(3)
    for number in range(10):
        cache.put(number, number)
        assert len(cache) <= 3
    with pytest.raises(ValueError, match="capacity must be positive"):
        LRUCache(0)


def test_as_a_decorator():
    calls = []

    @LRUCache(2).memoize
    def square(n):
        calls.append(n)
        return n * n

    assert [square(2), square(2), square(3), square(4), square(2)] == [4, 4, 9, 16, 4]
    assert calls == [2, 3, 4, 2]


def test_stored_object_is_given_back():
    cache, value = LRUCache(1), ["kept"]
    cache.put("k", value)
    assert cache.get("k") is value
