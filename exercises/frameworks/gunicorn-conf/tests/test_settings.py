"""What the configuration says, as gunicorn reads it."""

from __future__ import annotations

import json
from collections.abc import Callable

import assay
import pytest
from server import once

# Runs in the sandbox, as the configuration is Python.
READ = """
import json, sys
from gunicorn.app.wsgiapp import WSGIApplication

sys.argv = ["gunicorn", "service:app"]
cfg = WSGIApplication().cfg
print("settings", json.dumps({
    "bind": cfg.bind, "worker_tmp_dir": cfg.worker_tmp_dir, "reload": cfg.reload, "daemon": cfg.daemon,
}))
"""


@pytest.fixture(scope="module")
def asked() -> Callable[[], dict]:
    return once(read)


def read() -> dict:
    """Asks gunicorn what the file says."""
    assay.put("read_settings.py", READ)
    port = assay.free_port()
    program = assay.spawn(["python3", "read_settings.py"], env={"PORT": str(port), "UPSTREAM_PORT": "1"})
    status = program.wait(20)
    lines = [line for line in program.log().splitlines() if line.startswith("settings ")]
    assert status == 0 and lines, f"gunicorn cannot read gunicorn.conf.py:\n{program.log()[-2000:]}"
    return {"port": port, **json.loads(lines[-1].removeprefix("settings "))}


def test_only_this_machine_can_connect(asked: Callable[[], dict]) -> None:
    settings = asked()
    bind = [settings["bind"]] if isinstance(settings["bind"], str) else settings["bind"]
    allowed = {f"{host}:{settings['port']}" for host in ("127.0.0.1", "localhost")}
    assert bind and set(bind) <= allowed, f"the service is to listen on 127.0.0.1 and the given PORT only, but binds to {bind}"


def test_the_heartbeat_needs_no_disk(asked: Callable[[], dict]) -> None:
    settings = asked()
    folder = settings["worker_tmp_dir"]
    assert folder in ("/dev/shm", "/dev/shm/"), (
        f"workers show that they live through a file in {folder or 'the folder for temporary files'}; on a disk that is slow for a moment they seem dead: use /dev/shm"
    )


def test_nothing_of_development_is_left(asked: Callable[[], dict]) -> None:
    settings = asked()
    assert settings["reload"] is False, "reload restarts workers when a file changes: for development only"
    assert settings["daemon"] is False, "daemon takes the process away from whoever started it and watches it"
