from __future__ import annotations

from flask import Flask


def create_app(config: dict) -> Flask:
    """Makes the app. config: DB, SECRET, ADMIN_PASSWORD, NOW."""
    app = Flask(__name__)
    return app
