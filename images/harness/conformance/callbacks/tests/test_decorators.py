import inspect

import pytest

import tools


def test_retry_repeats_until_it_works():
    attempts = []

    @tools.retry(times=3)
    def flaky():
        attempts.append(1)
        if len(attempts) < 3:
            raise ConnectionError("down")
        return "up"

    assert flaky() == "up"
    assert len(attempts) == 3


def test_retry_gives_up_with_the_last_error():
    attempts = []

    @tools.retry(times=2, on=ValueError)
    def broken():
        attempts.append(1)
        raise ValueError(f"attempt {len(attempts)}")

    with pytest.raises(ValueError, match="attempt 2"):
        broken()
    assert len(attempts) == 2


def test_retry_ignores_other_errors():
    attempts = []

    @tools.retry(times=5, on=ValueError)
    def broken():
        attempts.append(1)
        raise KeyError("other")

    with pytest.raises(KeyError):
        broken()
    assert len(attempts) == 1


def test_retry_on_a_test_side_exception():
    class Flaky(Exception):
        pass

    outcomes = iter([Flaky(), "fine"])

    @tools.retry(times=2, on=(Flaky,))
    def step():
        outcome = next(outcomes)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    assert step() == "fine"


def test_memoize_calls_once_for_each_argument():
    calls = []

    @tools.memoize
    def square(n):
        calls.append(n)
        return n * n

    assert [square(2), square(2), square(3)] == [4, 4, 9]
    assert calls == [2, 3]
    assert square.cache == {(2,): 4, (3,): 9}


def test_memoized_recursion():
    calls = []

    @tools.memoize
    def fibonacci(n):
        calls.append(n)
        return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)

    assert fibonacci(12) == 144
    assert sorted(calls) == list(range(13))


def test_wrapped_function_keeps_its_identity_card():
    def documented(a, b=1):
        """Adds."""
        return a + b

    wrapped = tools.count_calls(documented)
    assert wrapped.__name__ == "documented"
    assert wrapped.__doc__ == "Adds."
    assert wrapped.__wrapped__ is documented
    assert list(inspect.signature(wrapped).parameters) == ["a", "b"]
    assert wrapped(1) == 2
    assert wrapped(1, b=5) == 6


def test_counter_on_the_wrapper():
    @tools.count_calls
    def noop():
        pass

    assert noop.calls == 0
    noop()
    noop()
    assert noop.calls == 2
    noop.calls = 0
    noop()
    assert noop.calls == 1


def test_timed():
    @tools.timed
    def work(n):
        return sum(range(n))

    result, seconds = work(1000)
    assert result == 499500
    assert 0 <= seconds < 5


def test_validating_decorator():
    @tools.validate(age=lambda age: age >= 0, name=str.isalpha)
    def register(name, age=0):
        return f"{name} ({age})"

    assert register("Ann", 3) == "Ann (3)"
    assert register("Ann") == "Ann (0)"
    with pytest.raises(ValueError, match="age is not valid: -1"):
        register("Ann", age=-1)
    with pytest.raises(ValueError, match="name is not valid: 'A1'"):
        register("A1")


def test_decorated_method():
    class Service:
        def __init__(self):
            self.tries = 0

        @tools.retry(times=3)
        def fetch(self, suffix):
            self.tries += 1
            if self.tries < 2:
                raise OSError
            return f"data{suffix}"

        @tools.count_calls
        def ping(self):
            return self.tries

    service = Service()
    assert service.fetch("!") == "data!"
    assert service.tries == 2
    assert service.ping() == 2
    assert Service.ping.calls == 1


def test_class_decorator():
    @tools.add_repr
    class Point:
        def __init__(self, x, y):
            self.x, self.y = x, y

    assert repr(Point(1, "a")) == "Point(x=1, y='a')"
    assert isinstance(Point(1, 2), Point)


def test_singleton_decorator():
    @tools.singleton
    class Config:
        def __init__(self, value):
            self.value = value

    assert Config(1) is Config(2)
    assert Config(3).value == 1


def test_stacked_decorators():
    calls = []

    @tools.count_calls
    @tools.memoize
    def slow(n):
        calls.append(n)
        return n

    assert [slow(1), slow(1), slow(2)] == [1, 1, 2]
    assert slow.calls == 3
    assert calls == [1, 2]


def test_event_decorator():
    emitter = tools.Emitter()
    seen = []

    @emitter.on("saved")
    def on_saved(name, *, size=0):
        seen.append((name, size))
        return "first"

    assert emitter.on("saved", lambda name, size=0: "second") is not None
    assert emitter.emit("saved", "a.txt", size=3) == ["first", "second"]
    assert seen == [("a.txt", 3)]
    emitter.off("saved", on_saved)
    assert emitter.emit("saved", "b.txt") == ["second"]
    assert emitter.emit("other") == []


def test_bound_method_can_be_taken_off_again():
    class Listener:
        def __init__(self):
            self.heard = []

        def hear(self, word):
            self.heard.append(word)

    emitter, listener = tools.Emitter(), Listener()
    emitter.on("say", listener.hear)
    emitter.emit("say", "one")
    emitter.off("say", listener.hear)
    emitter.emit("say", "two")
    assert listener.heard == ["one"]


def test_handler_that_adds_a_handler():
    emitter = tools.Emitter()
    log = []
    emitter.on("tick", lambda: (log.append("outer"), emitter.on("tick", lambda: log.append("inner"))))
    emitter.emit("tick")
    assert log == ["outer"]
    emitter.emit("tick")
    assert log == ["outer", "outer", "inner"]


@pytest.mark.parametrize("wrap", [tools.cached, tools.Counted])
def test_wrapping_object_has_the_documentation_of_what_it_wraps(wrap):
    @wrap
    def twice(number):
        """Gives twice the number."""
        return number * 2

    assert twice.__doc__ == "Gives twice the number."
    assert twice.__name__ == "twice"
    assert twice.__wrapped__(4) == twice(4) == 8
    assert tools.Counted.__doc__ is None
