import pytest

import counter


@pytest.fixture
def fresh_counter():
    counter.reset()
    yield counter
    counter.reset()
