"""Spins while it is imported."""

while True:
    pass
