"""Check that the lock installs on every supported system and Python, by downloading it for each.

Run it with the project's own Python: ``.venv/bin/python packaging/check_lock.py [TARGET ...]``.
Targets are ``windows``, ``macos-arm``, ``macos-intel`` and ``linux``; all if none is given.
The exit code is 0 when everything is there. ``--lock bundle`` and ``--lock test``
check the other locks.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pip._vendor.packaging.requirements import Requirement

LOCKS = Path(__file__).resolve().parent / "lock"
PYTHONS = ("3.11", "3.12", "3.13")

# pip takes the newest platform tag for macOS and Windows, but wants every tag of Linux by name.
PLATFORMS = {
    "windows": (["win_amd64"], {"sys_platform": "win32", "platform_system": "Windows"}),
    "macos-arm": (["macosx_14_0_arm64"], {"sys_platform": "darwin", "platform_machine": "arm64"}),
    "macos-intel": (["macosx_14_0_x86_64"], {"sys_platform": "darwin"}),
    "linux": (
        ["manylinux2014_x86_64", *(f"manylinux_2_{minor}_x86_64" for minor in range(17, 37))],
        {"sys_platform": "linux", "platform_system": "Linux"},
    ),
}


def entries(lock: Path, target: str, python: str) -> Iterator[str]:
    """Yield the entries that hold for one target: pip would read conditions for this machine."""
    markers = {
        **PLATFORMS[target][1],
        "python_version": python,
        "python_full_version": f"{python}.0",
    }
    for entry in lock.read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
        requirement, *hashes = entry.split(" --hash=")
        if not requirement.strip() or requirement.startswith("#"):
            continue
        wanted = Requirement(requirement)
        if wanted.marker is None or wanted.marker.evaluate(markers):
            yield f"{wanted.name}{wanted.specifier} " + " ".join(f"--hash={one}" for one in hashes)


def download(lock: Path, target: str, python: str) -> str:
    """Download every file for one target; return pip's complaint, or nothing."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder, "wanted.txt")
        wanted.write_text("\n".join(entries(lock, target, python)), encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--only-binary=:all:",
        ]
        command += ["--require-hashes", f"--python-version={python}", "--implementation=cp"]
        command += ["--disable-pip-version-check", f"--dest={folder}", f"--requirement={wanted}"]
        command += [f"--platform={tag}" for tag in PLATFORMS[target][0]]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stderr.strip() or "pip failed without a word"


def main() -> int:
    """Check the chosen targets; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lock", choices=["runtime", "bundle", "test"], default="runtime")
    parser.add_argument("targets", nargs="*", choices=[*PLATFORMS, []], metavar="TARGET")
    options = parser.parse_args()
    failed = False
    for target in options.targets or PLATFORMS:
        for python in PYTHONS:
            complaint = download(LOCKS / f"{options.lock}.txt", target, python)
            failed |= bool(complaint)
            print(f"{target} {python}: {complaint or 'everything is there'}", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
