import multiprocessing as mp, threading, concurrent.futures as cf, asyncio, queue, collections, time, subprocess, sys


def letters(t):
    return collections.Counter((c for c in t.lower() if c in 'ab'))


def pool(texts):
    with mp.Pool(2) as p:
        return sum(p.map(letters, texts), collections.Counter())


def procs(texts):
    with cf.ProcessPoolExecutor(2) as ex:
        return dict(sum(ex.map(letters, texts), collections.Counter()))


def threads(texts):
    with cf.ThreadPoolExecutor(4) as ex:
        return dict(sum(ex.map(letters, texts), collections.Counter()))


def thread_fn(f, xs):
    with cf.ThreadPoolExecutor(4) as ex:
        return list(ex.map(f, xs))


def qproc(n):
    q = mp.Queue()
    ps = [mp.Process(target=put, args=(q, i)) for i in range(n)]
    [p.start() for p in ps]
    r = sorted((q.get(timeout=10) for _ in ps))
    [p.join() for p in ps]
    return r


def put(q, i):
    q.put(i * i)


def value():
    v = mp.Value('i', 0)
    ps = [mp.Process(target=inc, args=(v,)) for _ in range(3)]
    [p.start() for p in ps]
    [p.join() for p in ps]
    return v.value


def inc(v):
    with v.get_lock():
        v.value = 1


async def agather(fs):
    return await asyncio.gather(*(f() for f in fs))


def run():
    return asyncio.run(amain())


async def amain():
    await asyncio.sleep(0)
    return 5


def sub():
    return subprocess.run([sys.executable, '-c', 'print(6*7)'], capture_output=True, text=True).stdout


def submit(f):
    ex = cf.ThreadPoolExecutor(1)
    return ex.submit(f)


class Worker(threading.Thread):

    def __init__(self, q):
        super().__init__()
        self.q = q
        self.out = []

    def run(self):
        while (i := self.q.get()) is not None:
            self.out.append(i)


class Safe:

    def __init__(self):
        self.lock = threading.Lock()
        self.n = 0

    def inc(self):
        with self.lock:
            self.n += 1
