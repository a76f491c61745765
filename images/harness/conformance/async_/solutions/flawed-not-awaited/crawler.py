"""Coroutines, async generators and things that belong to an event loop."""
import asyncio
import contextlib


def add(a, b):
    return a + b


async def fail(kind, message):
    await asyncio.sleep(0)
    raise kind(message)


class Timeout(Exception):
    pass


async def fetch_all(fetch, urls):
    return await asyncio.gather(*(fetch(url) for url in urls))


def fetch_in_turn(fetch, urls):
    operations = [asyncio.ensure_future(fetch(url)) for url in urls]
    return asyncio.gather(*operations)


async def fetch_bounded(fetch, urls, limit):
    semaphore = asyncio.Semaphore(limit)

    async def one(url):
        async with semaphore:
            return await fetch(url)

    return await asyncio.gather(*(one(url) for url in urls))


async def fetch_group(fetch, urls):
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(fetch(url)) for url in urls]
    return [task.result() for task in tasks]


async def first_of(*callbacks):
    tasks = [asyncio.ensure_future(callback()) for callback in callbacks]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    return next(iter(done)).result()


async def with_retries(operation, attempts):
    for attempt in range(attempts):
        try:
            return await operation()
        except ConnectionResetError:
            return None
        except ConnectionError:
            await asyncio.sleep(0)


async def with_timeout(operation, seconds):
    try:
        return await asyncio.wait_for(operation(), seconds)
    except TimeoutError:
        raise Timeout(f"took longer than {seconds} s") from None


async def ticker(count, delay=0):
    for number in range(count):
        await asyncio.sleep(delay)
        yield number


async def endless(log):
    number = 0
    try:
        while True:
            log.append(number)
            yield number
            number += 1
            await asyncio.sleep(0)
    finally:
        log.append("closed")


async def echo():
    received = yield "ready"
    while received is not None:
        received = yield f"got {received}"


async def collect(source):
    return source


async def doubled(source):
    async for item in source:
        yield item * 2


async def merge(*sources):
    queue = asyncio.Queue()
    finished = object()

    async def drain(source):
        async for item in source:
            await queue.put(item)
        await queue.put(finished)

    async with asyncio.TaskGroup() as group:
        for source in sources:
            group.create_task(drain(source))
        left = len(sources)
        while left:
            item = await queue.get()
            if item is finished:
                left -= 1
            else:
                yield item


class Connection:
    def __init__(self, log, swallow=False):
        self.log = log
        self.swallow = swallow
        self.open = False

    async def __aenter__(self):
        self.open = True
        self.log.append("open")

    async def __aexit__(self, kind, error, traceback):
        await asyncio.sleep(0)
        self.open = False
        self.log.append(f"close {kind.__name__ if kind else None}")
        return self.swallow

    async def query(self, text):
        if not self.open:
            raise RuntimeError("connection is closed")
        await asyncio.sleep(0)
        return text.upper()


@contextlib.asynccontextmanager
async def session(log):
    log.append("start")
    try:
        yield {"user": "ann"}
    finally:
        log.append("stop")


class Countdown:
    def __init__(self, start):
        self.start = start

    def __aiter__(self):
        self.left = self.start
        return self

    async def __anext__(self):
        if self.left == 0:
            raise StopAsyncIteration
        await asyncio.sleep(0)
        self.left -= 1
        return self.left + 1


class Lazy:
    """Awaitable without being a coroutine."""

    def __init__(self, value):
        self.value = value

    def __await__(self):
        yield from asyncio.sleep(0).__await__()
        return self.value


class Worker:
    def __init__(self):
        self.queue = asyncio.Queue()
        self.done = []
        self.cancelled = False

    async def run(self, handle):
        try:
            while True:
                item = await self.queue.get()
                self.done.append(await handle(item))
                self.queue.task_done()
        except asyncio.CancelledError:
            self.cancelled = True
            raise


class Latch:
    def __init__(self, count):
        self.count = count
        self.event = asyncio.Event()

    def count_down(self):
        self.count -= 1
        if self.count == 0:
            self.event.set()

    async def wait(self):
        await self.event.wait()
        return "open"


class RateLimiter:
    def __init__(self):
        self.lock = asyncio.Lock()
        self.inside = 0
        self.most = 0

    async def run(self, operation):
        async with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
            try:
                return await operation()
            finally:
                self.inside -= 1


async def stubborn(log):
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        log.append("cancelled")
        await asyncio.sleep(0)
        log.append("cleaned up")
        raise


async def shielded(operation):
    return await asyncio.shield(operation)


def sync_entry(fetch, urls):
    """Runs its own event loop."""
    return asyncio.run(fetch_all(fetch, urls))


async def background(log):
    async def work():
        await asyncio.sleep(0)
        log.append("background")

    task = asyncio.create_task(work())
    log.append("started")
    return task.done()


async def gather_errors(operations):
    results = await asyncio.gather(*(operation() for operation in operations), return_exceptions=True)
    return [str(result) if isinstance(result, Exception) else result for result in results]


def decorate(function):
    async def wrapper(*args):
        return ["before", function(*args), "after"]

    return wrapper


async def schedule_later():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.call_soon(future.set_result, "done")
    return await future
