"""One service for all tests; each makes users of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from service import Service


@pytest.fixture(scope="session")
def service() -> Iterator[Service]:
    service = Service()
    yield service
    service.stop()
