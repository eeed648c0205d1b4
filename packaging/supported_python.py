"""Which Pythons the program runs on. This file alone must be readable by any Python, even 2.7."""

import os
import subprocess
import sys

OLDEST = (3, 11)
NEWEST = (3, 13)


def require():
    """Return if this Python fits; else go on with one that does, or say what is needed."""
    if fits(sys.version_info[:2]):
        return
    if os.name == "posix":
        for name in ("python3.13", "python3.12", "python3.11"):
            other = _working(name)
            if other:
                os.execv(other, [other] + sys.argv)
    sys.exit(
        "Equity Workshop needs Python 3.11, 3.12 or 3.13; this one is {}.{}. "
        "Install one of those and run the same command with it{}.".format(
            sys.version_info[0],
            sys.version_info[1],
            ", for example: py -3.13 packaging\\run.py" if os.name == "nt" else "",
        )
    )


def fits(version):
    """Tell whether the program supports this (major, minor)."""
    return OLDEST <= tuple(version) <= NEWEST


def _working(name):
    """Return the path of an interpreter on PATH that really starts and fits, else None."""
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        path = os.path.join(folder, name)
        if not os.access(path, os.X_OK):
            continue
        try:
            with open(os.devnull, "w") as nowhere:
                code = "import sys; print('%d %d' % sys.version_info[:2])"
                said = subprocess.check_output([path, "-c", code], stderr=nowhere)
            if fits([int(part) for part in said.split()]):
                return path
        except (OSError, ValueError, subprocess.CalledProcessError):
            continue
    return None
