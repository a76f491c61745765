"""The three defects that must not be merged, found in the text of the functions."""

import inspect

from shop import notify, pricing, store


def repro_sql():
    assert "{text}" not in inspect.getsource(store.search_orders), "the text becomes part of the statement"


def repro_task():
    assert "asyncio.create_task(self._both" not in inspect.getsource(notify.Notifier.confirm_refund), "nobody awaits the task"


def repro_money():
    assert "float(line.price)" not in inspect.getsource(pricing.refund_due), "money is kept as float"
