"""Runs the conformance suite the ordinary way: tests and solution in one process.

Every folder with an `exercise.yaml` below this one is an exercise with a reference
solution and flawed twins. The reference must pass every test; each twin must fail
exactly the tests that `exercise.yaml` declares for it. Needs Python 3.13 with pytest,
hypothesis and pytest-asyncio, so it is run inside the image:

    docker run --rm -v "$PWD/images/harness/conformance:/c:ro" assay/python python3 /c/run.py

With `--json FILE` the outcome of every test is written too, for the comparison with
the proxied way.
"""
from __future__ import annotations

import argparse
import concurrent.futures
import dataclasses
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
TIMEOUT_S = 180


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One exercise folder: where it is, its slug, and which tests each twin must fail."""

    path: Path
    slug: str
    flawed: dict[str, list[str]]

    @property
    def name(self) -> str:
        return str(self.path.relative_to(HERE))

    def solutions(self) -> list[str]:
        return sorted(entry.name for entry in (self.path / "solutions").iterdir() if entry.is_dir())


def areas(wanted: list[str]) -> Iterator[Area]:
    """Yields the areas in the order of their names; `wanted` names or prefixes, empty for all."""
    for manifest in sorted(HERE.rglob("exercise.yaml")):
        name = str(manifest.parent.relative_to(HERE))
        if wanted and not any(name == item or name.startswith(item + "/") for item in wanted):
            continue
        slug, flawed = read_manifest(manifest.read_text(encoding="utf-8"))
        yield Area(path=manifest.parent, slug=slug, flawed=flawed)


def read_manifest(text: str) -> tuple[str, dict[str, list[str]]]:
    """Reads the few shapes of line that the manifests here have; anything else is an error."""
    slug = ""
    flawed: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in text.splitlines():
        if match := re.fullmatch(r"slug: ([\w-]+)", line):
            slug = match[1]
        elif match := re.fullmatch(r"  (flawed-[\w-]+):", line):
            current = flawed.setdefault(match[1], [])
        elif (match := re.fullmatch(r"    - \"?([^\"]+)\"?", line)) and current is not None:
            current.append(match[1])
        elif line and not re.fullmatch(r"flawed:|(title|runtime_skips): .*", line):
            raise ValueError(f"manifest line not understood: {line!r}")
    return slug, flawed


def run(area: Area, solution: str) -> dict[str, dict[str, str]]:
    """Runs one solution with pytest in a fresh process; gives `{test id: {outcome, reason}}`."""
    with tempfile.TemporaryDirectory(prefix="conformance-") as temporary:
        root = Path(temporary)
        shutil.copytree(area.path / "tests", root / "tests")
        shutil.copytree(area.path / "solutions" / solution, root / "work")
        record = root / "record.jsonl"
        scratch = root / "tmp"
        scratch.mkdir()
        environment = dict(
            os.environ,
            PYTHONPATH=os.pathsep.join([str(root / "work"), str(HERE)]),
            PYTHONDONTWRITEBYTECODE="1",
            CONFORMANCE_RECORD=str(record),
            TMPDIR=str(scratch),  # no other run's: some suites use `tempfile.gettempdir()` itself
        )
        command = [sys.executable, "-m", "pytest", "-q", "-p", "record", "-p", "no:cacheprovider"]
        command += ["--rootdir", str(root / "tests"), str(root / "tests")]
        try:
            done = subprocess.run(
                command, cwd=root / "work", env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                text=True, timeout=TIMEOUT_S, check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise RuntimeError(f"{area.name}/{solution}: still running after {TIMEOUT_S} s: {error.stdout!r}") from None
        if not record.exists():
            raise RuntimeError(f"{area.name}/{solution}: pytest wrote no record:\n{done.stdout}{done.stderr}")
        rows = [json.loads(line) for line in record.read_text(encoding="utf-8").splitlines() if line]
    return {row["id"]: {"outcome": row["outcome"], "reason": row["reason"]} for row in rows}


def matches(test_id: str, declared: str) -> bool:
    """Tells whether a declaration (node id, test name, or name without parameters) means this test."""
    name = test_id.rsplit("::", 1)[-1]
    return declared in (test_id, name, name.split("[", 1)[0])


def problems(area: Area, solution: str, outcomes: dict[str, dict[str, str]]) -> list[str]:
    """Gives what is wrong with these outcomes, by the rules in the module's comment."""
    failed = [key for key, row in outcomes.items() if row["outcome"] in ("failed", "error")]
    if solution.startswith("reference"):
        return [f"{key}: {outcomes[key]['outcome']}: {outcomes[key]['reason']}" for key in failed]
    declared = area.flawed.get(solution, [])
    if broken := [key for key in failed if "::" not in key]:
        return [f"no test of {key} could be collected, so the twin shows nothing" for key in broken]
    found = [f"not declared but failed: {key}: {outcomes[key]['reason']}" for key in failed
             if not any(matches(key, item) for item in declared)]
    found += [f"declared but did not fail: {item}" for item in declared
              if not any(matches(key, item) for key in failed)]
    return found or ([] if declared else ["declares no failing test"])


def untripped(area: Area, results: dict[str, dict[str, dict[str, str]]]) -> int:
    """Counts the tests that no twin fails."""
    tripped = {key for outcomes in results.values() for key, row in outcomes.items() if row["outcome"] != "passed"}
    return len(set(results["reference"]) - tripped)


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("areas", nargs="*", help="folders below this one; all when empty")
    parser.add_argument("--json", metavar="FILE", help="write the outcome of every test to FILE, - for stdout")
    parser.add_argument("-v", action="store_true", help="print the reason of every failure of a twin")
    options = parser.parse_args(argv)
    report = sys.stderr if options.json == "-" else sys.stdout
    chosen = list(areas(options.areas))
    jobs = [(area, solution) for area in chosen for solution in area.solutions()]
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        outcomes = list(pool.map(lambda job: run(*job), jobs))
    everything: dict[str, dict[str, dict[str, dict[str, str]]]] = {}
    bad: list[str] = []
    for (area, solution), result in zip(jobs, outcomes, strict=True):
        everything.setdefault(area.name, {})[solution] = result
        bad += [f"{area.name}/{solution}: {text}" for text in problems(area, solution, result)]
        if options.v and not solution.startswith("reference"):
            lines = [f"  {key}: {row['reason']}" for key, row in result.items() if row["outcome"] != "passed"]
            print(f"{area.name}/{solution}", *lines, sep="\n", file=report)
    print(f"{'area':32} {'cases':>5} {'twins':>5} {'untripped':>9}", file=report)
    for area in chosen:
        results = everything[area.name]
        row = f"{area.name:32} {len(results['reference']):5} {len(results) - 1:5} {untripped(area, results):9}"
        print(row, file=report)
    total = sum(len(results["reference"]) for results in everything.values())
    print(f"{'total':32} {total:5} {sum(len(r) - 1 for r in everything.values()):5}", file=report)
    print(*bad, sep="\n", file=report)
    if options.json:
        text = json.dumps(everything, indent=1, sort_keys=True) + "\n"
        if options.json == "-":
            sys.stdout.write(text)
        else:
            Path(options.json).write_text(text, encoding="utf-8")
    return 1 if bad or not total else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
