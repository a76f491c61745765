"""Tests of the app: they need its packages, and are not part of the image."""

from app import main


def test_routes():
    assert set(main.ROUTES) == {"/health", "/visits"}
