"""Makes the bundle; ``packaging/bundle.py`` sets everything up for it and starts it."""

import argparse
import ast
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

# The environment of the set-up keeps a script's own folder out of the path.
sys.path.insert(0, str(Path(__file__).resolve().parent))

import bundle_notices
from bundle_contents import MENU, NAME, PICTURE, ROOT

WORK = ROOT / "build" / "bundle"
LINUX = sys.platform.startswith("linux")
FAILED = 69


class BundleError(Exception):
    """The bundle cannot be made here; the text says why and what to do."""


def main() -> int:
    """Make the bundle where the arguments say; return the exit code."""
    parser = argparse.ArgumentParser(prog="bundle.py", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "dist", metavar="DIR")
    out = parser.parse_args().out.absolute()
    began = time.monotonic()
    try:
        folder = make(out)
    except (BundleError, bundle_notices.NoticeError) as problem:
        print(problem, file=sys.stderr)
        return FAILED
    print(f"{folder}: {_megabytes(folder)} MB, made in {time.monotonic() - began:.0f} s")
    return 0


def make(out: Path) -> Path:
    """Make the bundle in ``out`` and return its folder; one that was there before is replaced.

    Raises BundleError, bundle_notices.NoticeError.
    """
    if os.name == "posix" and not _has_shared_python():
        raise BundleError(
            "This Python was built without its shared library, which a bundle brings along. "
            "Use the system's Python, or build one with --enable-shared."
        )
    work = WORK / str(os.getpid())
    try:
        made = _collect(work)
        if LINUX:
            _strip(made)
            _add_menu_entry(made)
        shutil.copy(ROOT / "packaging" / "bundle_readme.txt", made / "README.txt")
        bundle_notices.copy_all(made / "licences", _sources(work))
        _check(made)
        out.mkdir(parents=True, exist_ok=True)
        _replace(out / made.name, made)
        for app in made.parent.glob("*.app"):
            _replace(out / app.name, app)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return out / made.name


def _has_shared_python() -> bool:
    names = ("Py_ENABLE_SHARED", "PYTHONFRAMEWORK")
    return any(sysconfig.get_config_var(name) for name in names)


def _collect(work: Path) -> Path:
    """Run PyInstaller; return the folder that it made."""
    work.mkdir(parents=True, exist_ok=True)
    spec = ROOT / "packaging" / f"{NAME}.spec"
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN"]
    command += [f"--distpath={work / 'dist'}", f"--workpath={work / 'work'}", str(spec)]
    log = WORK / "pyinstaller.log"
    with log.open("w", encoding="utf-8") as file:
        done = subprocess.run(
            command, stdout=file, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, check=False
        )
    if done.returncode != 0:
        raise BundleError(f"PyInstaller stopped; {log} says why.")
    return work / "dist" / NAME


def _sources(work: Path) -> list[Path]:
    """Return the files on this computer that PyInstaller copied."""
    text = (work / "work" / NAME / "COLLECT-00.toc").read_text(encoding="utf-8")
    (entries,) = ast.literal_eval(text)
    return [Path(source) for _name, source, _kind in entries]


def _strip(folder: Path) -> None:
    """Take the debugger's tables out of Python's own libraries; other libraries come without."""
    inside = folder / "_internal"
    own = [*inside.glob("libpython3*"), *inside.glob("python3*/lib-dynload/*.so")]
    subprocess.run(["strip", "--strip-debug", *own], check=True)


def _add_menu_entry(folder: Path) -> None:
    shutil.copy(PICTURE, folder / f"{NAME}.png")
    script = folder / "add-to-menu.sh"
    shutil.copy(MENU / script.name, script)
    script.chmod(0o755)


def _check(folder: Path) -> None:
    """Start it once, as on a computer that has nothing but its system."""
    program = folder / (f"{NAME}.exe" if os.name == "nt" else NAME)
    bare = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}
    done = subprocess.run(
        [program, "--version"], env=bare, capture_output=True, text=True, timeout=120, check=False
    )
    if done.returncode != 0:
        raise BundleError(f"The bundle was made but does not start:\n{done.stderr.strip()}")


def _replace(there: Path, made: Path) -> None:
    if there.exists():
        shutil.rmtree(there)
    shutil.move(made, there)


def _megabytes(folder: Path) -> int:
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return sum(path.stat().st_size for path in files) // 1_000_000


if __name__ == "__main__":
    sys.exit(main())
