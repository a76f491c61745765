"""A pytest plugin that writes one JSON line for each test: its id, outcome and reason."""
from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest


class Recorder:
    """Folds the reports of setup, call and teardown into one outcome for each test."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.rows: dict[str, dict[str, Any]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        row = self.rows.setdefault(report.nodeid, {"outcome": "passed", "reason": ""})
        if report.failed and row["outcome"] == "passed":
            row["outcome"] = "failed" if report.when == "call" else "error"
            row["reason"] = reason(report)
        elif report.skipped and row["outcome"] == "passed":
            row["outcome"] = "skipped"

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.rows[report.nodeid] = {"outcome": "error", "reason": str(report.longrepr)}

    def pytest_sessionfinish(self) -> None:
        lines = [json.dumps({"id": key, **row}) for key, row in self.rows.items()]
        self.target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def reason(report: pytest.TestReport) -> str:
    """Gives the first line of what went wrong, such as `ValueError: empty`."""
    crash = getattr(report.longrepr, "reprcrash", None)
    text = crash.message if crash is not None else str(report.longrepr)
    return text.strip().split("\n", 1)[0]


def pytest_configure(config: pytest.Config) -> None:
    """Starts recording into the file named by CONFORMANCE_RECORD."""
    target = os.environ.pop("CONFORMANCE_RECORD", None)
    if target is not None:
        config.pluginmanager.register(Recorder(Path(target)), "conformance-record")
