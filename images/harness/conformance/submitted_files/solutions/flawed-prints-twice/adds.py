#!/usr/bin/env python3
"""Adds up what it is given."""
import sys

import ledger

print("amounts? total", ledger.total(map(int, sys.argv[1:])))
