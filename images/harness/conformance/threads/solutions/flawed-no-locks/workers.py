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
        current = self.value
        time.sleep(0.0001)
        self.value = current + 1


class BoundedBuffer:
    def __init__(self, size):
        self._items = []
        self._size = size
        self._condition = threading.Condition()

    def put(self, item, timeout=None):
        with self._condition:
            self._items.append(item)
            self._condition.notify_all()

    def get(self, timeout=None):
        with self._condition:
            if not self._condition.wait_for(lambda: self._items, timeout):
                raise TimeoutError("buffer is empty")
            item = self._items.pop()
            self._condition.notify_all()
            return item


class Once:
    def __init__(self, make):
        self._make = make
        self._lock = threading.Lock()
        self._made = False
        self._value = None

    def get(self):
        if not self._made:
            value = self._make()
            self._made = True
            self._value = value
            return value
        return self._value


class _local:
    pass


def remember(value):
    _local.value = value


def recall():
    return getattr(_local, "value", None)


def thread_name():
    return threading.current_thread().name


def parallel_map(function, items, workers=4):
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(function, items))


def completed(functions):
    with ThreadPoolExecutor(len(functions)) as pool:
        return [future.result() for future in as_completed([pool.submit(function) for function in functions])]


def start(function, *args):
    thread = threading.Thread(target=function, args=args, daemon=True)
    thread.start()
    return thread


def later(seconds, function):
    timer = threading.Timer(seconds, function)
    timer.daemon = True
    timer.start()
    return timer


def submit(function, *args):
    future = Future()

    def work():
        try:
            future.set_result(function(*args))
        except Exception as error:
            future.set_exception(error)

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
            self.count += 1


def produce(target, items):
    for item in items:
        target.put(item)
    target.put(None)


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
    barrier.wait()
    return "met"


def guarded(lock, action):
    return action()


class RecursiveSafe:
    def __init__(self):
        self._lock = threading.RLock()
        self.depth = 0

    def enter(self, action):
        with self._lock:
            self.depth += 1
            try:
                return action()
            finally:
                self.depth -= 1


def make_queue(size=0):
    return queue.Queue(size)


def make_event():
    return threading.Event()


def make_pool(workers):
    return ThreadPoolExecutor(workers)


class user:
    name = "nobody"

    @classmethod
    def set(cls, name):
        cls.name = name

    @classmethod
    def get(cls):
        return cls.name


def set_user(name):
    user.set(name)


def current_user():
    return user.get()


def slow_square(number):
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
