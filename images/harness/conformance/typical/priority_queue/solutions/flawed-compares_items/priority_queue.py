import heapq
import itertools


class Empty(LookupError):
    def __init__(self):
        super().__init__("the queue is empty")


class PriorityQueue:
    def __init__(self, key=None):
        self._heap = []
        self._numbers = itertools.count()
        self._key = key

    def push(self, item, priority=None):
        if priority is None:
            priority = self._key(item)
        heapq.heappush(self._heap, (priority, item, item))

    def pop(self):
        if not self._heap:
            raise Empty
        return heapq.heappop(self._heap)[2]

    def peek(self):
        if not self._heap:
            raise Empty
        return self._heap[0][2]

    def __len__(self):
        return len(self._heap)

    def __iter__(self):
        return iter([self.pop() for _ in range(len(self._heap))])
