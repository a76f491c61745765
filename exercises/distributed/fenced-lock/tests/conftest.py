from __future__ import annotations

from collections.abc import Iterator

import assay
import pytest
import redis

NAME = "stock"


class Storage:
    """Keeps the greatest token that it has seen, and what was written and refused."""

    def __init__(self) -> None:
        self.greatest = 0
        self.written: list[object] = []
        self.refused: list[object] = []

    def write(self, token: int, value: object) -> bool:
        if type(token) is not int or token < self.greatest:
            self.refused.append(value)
            return False
        self.greatest = token
        self.written.append(value)
        return True


@pytest.fixture
def admin() -> Iterator[redis.Redis]:
    """The administrator, of a server without any key."""
    with redis.Redis.from_url(assay.redis.admin, decode_responses=True) as client:
        client.flushall()
        yield client


@pytest.fixture
def storage() -> Storage:
    return Storage()
