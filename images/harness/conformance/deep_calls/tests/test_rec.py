import pytest, sys, threading
import solution


def test_limit_same():
    a = sys.getrecursionlimit()
    solution.add(1, 2)
    assert sys.getrecursionlimit() == a


@pytest.mark.parametrize('n', [10, 100, 200, 300])
def test_deep(n):

    def back(k):
        return solution.down(k, back)
    assert solution.down(n, back) == n


def test_inf():

    def back():
        return solution.forever(back)
    with pytest.raises(RecursionError, match='maximum recursion depth'):
        back()


def test_inf2():

    def back(n):
        return solution.down(n, back)
    with pytest.raises(RecursionError):
        solution.down(10 ** 6, back)
    assert solution.add(1, 2) == 3


def test_own():
    with pytest.raises(RecursionError):
        solution.inf()
    assert solution.catches() == 'caught' and solution.rec(800) == 800


def test_test_side():
    n = 0

    def deep():
        nonlocal n
        n += 1
        assert solution.add(n, 1) == n + 1
        return deep()
    with pytest.raises(RecursionError):
        deep()
    assert [solution.add(i, 1) for i in range(20)] == list(range(1, 21))


def test_test_side_list():

    def deep():
        assert solution.same([1, [2]]) == [1, [2]]
        return deep()
    for _ in range(3):
        with pytest.raises(RecursionError):
            deep()
        assert [solution.same([i]) for i in range(5)] == [[i] for i in range(5)]


def test_thread():
    out = []

    def back(k):
        return solution.down(k, back)
    t = threading.Thread(target=lambda: out.append(solution.down(30, back)))
    t.start()
    t.join()
    assert out == [30]


def test_nested_value():
    v = []
    for _ in range(90):
        v = [v]
    assert solution.same(v) == v


def test_huge_number_to_a_function():
    n = 10 ** 5000
    assert solution.apply(lambda x: x == n, n)


def test_raise_through():

    def bad(x):
        raise KeyError(x)
    with pytest.raises(KeyError):
        solution.apply(lambda x: solution.apply(lambda y: solution.apply(bad, y), x), 3)


def test_set_limit():
    solution.set_limit(5000)
    assert solution.rec(3000) == 3000
    solution.set_limit(1000)


def test_set_limit_here():
    sys.setrecursionlimit(3000)
    try:

        def r(n):
            return 0 if n == 0 else 1 + r(n - 1)
        assert solution.apply(r, 2000) == 2000
    finally:
        sys.setrecursionlimit(1000)
