"""Tests of booking.py."""

from __future__ import annotations
