"""Set up with the test tools and run the tests: ``python3 packaging/test.py [pytest arguments]``.

The tests need no screen. The arguments go to pytest, whose exit code is this one's.
"""

import os
import sys

import supported_python

supported_python.require()

import axe  # noqa: E402 - written for the supported Pythons only
import environment  # noqa: E402

ALONE = ("-n", "--numprocesses", "-s", "--capture", "--pdb", "--trace", "--collect-only", "--co")
"""Arguments with which pytest stays in one process."""

PROCESSES = min((os.cpu_count() or 1) + 1, 4)
"""One more than there are cores: many tests wait for windows, disks and clocks."""

TOGETHER = ["-n", str(PROCESSES), "--dist", "loadfile", "--no-loadscope-reorder"]
"""A file's tests stay together, since some share what is slow to make.

Files keep their order: whole days come early, not last while the other cores have no more to do.
"""


def pytest_arguments(given):
    """Return pytest's arguments: as given, and on all cores where nothing speaks against it."""
    alone = any(one.split("=")[0] in ALONE or one.startswith("-n") for one in given)
    named = any(not one.startswith("-") and os.path.exists(one.split("::")[0]) for one in given)
    return given if alone or named else TOGETHER + given


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.chdir(environment.ROOT)
    problem = axe.fetch()
    if problem:
        environment.say(problem)
    sys.exit(environment.start("test", ["-m", "pytest"] + pytest_arguments(sys.argv[1:])))
