import asyncio
import unittest

import pytest
import pytest_asyncio

import crawler


@pytest.mark.asyncio
async def test_with_the_plugin():
    assert await crawler.add(20, 22) == 42


@pytest.mark.asyncio
@pytest.mark.parametrize("a, b, total", [(1, 2, 3), (-1, 1, 0)])
async def test_parametrized(a, b, total):
    assert await crawler.add(a, b) == total


@pytest_asyncio.fixture
async def connection():
    log = []
    async with crawler.Connection(log) as opened:
        yield opened
    assert log == ["open", "close None"]


@pytest.mark.asyncio
async def test_async_fixture(connection):
    assert connection.open
    assert await connection.query("x") == "X"


@pytest.mark.asyncio
async def test_concurrency_with_the_plugin():
    started = asyncio.Event()

    async def fetch(url):
        if url == "second":
            started.set()
        else:
            await started.wait()
        return url

    assert await crawler.fetch_all(fetch, ["first", "second"]) == ["first", "second"]


class TestCrawler(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.log = []
        self.connection = await crawler.Connection(self.log).__aenter__()

    async def asyncTearDown(self):
        await self.connection.__aexit__(None, None, None)

    async def test_query(self):
        self.assertEqual(await self.connection.query("abc"), "ABC")
        self.assertEqual(self.log, ["open"])

    async def test_error(self):
        with self.assertRaisesRegex(ValueError, "bad"):
            await crawler.fail(ValueError, "bad")

    async def test_stream(self):
        self.assertEqual([item async for item in crawler.ticker(2)], [0, 1])

    def test_plain(self):
        self.assertFalse(crawler.Connection([]).open)
