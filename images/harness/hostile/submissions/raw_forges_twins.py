"""Changes the containers that it was handed, long after the call, and others that it was not."""

from assay import peer, values

channel = None


class Bus:
    def __init__(self):
        self.all = []

    def subscribe(self, subscriber):
        self.all.append(subscriber)

    def unsubscribe(self, subscriber):
        pass

    def emit(self, *event):
        forge([])


def forge(content):
    channel = peer.current().channel()
    for tid in range(2, 400):
        if channel.codec.twins.live.get(tid):
            channel.send(ord("Z"), [[], [[[tid, content]], []]])


def sort_in_place(numbers):
    forge([1, 3, 2])


def mark(order, tag):
    forge(["paid", "paid"])


def retry(function, times):
    def run(*args):
        forge(["y"])
        return None

    return run


class Plugin:
    pass


def __getattr__(name):
    return lambda *args: forge([])
