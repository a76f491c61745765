import io, gc
import solution


def test_library_object_closes_the_tests_file():
    r = solution.Rand(io.BytesIO(b'abc'))
    del r
    assert solution.ask(lambda x: x * 10) == (10, 20)


def test_dropped_object_tells_the_test():
    log = []

    def note(x):
        log.append(x)
        return x
    t = solution.Tell(note)
    del t
    assert solution.ask(lambda x: x * 10) == (10, 20)
    assert log == ['gone']


def test_what_it_tells_calls_again():
    log = []

    def note(x):
        log.append(x)
        solution.ask(lambda x: 0)
        return x
    t = solution.Tell(note)
    del t
    assert solution.ask(lambda x: x + 1) == (2, 3) and log == ['gone']


def test_several_at_once():
    log = []
    t = [solution.Tell(log.append) for _ in range(5)]
    t.clear()
    assert solution.ask(lambda x: x + 1) == (2, 3) and log == ['gone'] * 5


class Mine:

    def __del__(self):
        LOG.append(solution.ask(lambda x: x))


LOG = []


def test_finaliser_of_the_test_calls():
    m = Mine()
    m.me = m
    del m
    for i in range(300):
        a = []
        a.append(a)
        assert solution.ask(lambda x: x + i) == (1 + i, 2 + i)
    gc.collect()
    assert all((x == (1, 2) for x in LOG))


def test_container_is_emptied():
    l = solution.hold(lambda x: solution.ask(lambda y: y))
    l.clear()
    assert solution.ask(lambda x: x + 5) == (6, 7)
