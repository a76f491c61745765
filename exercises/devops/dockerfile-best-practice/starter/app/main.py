"""Counts visits: GET /visits adds one, GET /health says whether the service is well.

The count survives a restart: it is kept in the folder STATE_DIR. PORT is the
port to listen on. SIGTERM ends the service with status 0.
"""

from __future__ import annotations

import os
import signal
import sys
import tomllib
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import fastpack
import tinyroute

SETTINGS = tomllib.loads((Path(__file__).parent / "settings.toml").read_text())
STATE = Path(os.environ.get("STATE_DIR", "/var/lib/visits")) / "count"


def visits() -> str:
    count = fastpack.unpack(STATE.read_bytes()) if STATE.exists() else 0
    STATE.write_bytes(fastpack.pack(count + 1))
    return f"{SETTINGS['title']}: {count + 1}"


ROUTES = {"/health": lambda: "well", "/visits": visits}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        page = tinyroute.match(ROUTES, self.path)
        body = (page() if page else "not found").encode()
        self.send_response(200 if page else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def stop(*_: object) -> None:
    sys.exit(0)


def main() -> None:
    signal.signal(signal.SIGTERM, stop)
    server = HTTPServer(("0.0.0.0", int(os.environ.get("PORT", "8080"))), Handler)
    server.serve_forever()


if __name__ == "__main__":
    main()
