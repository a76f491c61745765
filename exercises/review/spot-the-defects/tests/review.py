"""The submitted review, read as text and matched with the key."""

from __future__ import annotations

import json
from typing import Any

import assay
from key import DECOYS, DEFECTS, Defect

VERDICTS = ["approve", "comment", "request changes"]
CATEGORIES = ["security", "correctness", "concurrency", "performance", "api", "privacy", "tests", "style"]
KEYS = {"id": str, "file": str, "line": int, "category": str, "severity": str, "comment": str, "suggestion": str}

type Finding = dict[str, Any]


def review() -> dict[str, Any]:
    """Give review.json, or fail with what is wrong with it."""
    try:
        found = json.loads(assay.source("review.json"))
    except ValueError as error:
        raise AssertionError(f"review.json is not JSON: {error}") from None
    assert isinstance(found, dict), "review.json is an object with verdict and findings"
    assert isinstance(found.get("findings"), list), "findings is a list"
    return found


def has_form(finding: object) -> bool:
    """Tell whether a finding has all its keys, each of its type."""
    return isinstance(finding, dict) and set(finding) == set(KEYS) and all(type(finding[key]) is kind for key, kind in KEYS.items())


def findings() -> list[Finding]:
    """Give the findings that can be read."""
    return [finding for finding in review()["findings"] if has_form(finding)]


def on(defect: Defect) -> list[Finding]:
    """Give the findings that point at a defect; the one that names its consequence comes first."""
    found = [finding for finding in findings() if defect.place.holds(finding["file"], finding["line"])]
    return sorted(found, key=lambda finding: not defect.understood(finding["comment"]))


def strays() -> list[Finding]:
    """Give the findings that point at none of the defects."""
    return [finding for finding in findings() if not any(defect.place.holds(finding["file"], finding["line"]) for defect in DEFECTS)]


def decoys_of(finding: Finding) -> list[str]:
    """Give the decoys that a finding points at."""
    return [name for name, place in DECOYS.items() if place.holds(finding["file"], finding["line"])]


def where(finding: Finding) -> str:
    """Give the place of a finding."""
    return f"{finding['file']}:{finding['line']}"
