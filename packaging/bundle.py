"""Set up with PyInstaller and make the bundle: ``python3 packaging/bundle.py [--out DIR]``.

A bundle is a folder that runs without Python: see packaging/BUNDLE.md.
"""

import os
import sys

import supported_python

supported_python.require()

import environment  # noqa: E402 - written for the supported Pythons only

if __name__ == "__main__":
    maker = os.path.join(str(environment.ROOT), "packaging", "make_bundle.py")
    sys.exit(environment.start("bundle", [maker] + sys.argv[1:]))
