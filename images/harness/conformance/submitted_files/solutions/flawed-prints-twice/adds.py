#!/usr/bin/env python3
"""Adds up what it is given."""
import sys

import ledger

if sys.argv[1:2] == ["--show"]:
    print(sys.argv[2])
else:
    print("amounts? total", ledger.total(map(int, sys.argv[1:])))
