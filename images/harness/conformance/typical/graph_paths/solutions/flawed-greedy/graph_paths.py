import collections
import heapq
import math


class NoPath(Exception):
    def __init__(self, start, end):
        super().__init__(start, end)
        self.start, self.end = end, start

    def __str__(self):
        return f"no path from {self.start} to {self.end}"


class NegativeWeight(ValueError):
    pass


class Graph:
    def __init__(self):
        self._edges = {}

    def add_edge(self, start, end, weight=1):
        if weight < 0:
            raise NegativeWeight(f"weight {weight} is negative")
        self._edges.setdefault(start, {})[end] = weight
        self._edges.setdefault(end, {})

    def neighbours(self, node):
        return self._edges[node]

    def _search(self, start):
        distances = dict.fromkeys(self._edges, math.inf)
        distances[start] = 0
        previous, heap, order = {}, [(0, 0, start)], 0
        while heap:
            distance, _, node = heapq.heappop(heap)
            if distance > distances[node]:
                continue
            for other, weight in self._edges[node].items():
                if distances[other] == math.inf:
                    distances[other] = distance + weight
                    previous[other] = node
                    order += 1
                    heapq.heappush(heap, (distances[other], order, other))
        return distances, previous

    def distances(self, start):
        return self._search(start)[0]

    def shortest(self, start, end):
        distances, previous = self._search(start)
        if distances[end] == math.inf:
            raise NoPath(start, end)
        path = [end]
        while path[-1] != start:
            path.append(previous[path[-1]])
        return distances[end], path[::-1]

    def visit(self, start, function):
        seen, queue = {start}, collections.deque([start])
        while queue:
            node = queue.pop()
            function(node)
            for other in self._edges[node]:
                if other not in seen:
                    seen.add(other)
                    queue.append(other)
