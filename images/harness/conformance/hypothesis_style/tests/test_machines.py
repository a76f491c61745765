from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

import properties

few = settings(max_examples=10, stateful_step_count=12, deadline=None, database=None, derandomize=True,
               phases=[Phase.generate, Phase.shrink])


class QueueMachine(RuleBasedStateMachine):
    """Compares the queue with a plain list."""

    @initialize(size=st.integers(1, 4))
    def start(self, size):
        self.size = size
        self.queue = properties.Queue(size)
        self.model = []

    @precondition(lambda self: len(self.model) < self.size)
    @rule(item=st.integers())
    def put(self, item):
        self.queue.put(item)
        self.model.append(item)

    @precondition(lambda self: self.model)
    @rule()
    def get(self):
        assert self.queue.get() == self.model.pop(0)

    @precondition(lambda self: len(self.model) == self.size)
    @rule()
    def overflow(self):
        try:
            self.queue.put("x")
        except OverflowError:
            return
        raise AssertionError("a full queue took an item")

    @invariant()
    def same_length(self):
        if hasattr(self, "queue"):
            assert len(self.queue) == len(self.model)


class BagMachine(RuleBasedStateMachine):
    items = Bundle("items")

    def __init__(self):
        super().__init__()
        self.bag = properties.SortedBag()
        self.model = []

    @rule(target=items, item=st.integers(0, 9))
    def choose(self, item):
        return item

    @rule(item=items)
    def add(self, item):
        self.bag.add(item)
        self.model.append(item)

    @rule(item=items)
    def discard(self, item):
        self.bag.discard(item)
        if item in self.model:
            self.model.remove(item)

    @rule(item=items)
    def count(self, item):
        assert self.bag.count(item) == self.model.count(item)

    @invariant()
    def sorted_and_complete(self):
        assert list(self.bag) == sorted(self.model)
        assert len(self.bag) == len(self.model)


TestQueue = QueueMachine.TestCase
TestQueue.settings = few
TestBag = BagMachine.TestCase
TestBag.settings = few
