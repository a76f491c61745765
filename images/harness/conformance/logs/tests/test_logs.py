"""What a solution logs, at which levels, and how it sets them."""
import io
import logging
import unittest

import service


def test_the_solutions_own_level_decides(caplog):
    service.serve("a")
    assert caplog.messages == ["serving a"]
    assert caplog.record_tuples == [("service", logging.INFO, "serving a")]


def test_levels_are_the_same_everywhere():
    assert logging.getLogger("service").level == logging.INFO
    assert service.logger.level == logging.INFO
    assert service.levels() == (logging.INFO, logging.INFO, False, logging.WARNING)


def test_a_logger_is_set_up():
    out = io.StringIO()
    logger = service.set_up("INFO", out)
    assert logging.getLogger("app").level == logging.INFO
    assert logger.level == logging.INFO
    assert not logger.propagate
    logger.info("one")
    logger.debug("two")
    assert out.getvalue() == "INFO:one\n"
    assert service.set_up("INFO", out).name == "app"
    assert len(logger.handlers) == 1
    assert isinstance(logger.handlers[0], logging.StreamHandler)


def test_a_logger_is_configured():
    service.configure()
    assert logging.getLogger("configured").level == logging.ERROR


def test_a_logger_is_hushed(caplog):
    service.talk()
    assert caplog.messages == ["a warning", "an error"]
    caplog.clear()
    service.hush()
    service.talk()
    assert caplog.messages == ["an error"]
    assert logging.getLogger("noisy").level == logging.ERROR


def test_the_tests_level_reaches_the_solution(caplog):
    with caplog.at_level(logging.DEBUG, logger="service"):
        service.serve("a")
        assert service.levels()[0] == logging.DEBUG
    assert caplog.messages == ["serving a", "details"]
    assert service.levels()[0] == logging.INFO
    caplog.set_level(logging.ERROR, logger="service")
    service.serve("b")
    assert caplog.messages == ["serving a", "details"]


def test_the_root_loggers_level_reaches_the_solution(caplog):
    caplog.set_level(logging.DEBUG)
    assert service.levels()[3] == logging.DEBUG


def test_logging_is_disabled(caplog):
    service.silence(True)
    service.talk()
    assert caplog.messages == []
    service.silence(False)
    service.talk()
    assert "an error" in caplog.messages


def test_a_filter_adds_to_the_record(caplog):
    service.greet()
    assert caplog.records[0].user == "ada"


def test_an_exception_is_logged(caplog):
    service.fail()
    assert caplog.records[0].exc_info[0] is ZeroDivisionError
    assert "Traceback (most recent call last)" in caplog.text
    assert "ZeroDivisionError: division by zero" in caplog.text


def test_parts_of_records(caplog):
    service.speak()
    numbered, between, named, listed = caplog.records
    assert numbered.request == 5
    assert between.levelno == 35
    assert (named.getMessage(), named.args) == ("1", {"what": 1})
    assert (listed.getMessage(), listed.args) == ("1 [2]", (1, [2]))


def test_a_handler_of_the_test():
    seen = []

    class Collect(logging.Handler):
        def emit(self, record):
            seen.append((record.name, record.getMessage(), record.funcName, record.module))

    handler = Collect()
    logging.getLogger("service").addHandler(handler)
    try:
        service.serve("a")
    finally:
        logging.getLogger("service").removeHandler(handler)
    assert seen == [("service", "serving a", "serve", "service")]


def test_a_level_has_a_name(caplog):
    assert logging.getLevelName(5) == "TRACE"
    with caplog.at_level(5, logger="fine"):
        logging.getLogger("fine").log(5, "fine")
    assert [record.levelname for record in caplog.records] == ["TRACE"]


def test_a_filter_changes_records_of_the_test():
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(service.Masked("password", "token"))
    logger = logging.Logger("apart")
    logger.addHandler(handler)
    logger.error("login password=%s user=%s", "hunter2", "ann")
    logger.error("token=abc")
    assert out.getvalue() == "login password=*** user=ann\ntoken=***\n"


def test_a_record_is_changed():
    record = logging.makeLogRecord({"msg": "token=%s", "args": ("abc",)})
    assert service.Masked("token").filter(record) is True
    assert (record.msg, record.args, record.masked) == ("token=***", (), True)
    assert service.numbered(record, 7) is record
    assert record.number == 7


class TestLogs(unittest.TestCase):
    def test_assert_logs(self):
        with self.assertLogs("service", level="INFO") as found:
            service.serve("a")
        self.assertEqual(found.output, ["INFO:service:serving a"])

    def test_assert_no_logs(self):
        with self.assertNoLogs("other"):
            service.serve("a")
        with self.assertRaises(AssertionError), self.assertNoLogs("service", level="INFO"):
            service.serve("a")


def test_a_logger_that_the_test_has_set_up_stays_so(caplog):
    noisy = logging.getLogger("noisy")
    noisy.setLevel(logging.WARNING)
    service.talk()
    assert caplog.messages == ["a warning", "an error"]
    noisy.setLevel(logging.NOTSET)
