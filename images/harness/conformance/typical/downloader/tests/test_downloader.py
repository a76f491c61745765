import asyncio
import unittest

from downloader import Download, Downloader, Status


class FakeSite:
    def __init__(self, delay=0.0, fail=()):
        self.delay, self.fail = delay, set(fail)
        self.running = self.most = 0
        self.requests = []

    async def get(self, url):
        self.requests.append(url)
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            await asyncio.sleep(self.delay)
            if url in self.fail:
                raise ConnectionError(f"{url} refused")
            return f"body of {url}"
        finally:
            self.running -= 1


class DownloaderTest(unittest.IsolatedAsyncioTestCase):
    async def test_results_are_in_order(self):
        downloads = await Downloader(FakeSite().get).run(["a", "b"])
        self.assertEqual([d.body for d in downloads], ["body of a", "body of b"])
        self.assertTrue(all(d.status is Status.DONE for d in downloads))

    async def test_at_most_so_many_at_once(self):
        site = FakeSite(delay=0.05)
        await Downloader(site.get, limit=3).run([str(n) for n in range(9)])
        self.assertEqual(site.most, 3)
        self.assertEqual(len(site.requests), 9)

    async def test_failures_are_kept(self):
        good, bad = await Downloader(FakeSite(fail=["bad"]).get, retries=0).run(["good", "bad"])
        self.assertIs(good.status, Status.DONE)
        self.assertIs(bad.status, Status.FAILED)
        self.assertIsInstance(bad.error, ConnectionError)
        self.assertEqual(str(bad.error), "bad refused")

    async def test_retries(self):
        site = FakeSite(fail=["x"])
        await Downloader(site.get, retries=2).run(["x"])
        self.assertEqual(site.requests, ["x", "x", "x"])

    async def test_slow_ones_time_out(self):
        site = FakeSite(delay=30)
        (download,) = await Downloader(site.get, timeout=0.01, retries=0).run(["x"])
        self.assertIs(download.status, Status.TIMEOUT)
        self.assertEqual(site.running, 0)

    async def test_progress(self):
        seen = []

        async def progress(done, total):
            seen.append((done, total))

        await Downloader(FakeSite().get, on_progress=progress).run(["a", "b"])
        self.assertEqual(seen, [(1, 2), (2, 2)])

    async def test_stream_gives_them_as_they_come(self):
        async def get(url):
            await asyncio.sleep({"slow": 0.05, "quick": 0}[url])
            return url

        order = [download.url async for download in Downloader(get).stream(["slow", "quick"])]
        self.assertEqual(order, ["quick", "slow"])

    async def test_cancelling_stops_everything(self):
        site = FakeSite(delay=30)
        task = asyncio.create_task(Downloader(site.get).run(["a", "b"]))
        await asyncio.sleep(0.02)
        self.assertEqual(site.running, 2)
        task.cancel()
        with self.assertRaises(asyncio.CancelledError):
            await task
        self.assertEqual(site.running, 0)

    def test_result_is_comparable(self):
        self.assertEqual(Download("a", Status.DONE, "x"), Download("a", Status.DONE, "x"))
        self.assertNotEqual(Download("a", Status.DONE, "x"), Download("a", Status.FAILED, "x"))
