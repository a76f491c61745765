"""Writes for ever to stderr while it is imported."""

import os

while True:
    os.write(2, b"y\n" * 30000)
