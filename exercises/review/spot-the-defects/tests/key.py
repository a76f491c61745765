"""What is planted in the diff: nine defects, and five places that only look like defects."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

GIVEN = Path(__file__).parent / "given"
SEVERITIES = ["nit", "minor", "major", "blocking"]
NEAR = 2


@dataclass(frozen=True, kw_only=True)
class Place:
    """Lines of a file of the pull request, found by what stands on the first and the last of them."""

    file: str
    first: str
    last: str

    def lines(self) -> range:
        text = (GIVEN / (Path(self.file).stem + ".txt")).read_text().splitlines()
        begin = next(number for number, line in enumerate(text, start=1) if self.first in line)
        end = next(number for number, line in enumerate(text, start=1) if number >= begin and self.last in line)
        return range(begin, end + 1)

    def holds(self, file: str, line: int) -> bool:
        """Tell whether a finding points here, two lines off at most."""
        lines = self.lines()
        return file == self.file and lines.start - NEAR <= line < lines.stop + NEAR


@dataclass(frozen=True, kw_only=True)
class Defect:
    """One planted defect. A comment that names its consequence has one of the words."""

    name: str
    place: Place
    severity: str
    words: str
    beyond_correctness: bool = False

    def understood(self, comment: str) -> bool:
        return re.search(self.words, comment, re.IGNORECASE) is not None


def _at(file: str, first: str, last: str | None = None) -> Place:
    return Place(file=file, first=first, last=first if last is None else last)


BLOCKING = [
    Defect(
        name="SQL built from what a customer types",
        place=_at("shop/store.py", "query = (", "db.execute(query)"),
        severity="blocking",
        words=r"inject|escap|quot|apostroph|attack|malicious|arbitrary|strange|other (customer|people)|every(one|body| customer)|any(one|body)|all orders|o'",
    ),
    Defect(
        name="a task nobody awaits or refers to",
        place=_at("shop/notify.py", "mail_customer =", "asyncio.create_task(self._both"),
        severity="blocking",
        words=r"never|los[et]|vanish|disappear|garbage|collect|cancel|swallow|silent|notic|unseen|\bsent\b|send|exception|error|fail|reference|too early|before",
    ),
    Defect(
        name="money as float",
        place=_at("shop/pricing.py", "total = 0.0", "Decimal(f"),
        severity="blocking",
        words=r"round|\bcents?\b|exact|precis|drift|binary|off by|wrong (amount|sum)|too (little|much)|\d\.\d",
    ),
]
OTHERS = [
    Defect(
        name="a public function is renamed",
        place=_at("shop/store.py", "def get("),
        severity="major",
        words=r"break|broke|billing|caller|import|AttributeError|TypeError|compatib|deprecat|interface|clients?\b",
        beyond_correctness=True,
    ),
    Defect(
        name="no test for the heart of the change",
        place=_at("tests/test_shop.py", '"""Tests of the shop', "report.totals(db) =="),
        severity="major",
        words=r"test|cover|regress|notice|check",
        beyond_correctness=True,
    ),
    Defect(
        name="personal data in the log",
        place=_at("shop/store.py", "log.info("),
        severity="major",
        words=r"privacy|private|personal|gdpr|e-?mail|address|\bpii\b|leak|sensitive|protection",
        beyond_correctness=True,
    ),
    Defect(
        name="a query for each order",
        place=_at("shop/report.py", "for number, customer in orders", "found[customer] ="),
        severity="major",
        words=r"n ?\+ ?1|quer|round.?trip|slow|(each|every|per) order|thousand|scale|statement|40,?000",
        beyond_correctness=True,
    ),
    Defect(
        name="a damaged history is thrown away",
        place=_at("shop/report.py", "history = json.loads(path.read_text())", "history = {}"),
        severity="major",
        words=r"swallow|hid(e|den)|mask|los[etis]|overwr|wipe|eras|corrupt|damage|destroy|delet|permission|silent|gone|history|broken",
    ),
    Defect(
        name="two commits for one refund",
        place=_at("shop/store.py", 'db.execute("INSERT INTO refunds', "SET status = 'refunded'"),
        severity="major",
        words=r"crash|half|partial|transaction|atomic|between|consist|power|twice|second time|again|interrupt|roll|killed|fails?\b",
    ),
]
DEFECTS = BLOCKING + OTHERS

DECOYS = {
    "`except BaseException` that rolls back and raises again": _at("shop/store.py", "except BaseException", "raise"),
    "a statement built from question marks only": _at("shop/store.py", "marks =", "IN ({marks})"),
    "a cent more for the first parts": _at("shop/pricing.py", "cents, rest =", "* rest +"),
    "a task that a set holds until it is done": _at("shop/notify.py", "asyncio.create_task(metric(name))", "add_done_callback"),
    "a copy of the keys while some are deleted": _at("shop/notify.py", "for customer in list(", "del self._last_mail"),
}
