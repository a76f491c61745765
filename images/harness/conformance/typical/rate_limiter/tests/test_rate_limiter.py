import pytest

from rate_limiter import LimitExceeded, RateLimiter


class FakeClock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return FakeClock()


def test_allows_up_to_the_limit(clock):
    limiter = RateLimiter(2, per=10, clock=clock)
    assert [limiter.allow("a") for _ in range(3)] == [True, True, False]
    assert limiter.allow("b")


def test_window_slides(clock):
    limiter = RateLimiter(2, per=10, clock=clock)
    limiter.allow("a")
    clock.now = 6
    limiter.allow("a")
    clock.now = 9.9
    assert not limiter.allow("a")
    clock.now = 10
    assert limiter.allow("a")
    assert not limiter.allow("a")


def test_decorator(clock):
    limiter = RateLimiter(1, per=5, clock=clock)

    @limiter.limit(key=lambda user: user)
    def act(user):
        return f"{user} acted"

    assert act("ann") == "ann acted"
    with pytest.raises(LimitExceeded) as caught:
        act("ann")
    assert caught.value.retry_after == 5
    assert act("bob") == "bob acted"
    assert act.__name__ == "act"


def test_real_clock(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    limiter = RateLimiter(1, per=60)
    assert limiter.allow("x")
    assert not limiter.allow("x")
    now[0] += 60
    assert limiter.allow("x")
