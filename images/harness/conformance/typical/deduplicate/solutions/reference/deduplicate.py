import hashlib
import os
from pathlib import Path
from typing import NamedTuple


class Report(NamedTuple):
    removed: int
    freed: int


def find_duplicates(source):
    if isinstance(source, (str, os.PathLike)):
        if not Path(source).is_dir():
            raise NotADirectoryError(f"not a folder: {source}")
        source = Path(source).rglob("*")
    groups = {}
    for path in sorted(source):
        if path.is_file() and path.stat().st_size:
            groups.setdefault(hashlib.sha256(path.read_bytes()).digest(), []).append(path)
    return [group for group in groups.values() if len(group) > 1]


def remove_duplicates(folder, dry_run=False, confirm=None):
    removed = freed = 0
    for group in find_duplicates(folder):
        for path in group[1:]:
            if dry_run:
                print(f"would remove {path}")
            elif confirm is None or confirm(path):
                freed += path.stat().st_size
                removed += 1
                path.unlink()
    return Report(removed, freed)
