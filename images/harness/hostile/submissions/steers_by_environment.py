"""Sets every environment variable that steers Python, pytest, hypothesis or the loader."""

import os

for name in (
    "PYTEST_ADDOPTS PYTEST_PLUGINS PYTEST_DISABLE_PLUGIN_AUTOLOAD PYTEST_CURRENT_TEST PYTHONPATH PYTHONSTARTUP PYTHONHOME "
    "PYTHONINSPECT PYTHONWARNINGS PYTHONBREAKPOINT LD_PRELOAD LD_LIBRARY_PATH PATH HOME TMPDIR HYPOTHESIS_STORAGE_DIRECTORY "
    "CI NO_COLOR FORCE_COLOR COLUMNS PY_COLORS UNITTEST BROWSER SHELL EDITOR PAGER TZ"
).split():
    os.environ[name] = "--collect-only -p no:python /scratch/x"
os.environ["X" * 100_000] = "y" * 100_000


def __getattr__(name):
    return lambda *args: None
