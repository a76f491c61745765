import re, functools, typing, inspect, pytest, types, os, sys
import solution
from solution import *
from solution import WithSlots, Tagged, Meta


def test_match():
    assert isinstance(solution.find('a', 'abc'), re.Match)


def test_match_use():
    m = solution.find('(\\w)(?P<x>\\w)', 'abc')
    assert m.group(0) == 'ab' and m['x'] == 'b' and (m.groups() == ('a', 'b')) and (m.span() == (0, 2)) and (m.groupdict() == {'x': 'b'})


def test_no_match():
    assert solution.find('x', 'abc') is None


def test_pattern():
    assert isinstance(solution.compiled('a+'), re.Pattern) and solution.compiled('a+').pattern == 'a+'


def test_partial():
    p = solution.fit(2)
    assert isinstance(p, functools.partial)
    assert p(5) == 32 and p.args == (2,) and (p.keywords == {})


def test_alias():
    assert solution.Alias == typing.Optional[int]


def test_closurevars():
    c = inspect.getclosurevars(solution.counter())
    assert c.nonlocals == {'n': 0}


def test_closure():
    inc = solution.counter()
    inc()
    inc()
    assert inc.__closure__[0].cell_contents == 2


def test_closure_none():
    assert solution.f.__closure__ is None


def test_frozen_is():
    assert solution.FROZEN is solution.FROZEN


def test_slots():
    assert WithSlots.__slots__ == ('a', 'b')


def test_slots_2():
    with pytest.raises(AttributeError):
        WithSlots().c = 1


def test_slots_3():
    assert not hasattr(WithSlots(), '__dict__')


def test_meta_2():
    assert isinstance(Tagged, Meta) and Tagged.tag == 'tagged'


def test_conames():
    assert 'len' in solution.f.__code__.co_names and 'LIMIT' in solution.f.__code__.co_names


def test_covarnames():
    assert solution.f.__code__.co_varnames == ('a', 'b', 'c', 'args', 'kw', 'total')


def test_coargcount():
    assert solution.f.__code__.co_argcount == 2 and solution.f.__code__.co_kwonlyargcount == 1


def test_coflags():
    assert solution.f.__code__.co_flags & inspect.CO_VARARGS


def test_consts():
    assert 2 in solution.f.__defaults__


def test_repr_f():
    assert re.fullmatch('<function f at 0x[0-9a-f]+>', repr(solution.f))


def test_repr_c():
    assert repr(WithSlots) == "<class 'solution.WithSlots'>"


def test_repr_m():
    assert repr(solution).startswith("<module 'solution' from '")


def test_repr_b():
    assert repr([].append).startswith('<built-in') and re.match('<bound method Tagged.*', '<bound method Tagged')
