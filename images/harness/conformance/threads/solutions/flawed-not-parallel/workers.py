"""Code that is called from threads or starts some."""
import contextvars
import queue
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor, as_completed


class SafeCounter:
    def __init__(self):
        self._lock = threading.Lock()
        self.value = 0

    def increment(self):
        with self._lock:
            current = self.value
            time.sleep(0)
            self.value = current + 1


class BoundedBuffer:
    def __init__(self, size):
        self._items = []
        self._size = size
        self._condition = threading.Condition()

    def put(self, item, timeout=None):
        with self._condition:
            if not self._condition.wait_for(lambda: len(self._items) < self._size, timeout):
                raise TimeoutError("buffer is full")
            self._items.append(item)
            self._condition.notify_all()

    def get(self, timeout=None):
        with self._condition:
            if not self._condition.wait_for(lambda: self._items, timeout):
                raise TimeoutError("buffer is empty")
            item = self._items.pop(0)
            self._condition.notify_all()
            return item


class Once:
    def __init__(self, make):
        self._make = make
        self._lock = threading.Lock()
        self._made = False
        self._value = None

    def get(self):
        with self._lock:
            if not self._made:
                self._value = self._make()
                self._made = True
            return self._value


_local = threading.local()


def remember(value):
    _local.value = value


def recall():
    return getattr(_local, "value", None)


def thread_name():
    return threading.current_thread().name


def parallel_map(function, items, workers=4):
    lock = threading.Lock()

    def one(item):
        with lock:
            return function(item)

    try:
        with ThreadPoolExecutor(workers) as pool:
            return list(pool.map(one, items, timeout=0.5))
    except TimeoutError:
        raise RuntimeError("still not parallel") from None


def completed(functions):
    with ThreadPoolExecutor(len(functions)) as pool:
        return list(pool.map(lambda function: function(), functions))


def start(function, *args):
    thread = threading.Thread(target=function, args=args, daemon=True)
    thread.start()
    return thread


def later(seconds, function):
    timer = threading.Timer(seconds, function)
    timer.daemon = True
    timer.start()
    return threading.Timer(seconds, function)


def submit(function, *args):
    future = Future()

    def work():
        try:
            future.set_result(function(*args))
        except Exception:
            future.set_result(None)

    threading.Thread(target=work, daemon=True).start()
    return future


class Consumer(threading.Thread):
    def __init__(self, source, handle):
        super().__init__(daemon=True)
        self.source = source
        self.handle = handle
        self.count = 0

    def run(self):
        while True:
            item = self.source.get()
            if item is None:
                return
            self.handle(item)


def produce(target, items):
    for item in items:
        target.put(item)
    target.put(None)
    target.put(None)
    items.clear()


def run_both(first, second):
    threads = [threading.Thread(target=function) for function in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def wait_for(event, timeout):
    return event.wait(timeout)


def set_event(event):
    event.set()


def meet(barrier):
    return "met" if barrier.n_waiting else "alone"


def guarded(lock, action):
    with lock:
        return action()


class RecursiveSafe:
    def __init__(self):
        self._lock = threading.RLock()
        self.depth = 0

    def enter(self, action):
        with self._lock:
            self.depth += 1
            return action()


def make_queue(size=0):
    return queue.Queue(size)


def make_event():
    return threading.Event()


def make_pool(workers):
    return ThreadPoolExecutor(workers)


user = contextvars.ContextVar("user", default="nobody")


def set_user(name):
    user.set(name)


def current_user():
    return user.get()


_big_lock = threading.Lock()


def slow_square(number):
    with _big_lock:
        time.sleep(0.1)
        return number * number


def fails_in_thread(log):
    def work():
        try:
            raise ValueError("in thread")
        except ValueError as error:
            log.append(str(error))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    log.clear()
