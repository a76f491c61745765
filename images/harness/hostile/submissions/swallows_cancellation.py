"""Says True to every exception that passes, and goes on when it is cancelled."""

import asyncio


class Swallow:
    def __enter__(self):
        return []

    def __exit__(self, *error):
        return True

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        return True

    def __await__(self):
        while True:
            try:
                yield
            except BaseException:
                pass


cancelled = Swallow()


async def wait_for_ever():
    while True:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            pass


def __getattr__(name):
    return lambda *args: Swallow()
