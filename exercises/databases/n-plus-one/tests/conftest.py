from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import assay
import models
import pytest
from shop import Shop


@pytest.fixture(scope="session")
def server() -> Shop:
    return Shop(assay.postgres.admin)


@pytest.fixture
def shop(server: Shop) -> Shop:
    """A shop of 100 authors, 500 books."""
    server.fill(100)
    return server


@pytest.fixture
def no_views(shop: Shop) -> Iterator[Shop]:
    """The same, whose views are counted in this test."""
    yield shop
    shop.link.execute("UPDATE book SET views = 0 WHERE views <> 0")


@pytest.fixture
def open_session() -> Iterator[Callable[..., Any]]:
    """Opens sessions in the submission's process, and closes them after the test."""
    opened = []

    def open_one(dsn: str = "") -> Any:
        opened.append(models.open_session(dsn or assay.postgres.dsn))
        return opened[-1]

    yield open_one
    for session in opened:
        session.close()
