"""Each blocking finding has a function that fails because of the defect, and of nothing else.

Repros run in the candidate's process, each in a fresh one. What they answer
could be forged there, so the order is random and each version of the code
comes in several wordings: only what runs tells the good from the bad.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

import assay
import pytest
from key import BLOCKING
from review import findings, on
from variants import THREE_REPAIRED, WITH_DEFECT, WITHOUT_DEFECT, all_but, only

RUN = """
try:
    import repro
except BaseException as error:
    result = ("broken", f"repro.py cannot be imported: {type(error).__name__}: {error}")
else:
    try:
        function = getattr(repro, name)
    except AttributeError:
        result = ("missing", "")
    else:
        try:
            function()
            result = ("passed", "")
        except BaseException as error:
            result = ("failed", f"{type(error).__name__}: {error}"[:500])
"""
MANY = """
import repro
for name in names:
    try:
        getattr(repro, name)()
    except BaseException:
        pass
"""
NONE = "no finding is blocking, so nothing is reproduced"
NAMES = dict(zip(["sql", "task", "money"], BLOCKING, strict=True))


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run of one repro on one version of the code."""

    finding: str
    version: str
    has_defect: bool
    alone: bool
    """The code differs in this one defect from the code repaired, or from the code submitted."""
    outcome: str
    detail: str


def lay_out(files: dict[str, str]) -> None:
    """Give the candidate a fresh process that finds this code, and repro.py as it was submitted."""
    assay.restart()
    for path, text in files.items():
        assay.put(path, text)
    assay.put("repro.py", assay.source("repro.py"))


def blocking_ids() -> list[str]:
    return [finding["id"] for finding in findings() if finding["severity"] == "blocking"]


def planned() -> list[tuple[str, str, dict[str, str], bool, bool]]:
    """Give finding, version, files, whether the defect is there, and whether that is the only difference."""
    plan = [(name, version, files, True, False) for name in blocking_ids() for version, files in WITH_DEFECT.items()]
    plan += [(name, version, files, False, False) for name in blocking_ids() for version, files in WITHOUT_DEFECT.items()]
    for short, defect in NAMES.items():
        for name in [finding["id"] for finding in on(defect) if finding["severity"] == "blocking"]:
            plan.append((name, "with the other blocking defects repaired as well", THREE_REPAIRED, False, True))
            plan.append((name, "with this defect alone repaired", only(short), False, True))
            plan.append((name, "with everything repaired but this defect", all_but(short), True, True))
    random.SystemRandom().shuffle(plan)
    return plan


@pytest.fixture(scope="module")
def runs() -> list[Run]:
    done = []
    for name, version, files, has_defect, alone in planned():
        lay_out(files)
        outcome, detail = assay.probe(RUN, name=f"repro_{name}")
        done.append(Run(finding=name, version=version, has_defect=has_defect, alone=alone, outcome=str(outcome), detail=str(detail)))
    return done


def test_each_blocking_finding_has_a_repro(runs: list[Run]):
    assert runs, NONE
    for run in runs:
        assert run.outcome != "broken", run.detail
        assert run.outcome != "missing", f"{run.finding} is blocking, and repro.py has no function repro_{run.finding}"


def test_repros_fail_where_the_defect_is(runs: list[Run]):
    assert runs, NONE
    for run in runs:
        if run.has_defect and not run.alone:
            assert run.outcome != "passed", f"repro_{run.finding} passes on the code {run.version}: it does not show the defect"


def test_repros_pass_where_the_defect_is_repaired(runs: list[Run]):
    assert runs, NONE
    for run in runs:
        if not run.has_defect and not run.alone:
            assert run.outcome != "failed", f"repro_{run.finding} fails on the code {run.version}: {run.detail}"


def test_repros_show_their_own_defect_and_no_other(runs: list[Run]):
    assert runs, NONE
    for run in runs:
        if run.alone and run.has_defect:
            assert run.outcome != "passed", f"repro_{run.finding} passes on the code {run.version}: it showed something else"
        if run.alone and not run.has_defect:
            assert run.outcome != "failed", f"repro_{run.finding} fails on the code {run.version}: it shows something else as well. {run.detail}"


def test_repros_cost_next_to_nothing():
    assert blocking_ids(), NONE
    cpu = []
    for _ in range(3):  # noise only adds, so the best of three counts
        lay_out(WITHOUT_DEFECT["repaired"])
        with assay.meter() as meter:
            assay.probe(MANY, names=[f"repro_{name}" for name in blocking_ids()])
        cpu.append(meter.cpu_s)
        if min(cpu) <= 0.25:
            break
    assay.bound(min(cpu), at_most=0.25, unit="CPU-s", message="all repros together should be cheap: the smallest case that fails is the clearest")
