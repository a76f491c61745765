import asyncio, queue, threading, time, unittest, pytest, concurrent.futures
import par
T = ['aab', 'Bc', ''] * 3
W = {'a': 6, 'b': 6, 'c': 3}


def test_pool():
    assert par.pool(T) == W


def test_procs():
    assert par.procs(T) == W


def test_threads():
    assert par.threads(T) == W


def test_thread_fn():
    seen = []

    def f(x):
        seen.append(threading.current_thread().name)
        return x * 2
    assert par.thread_fn(f, range(5)) == [0, 2, 4, 6, 8] and len(seen) == 5


def test_qproc():
    assert par.qproc(3) == [0, 1, 4]


def test_value():
    assert par.value() == 3


def test_gather():

    async def one():
        await asyncio.sleep(0.01)
        return 1
    assert asyncio.run(par.agather([one, one])) == [1, 1]


def test_run():
    assert par.run() == 5


def test_sub():
    assert par.sub() == '42\n'


def test_future():
    f = par.submit(lambda: 3)
    assert f.result(timeout=5) == 3 and f.done()
    assert isinstance(f, concurrent.futures.Future)


def test_future_err():

    def bad():
        raise ValueError('no')
    f = par.submit(bad)
    with pytest.raises(ValueError, match='no'):
        f.result()
    assert isinstance(f.exception(), ValueError)


def test_as_completed():
    fs = [par.submit(lambda i=i: i) for i in range(3)]
    assert sorted((f.result() for f in concurrent.futures.as_completed(fs))) == [0, 1, 2]


def test_worker():
    q = queue.Queue()
    w = par.Worker(q)
    w.start()
    q.put(1)
    q.put(2)
    q.put(None)
    w.join(5)
    assert w.out == [2, 3] and (not w.is_alive()) and isinstance(w, threading.Thread)


def test_lockstep():
    s = par.Safe()
    ts = [threading.Thread(target=lambda: [s.inc() for _ in range(50)]) for _ in range(8)]
    [t.start() for t in ts]
    [t.join() for t in ts]
    assert s.n == 400


def test_event():
    e = threading.Event()
    assert not e.wait(0.01)


class A(unittest.IsolatedAsyncioTestCase):

    async def asyncSetUp(self):
        self.x = await par.amain()

    async def test_x(self):
        self.assertEqual(self.x, 5)
        self.assertEqual(await asyncio.wait_for(par.amain(), 1), 5)

    async def test_task(self):
        t = asyncio.create_task(par.amain())
        self.assertEqual(await t, 5)
