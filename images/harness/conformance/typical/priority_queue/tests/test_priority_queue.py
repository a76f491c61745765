import pytest

from priority_queue import Empty, PriorityQueue


class Job:
    """Has no order of its own."""

    def __init__(self, name):
        self.name = name


def test_lowest_number_comes_first():
    queue = PriorityQueue()
    for priority, name in [(3, "c"), (1, "a"), (2, "b")]:
        queue.push(name, priority)
    assert [queue.pop() for _ in range(3)] == ["a", "b", "c"]


def test_same_priority_keeps_the_order():
    queue = PriorityQueue()
    for name in "xyz":
        queue.push(name, 5)
    assert "".join(queue.pop() for _ in range(3)) == "xyz"


def test_items_that_cannot_be_compared():
    queue = PriorityQueue()
    first, second = Job("first"), Job("second")
    queue.push(first, 1)
    queue.push(second, 1)
    assert queue.pop() is first
    assert queue.pop().name == "second"


def test_key_function():
    queue = PriorityQueue(key=lambda job: -len(job.name))
    queue.push(Job("ab"))
    queue.push(Job("abcd"))
    assert queue.pop().name == "abcd"


def test_empty():
    with pytest.raises(Empty):
        PriorityQueue().pop()
    with pytest.raises(LookupError, match="the queue is empty"):
        PriorityQueue().peek()


def test_peek_and_length():
    queue = PriorityQueue()
    assert not queue
    queue.push("x", 1)
    assert queue.peek() == "x"
    assert len(queue) == 1
    assert queue


def test_iteration_does_not_consume():
    queue = PriorityQueue()
    for number in (5, 1, 3):
        queue.push(number, number)
    assert list(queue) == [1, 3, 5]
    assert len(queue) == 3
