import operator, unittest, pytest, functools, itertools, collections, inspect, types
from listops import *
import listops


def test_desc():
    assert my_map(str.upper, ['a']) == ['A'] and my_map(int, ['1']) == [1] and (my_map(len, ['ab']) == [2]) and (my_map(operator.itemgetter(1), [(1, 2)]) == [2]) and (my_map(operator.attrgetter('real'), [3]) == [3]) and (my_map(operator.methodcaller('strip'), [' a ']) == ['a'])


def test_types():
    assert my_map(set, ['aa']) == [{'a'}] and my_map(tuple, [[1]]) == [(1,)] and (my_map(type, [1, 'a']) == [int, str])


def test_bound():
    assert my_map('abc'.index, ['b']) == [1] and my_map({1: 2}.get, [1]) == [2]
    out = []
    my_map(out.append, [1, 2])
    assert out == [1, 2]


def test_unbound():
    assert my_map(int.__neg__, [3]) == [-3] and my_map(dict.fromkeys, ['a']) == [{'a': None}]


def test_fold():
    assert foldl(operator.add, [1, 2], 0) == 3 and foldl(operator.floordiv, [2, 5], 5) == 0 and (foldl(lambda a, x: [x] + a, [1, 2], []) == [2, 1]) and (foldl(max, [1, 5], 0) == 5)


def test_keep():
    assert keep(['a', '1'], str.isdigit) == ['1'] and keep([0, 1], bool) == [1] and (keep([1, 2, 3], {1, 3}.__contains__) == [1, 3])


def test_compose():
    assert compose(str, abs)(-3) == '3' and compose(lambda x: x + 1, lambda x: x * 2)(3) == 7


def test_lazy():
    assert list(lazy([1])) == ['1'] and isinstance(lazy([]), map) and isinstance(filt([]), filter) and isinstance(zipped([], []), zip) and isinstance(enum([]), enumerate) and (not isinstance(lazy([1]), list))


def test_lazy2():
    assert next(lazy([1])) == '1' and list(zipped([1], [2])) == [(1, 2)] and (list(enum('a')) == [(0, 'a')]) and (list(rev([1, 2])) == [2, 1]) and (sorted(chain([1], [2])) == [1, 2]) and (iter(lazy([])) is not None)


def test_chain():
    assert isinstance(chain([1]), itertools.chain)


def test_iterator():
    assert isinstance(lazy([]), collections.abc.Iterator) and isinstance(gen(1), types.GeneratorType) and isinstance(gen(1), collections.abc.Generator) and isinstance(chain(), collections.abc.Iterable)


def test_collections():
    c = counter('aab')
    assert c == {'a': 2, 'b': 1} and c.most_common(1) == [('a', 2)] and isinstance(c, collections.Counter) and (type(c) is collections.Counter) and (c['zz'] == 0)
    d = dd([('a', 1), ('a', 2)])
    assert d == {'a': [1, 2]} and d.default_factory is list
    d['q'].append(1)
    assert d['q'] == [1]
    o = od([('z', 1), ('a', 2)])
    assert list(o) == ['z', 'a'] and o == collections.OrderedDict([('z', 1), ('a', 2)]) and isinstance(o, dict)
    o.move_to_end('z')
    assert list(o) == ['a', 'z']
    q = dq(range(5))
    assert q == collections.deque([2, 3, 4]) and q.maxlen == 3 and (list(q) == [2, 3, 4])


def test_sorted():
    assert ordered(['bb', 'a'], key=len) == ['a', 'bb'] and ordered([1, 2], reverse=True) == [2, 1] and (ordered([(1, 'b'), (0, 'c')], key=lambda t: t[1]) == [(1, 'b'), (0, 'c')]) and (ordered(['b', 'A'], key=str.lower) == ['A', 'b']) and (ordered([3, 1], key=functools.cmp_to_key(lambda a, b: a - b)) == [1, 3])


def test_memo():
    calls = []

    @memo
    def sq(x):
        """doc"""
        calls.append(x)
        return x * x
    assert sq(2) == 4 and sq(2) == 4 and (calls == [2]) and (sq.__name__ == 'sq') and (sq.__doc__ == 'doc') and (sq.cache == {(2,): 4}) and (sq.__wrapped__(3) == 9)


def test_retry():
    tries = []

    @retry(3, (ValueError,))
    def f():
        tries.append(1)
        if len(tries) < 3:
            raise ValueError('x')
        return 'ok'
    assert f() == 'ok' and len(tries) == 3

    @retry(2)
    def g():
        raise KeyError('k')
    with pytest.raises(KeyError, match='k'):
        g()

    @retry(2, KeyError)
    def h():
        raise IndexError
    with pytest.raises(IndexError):
        h()


def test_counted():

    @counted
    def f(x):
        return x
    f(1)
    f(2)
    assert f.n == 2 and f.__name__ == 'f' and isinstance(f, counted)


def test_typed():

    @typed(a=int, b=str)
    def f(a, b):
        return b * a
    assert f(a=2, b='x') == 'xx'
    with pytest.raises(TypeError, match='a must be int'):
        f(a='2', b='x')


def test_lru():
    fib.cache_clear()
    assert fib(30) == 832040 and fib.cache_info().misses == 31 and (fib.cache_info().hits == 28) and (fib.cache_info() == (28, 31, None, 31))
    assert callable(fib.__wrapped__)


def test_dispatch():
    assert show(1) == 'int' and show([]) == 'list' and (show('') == 'any') and (show(True) == 'int')


def test_dispatch_reg():

    @show.register(str)
    def _(x):
        return 'str'
    assert show('') == 'str'


def test_gen():
    g = gen(1)
    assert next(g) == 0 and g.send(4) == 8
    with pytest.raises(StopIteration) as e:
        g.send(None)
    assert e.value.value == 'end' and list(g) == [] and (inspect.getgeneratorstate(g) == 'GEN_CLOSED')


def test_deleg():
    g = delegating()
    next(g)
    assert g.send(1) == 2 and next(g) == 'end'


def test_islice():
    assert list(itertools.islice(primes(), 5)) == [2, 3, 5, 7, 11] and [p for p, _ in zip(primes(), range(3))] == [2, 3, 5] and (list(itertools.takewhile(lambda p: p < 6, primes())) == [2, 3, 5])


def test_close():
    log = []
    g = close_log(log)
    next(g)
    g.close()
    assert log == ['closed']


def test_close_del():
    log = []
    g = close_log(log)
    next(g)
    del g
    import gc
    gc.collect()
    assert log == ['closed']


def test_inspect():
    assert inspect.isfunction(my_map) and inspect.isgeneratorfunction(gen) and (list(inspect.signature(retry).parameters) == ['times', 'exceptions']) and (inspect.signature(ordered).parameters['key'].default is None) and (str(inspect.signature(my_map)) == '(f, xs)') and (inspect.getfullargspec(foldl).args == ['f', 'xs', 'init']) and ('return' in inspect.getsource(my_map)) and (my_map.__module__ == 'listops') and (retry.__defaults__ == ((Exception,),)) and inspect.isclass(counted) and inspect.ismodule(listops)


def test_members():
    assert {n for n, f in inspect.getmembers(listops, inspect.isfunction) if not n.startswith('_')} >= {'my_map', 'foldl'} and [n for n, c in inspect.getmembers(listops, inspect.isclass) if c.__module__ == 'listops'] == ['counted']
