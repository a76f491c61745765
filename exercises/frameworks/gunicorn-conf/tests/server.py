"""gunicorn with the submitted configuration and the given service, and clients of it."""

from __future__ import annotations

import concurrent.futures
import http.client
import pathlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import assay
from upstream import Upstream

BOOT_WAIT_S = 60


class Gunicorn:
    """One gunicorn; `up` is its upstream."""

    def __init__(self, load_s: float) -> None:
        self.load_s = load_s
        self.up = Upstream()

    def start(self) -> None:
        """Starts it and waits until all its processes are there."""
        given = pathlib.Path(__file__).with_name("given_service.py").read_text()
        assay.put("service.py", given)
        self.port = assay.free_port()
        before = assay.usage()
        env = {"PORT": str(self.port), "UPSTREAM_PORT": str(self.up.port), "LOAD_S": str(self.load_s)}
        self.process = assay.spawn(["python3", "-m", "gunicorn", "service:app"], env=env)
        self.process.ready(self.port, BOOT_WAIT_S)
        assert self.status("/", timeout=BOOT_WAIT_S) == 200, f"the service does not answer; the end of the log:\n{self.process.log()[-2000:]}"
        self.settle()
        self.memory_mb = assay.usage().memory_mb - before.memory_mb

    def settle(self) -> None:
        """Waits until the number of processes and their memory stay the same for a second."""
        same, last = 0, (0, 0.0)
        until = time.monotonic() + BOOT_WAIT_S
        while same < 10 and time.monotonic() < until:
            time.sleep(0.1)
            now = assay.usage()
            same = same + 1 if now.processes == last[0] and abs(now.memory_mb - last[1]) < 2 else 0
            last = (now.processes, now.memory_mb)

    def ask(self, path: str) -> int | str:
        """Asks, and asks again for five seconds while connections are lost before an answer begins, as a proxy would."""
        until = time.monotonic() + 5
        while not isinstance(status := self.status(path), int) and time.monotonic() < until:
            time.sleep(0.02)  # the worker that is leaving takes the next one, too
        return status

    def status(self, path: str, timeout: float = 20) -> int | str:
        """Asks once, on a new connection; gives the status of the answer, or why there is none."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            response.read()
            return response.status
        except (OSError, http.client.HTTPException) as error:
            return type(error).__name__
        finally:
            connection.close()

    def overlap(self, clients: int, want: int) -> int:
        """Lets that many clients ask for /io at once; gives how many waits for the upstream overlapped."""
        self.up.hold("io")
        with concurrent.futures.ThreadPoolExecutor(clients) as pool:
            asked = [pool.submit(self.ask, "/io") for _ in range(clients)]
            most = until(lambda: self.up.open["io"], lambda seen: seen >= want, 4)
            self.up.release("io")
            statuses = {each.result() for each in asked}
        assert statuses == {200}, f"{clients} clients asked for /io at once and got {statuses}"
        return most

    def stop(self) -> None:
        """Ends it, and whatever of it does not want to."""
        assay.restart()


@contextmanager
def gunicorn(load_s: float = 0.5) -> Iterator[Gunicorn]:
    """A gunicorn of its own for a test."""
    server = Gunicorn(load_s)
    with server.up:
        server.start()
        try:
            yield server
        finally:
            for kind in ("io", "two", "hang"):
                server.up.release(kind)
            server.stop()


def until[T](look: Callable[[], T], good: Callable[[T], bool], seconds: float) -> T:
    """Looks every few milliseconds until it is good, for some seconds at most; gives what was seen last."""
    end = time.monotonic() + seconds
    while not good(seen := look()) and time.monotonic() < end:
        time.sleep(0.01)
    return seen


def once[T](make: Callable[[], T]) -> Callable[[], T]:
    """Makes something at the first call and gives it at each; if that fails, every test that needs it fails."""
    made: list[T] = []
    failed: list[str] = []

    def get() -> T:
        if not made and not failed:
            try:
                made.append(make())
            except AssertionError as error:
                failed.append(str(error))
        if failed:
            raise AssertionError(failed[0])
        return made[0]

    return get
