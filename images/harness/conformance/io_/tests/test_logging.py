import logging

import console


def test_warning_is_logged(caplog):
    assert console.work(-5) == -2
    assert caplog.messages == ["negative value: -5"]
    assert caplog.records[0].levelname == "WARNING"
    assert caplog.records[0].name == "console"


def test_debug_needs_the_level(caplog):
    console.work(5)
    assert caplog.records == []
    with caplog.at_level(logging.DEBUG, logger="console"):
        console.work(5)
    assert caplog.record_tuples == [("console", logging.DEBUG, "working on 5")]


def test_exception_information(caplog):
    assert console.work(0) is None
    record = caplog.records[-1]
    assert record.levelno == logging.ERROR
    assert record.exc_info[0] is ZeroDivisionError
    assert "division failed" in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_extra_fields(caplog):
    caplog.set_level(logging.INFO, logger="audit")
    console.record("ann", "login")
    assert caplog.records[0].user == "ann"
    assert caplog.records[0].getMessage() == "ann did login"
    assert caplog.records[0].args == ("ann", "login")


def test_own_handler():
    messages = []

    class Collect(logging.Handler):
        def emit(self, record):
            messages.append(record.getMessage())

    handler = Collect()
    logging.getLogger("console").addHandler(handler)
    try:
        console.work(-1)
    finally:
        logging.getLogger("console").removeHandler(handler)
    console.work(-2)
    assert messages == ["negative value: -1"]


def test_logger_of_the_module(caplog):
    assert console.logger.name == "console"
    with caplog.at_level(logging.ERROR):
        console.work(-1)
    assert caplog.messages == []


def test_clearing(caplog):
    console.work(-1)
    caplog.clear()
    assert caplog.messages == []
    console.work(-3)
    assert caplog.messages == ["negative value: -3"]
