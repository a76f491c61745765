"""For each blocking finding a function repro_<id>() that fails on the code of the pull request."""

from __future__ import annotations
