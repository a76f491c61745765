"""The command really runs, where the simulated image is laid out as files."""

from __future__ import annotations

import signal

from laid_out import Container, get


def test_the_service_answers_and_ends_on_sigterm():
    container = Container()
    server = container.start()
    assert get(container.image, "/health", server) == "well"
    server.signal(signal.SIGTERM)
    try:
        status = server.wait(3)
    except TimeoutError:
        raise AssertionError("3 s after SIGTERM process 1 still runs: it has not handed the signal on to Python") from None
    assert status == 0, f"after SIGTERM the service ended with status {status}, not 0:\n{server.log()[-600:]}"


def test_the_count_survives_a_restart():
    container = Container()
    for visit in (1, 2):
        server = container.start()
        assert get(container.image, "/health", server) == "well"
        answer = get(container.image, "/visits", server)
        assert answer == f"visits: {visit}", f"visit {visit}, one in each run of the service, was answered {answer!r}:\n{server.log()[-600:]}"
        server.stop(3)


def test_the_healthcheck_tells_a_service_that_is_up_from_one_that_is_not():
    container = Container()
    assert container.check() != 0, "nothing runs, and the health check is content"
    server = container.start()
    assert get(container.image, "/health", server) == "well"
    assert container.check() == 0, "the service is up, and the health check fails"
