"""A service that logs as services do: a logger of the module, with a level of its own."""
import logging
import logging.config
import re
import sys

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)


def serve(request):
    logger.info("serving %s", request)
    logger.debug("details")


def set_up(level, stream=None):
    named = logging.getLogger("app")
    named.setLevel(level)
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(logging.Formatter("%(levelname)s:%(message)s"))
    named.handlers.clear()
    named.addHandler(handler)
    named.propagate = False
    return named


def configure():
    logging.config.dictConfig(
        {"version": 1, "disable_existing_loggers": False, "loggers": {"configured": {"level": "ERROR"}}}
    )


def talk():
    logging.getLogger("noisy").warning("a warning")
    logging.getLogger("noisy").error("an error")


def hush():
    logging.getLogger("noisy").setLevel(logging.ERROR)


def silence(on):
    logging.disable(logging.CRITICAL if on else logging.NOTSET)


class User(logging.Filter):
    def filter(self, record):
        record.user = "ada"
        return True


def greet():
    greeter = logging.getLogger("greeter")
    greeter.addFilter(User())
    greeter.warning("hello")


def fail():
    try:
        1 / 0
    except ZeroDivisionError:
        logger.exception("it failed")


def speak():
    logger.warning("numbered", extra={"request": 5})
    logger.log(35, "between")
    logger.warning("%(what)s", {"what": 1})
    logger.warning("%d %s", 1, [2])


def levels():
    return logger.level, logger.getEffectiveLevel(), logger.isEnabledFor(logging.DEBUG), logging.getLogger().level


logging.addLevelName(5, "TRACE")


class Masked(logging.Filter):
    """Hides what comes after a name."""

    def __init__(self, *names):
        super().__init__()
        self.names = names

    def filter(self, record):
        text = record.getMessage()
        for name in self.names:
            text = re.sub(rf"\b{name}=\S+", f"{name}=***", text)
        record.msg, record.args = text, ()
        record.masked = True
        return True


def numbered(record, number):
    record.number = number
    return record
