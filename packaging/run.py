"""Set Equity Workshop up (once) and start it: ``python3 packaging/run.py [arguments]``.

Needs nothing but Python. The arguments go to the program; its exit code is this one's.
"""

import sys

import supported_python

supported_python.require()

import environment  # noqa: E402 - written for the supported Pythons only

if __name__ == "__main__":
    sys.exit(environment.start("runtime", ["-m", "app"] + sys.argv[1:]))
