"""Set up with the test tools and run the tests: ``python3 packaging/test.py [pytest arguments]``.

The tests need no screen. The arguments go to pytest, whose exit code is this one's.
"""

import os
import sys

import supported_python

supported_python.require()

import environment  # noqa: E402 - written for the supported Pythons only

if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.chdir(environment.ROOT)
    sys.exit(environment.start("test", ["-m", "pytest"] + sys.argv[1:]))
