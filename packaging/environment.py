"""Makes and keeps ``.venv`` as the lock says, and starts Python in it. Standard library only.

The promise: whatever happens (no network, a full disk, the power cut in the middle, two set-ups at
once), the same command run again ends well, and nobody sees a traceback.

    .venv/                    made here, never edited by hand
    .venv/.equity-workshop    stamp: which lock was installed, on which Python
    .venv/.unfinished         there while installing; found later, .venv is made anew
    .venv.lock                held by whoever is installing, its pip included
    build/setup.log           what pip and apt said
"""

import contextlib
import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import system_packages

ROOT = Path(__file__).resolve().parent.parent
SETUP_FAILED = 69  # EX_UNAVAILABLE: pytest and the program use none like it
SPACE_NEEDED_MB = 1200

HOLDS = {
    "runtime": ("runtime",),
    "bundle": ("runtime", "bundle"),
    "test": ("runtime", "bundle", "test"),
}
"""Lock -> the locks that it holds, itself among them."""

_NETWORK_SIGNS = (
    "Connection",
    "Temporary failure in name resolution",
    "Name or service not known",
    "getaddrinfo failed",
    "Network is unreachable",
    "Max retries exceeded",
    "timed out",
    "ProxyError",
    "SSLError",
)


class SetupError(Exception):
    """Something outside the program keeps it from being set up; the text says what to do."""


def start(profile: str, arguments: list[str]) -> int:
    """Set up for ``profile`` (a key of HOLDS), run Python there and return its exit code.

    On POSIX this process becomes that Python, so signals and exit codes are the program's own.
    """
    try:
        prepare(profile)
    except SetupError as problem:
        say(str(problem))
        return SETUP_FAILED
    except KeyboardInterrupt:
        say("Stopped. Run the same command again to finish setting up.")
        return 130
    except OSError as problem:
        say(_explain(problem))
        return SETUP_FAILED
    python = str(interpreter())
    environment = child_environment()
    if os.name == "posix":
        sys.stdout.flush()
        sys.stderr.flush()
        os.execve(python, [python, *arguments], environment)
    # Windows' exec returns to the shell at once and loses the exit code.
    child = subprocess.Popen([python, *arguments], env=environment)
    while True:
        with contextlib.suppress(KeyboardInterrupt):  # Ctrl+C reaches the child by itself
            return child.wait()


def prepare(profile: str) -> None:
    """Make ``.venv`` match the lock of this profile; do nothing when it does.

    Raises SetupError or OSError.
    """
    if is_current(profile) and not _lacks_programs(profile):
        return
    with _exclusive():
        _check_system(profile)
        if not is_current(profile):
            _install(profile)


def _lacks_programs(profile: str) -> bool:
    """Tell whether a system package has to be installed though ``.venv`` needs nothing.

    Only the tests' change without their lock; the program itself must start at once.
    """
    return profile == "test" and bool(system_packages.missing(profile))


def is_current(profile: str) -> bool:
    """Tell whether ``.venv`` is finished, works, and holds this profile's lock."""
    if _unfinished().exists():
        return False
    stamp = _read_stamp()
    return stamp.get(profile) == _lock_hash(profile) and _is_usable(stamp)


def interpreter() -> Path:
    """Return the path of the Python inside ``.venv``."""
    folder = "Scripts/python.exe" if os.name == "nt" else "bin/python"
    return _venv() / folder


def child_environment() -> dict[str, str]:
    """Return the environment in which ``app`` is found from any folder, and nothing foreign is."""
    unwanted = ("PYTHONHOME", "PYTHONDONTWRITEBYTECODE")  # compiled once, it starts faster
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    environment["PYTHONPATH"] = str(ROOT)
    environment["PYTHONSAFEPATH"] = "1"
    return environment


def say(text: str) -> None:
    """Tell the person at the terminal; standard output belongs to the program."""
    print(text, file=sys.stderr, flush=True)


# ---------------------------------------------------------------- the state of .venv


def _venv() -> Path:
    return ROOT / ".venv"


def _unfinished() -> Path:
    return _venv() / ".unfinished"


def _stamp() -> Path:
    return _venv() / ".equity-workshop"


def _lock(profile: str) -> Path:
    return ROOT / "packaging" / "lock" / f"{profile}.txt"


def _lock_hash(profile: str) -> str:
    return hashlib.sha256(_lock(profile).read_bytes()).hexdigest()


def _this_python() -> str:
    return f"{sys.version_info[0]}.{sys.version_info[1]}"


def _read_stamp() -> dict[str, str]:
    try:
        stamp = json.loads(_stamp().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _write_stamp(*profiles: str) -> None:
    """Note which locks ``.venv`` holds, if any yet."""
    stamp = {"python": _this_python()} | {profile: _lock_hash(profile) for profile in profiles}
    fresh = _stamp().with_suffix(".new")
    fresh.write_text(json.dumps(stamp), encoding="utf-8")
    fresh.replace(_stamp())


def _is_usable(stamp: dict[str, str]) -> bool:
    """Tell whether the interpreter in ``.venv`` is there and still the version it was made with."""
    if not interpreter().exists():  # also a link to a Python that was removed
        return False
    made_with = stamp.get("python")
    if made_with == _this_python():
        return True
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        answer = subprocess.run(
            [interpreter(), "-c", code], capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and answer.stdout.strip() == made_with


# ---------------------------------------------------------------- one at a time


@contextlib.contextmanager
def _exclusive() -> Iterator[None]:
    """Hold ``.venv.lock``. Children inherit it, so a pip that outlives its parent holds it."""
    with (ROOT / ".venv.lock").open("a+b") as file:
        waiting = False
        while not _try_lock(file.fileno()):
            if not waiting:
                say("Another set-up of Equity Workshop is running here; waiting for it to finish.")
                waiting = True
            time.sleep(0.2)
        _held.append(file.fileno())
        try:
            yield
        finally:
            _held.clear()


_held: list[int] = []


def _try_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as problem:
        if problem.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            return False
        raise
    return True


# ---------------------------------------------------------------- installing


def _check_system(profile: str) -> None:
    """Install the system packages that are missing, or raise SetupError with the command to run."""
    lacking = system_packages.missing(profile)
    if not lacking:
        return
    if not system_packages.may_install():
        raise SetupError(system_packages.advice(lacking))
    say(f"Installing {len(set(lacking.values()))} system packages, once ...")
    for command in system_packages.install_commands(lacking.values()):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        code, _ = _run_logged(command, quiet, inherit_lock=False)
    still_lacking = system_packages.missing(profile)
    if code != 0 or still_lacking:
        raise SetupError(
            f"The system packages could not be installed (details: {_log_path()}).\n"
            + system_packages.advice(still_lacking or lacking)
        )


def _install(profile: str) -> None:
    """Bring ``.venv`` to this profile's lock, from nothing if it cannot be trusted."""
    free_mb = shutil.disk_usage(ROOT).free // 1_000_000
    trusted = not _unfinished().exists() and bool(_read_stamp()) and _is_usable(_read_stamp())
    if not trusted:
        _remove_venv()
        if free_mb < SPACE_NEEDED_MB:
            raise SetupError(
                f"Equity Workshop needs about {SPACE_NEEDED_MB} MB of free disk space to set "
                f"itself up; here are {free_mb} MB. Free some space and run the same command again."
            )
    say("Setting up Equity Workshop in .venv (once, a minute or two, needs the internet) ...")
    _venv().mkdir(exist_ok=True)
    _unfinished().touch()
    if trusted:
        _write_stamp()
    else:
        code, said = _run_logged([sys.executable, "-m", "venv", str(_venv())], dict(os.environ))
        if code != 0:
            _give_up("Python could not make its virtual environment", said)
        _write_stamp()
    pip = [str(interpreter()), "-m", "pip", "install", "--requirement", str(_lock(profile))]
    # The lock names everything, with hashes; wheels only, so nothing is built here. Python compiles
    # a module when it is first used: most never are, and compiling all takes as long as the rest.
    pip += ["--require-hashes", "--no-deps", "--only-binary=:all:", "--no-compile", "--retries=2"]
    pip += ["--disable-pip-version-check", "--no-input", "--progress-bar=off"]
    code, said = _run_logged(pip, _pip_environment())
    if code != 0:
        if "Installing collected packages" not in said:  # pip fetches all before it changes any
            _unfinished().unlink()
        _give_up("The libraries of Equity Workshop could not be installed", said)
    _write_stamp(*HOLDS[profile])
    _unfinished().unlink()


def _pip_environment() -> dict[str, str]:
    """Keep the user's index, proxy and certificates; drop what changes where or what we install."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONHOME"}
    environment.pop("PYTHONPATH", None)
    for name in ("PIP_TARGET", "PIP_PREFIX", "PIP_NO_BINARY"):
        environment.pop(name, None)
    return environment | {"PIP_USER": "0", "PIP_CONSTRAINT": os.devnull}


def _remove_venv() -> None:
    venv = _venv()
    try:
        _stamp().unlink(missing_ok=True)  # first: half a folder must not look finished
        if venv.is_symlink() or venv.is_file():
            venv.unlink()
        elif venv.exists():
            shutil.rmtree(venv)
    except OSError as problem:
        raise SetupError(
            f"The unfinished folder {venv} cannot be removed ({problem.strerror}). "
            "Close Equity Workshop, delete that folder, and run the same command again."
        ) from None


def _run_logged(
    command: list[str], environment: dict[str, str], inherit_lock: bool = True
) -> tuple[int, str]:
    """Run a command, append what it says to the log, and return its exit code and words."""
    inherited = tuple(_held) if inherit_lock and os.name == "posix" else ()
    done = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        pass_fds=inherited,
        check=False,
    )
    _log_path().parent.mkdir(exist_ok=True)
    with _log_path().open("a", encoding="utf-8") as log:
        log.write(f"$ {' '.join(command)}\n{done.stdout}\nexit code {done.returncode}\n\n")
    return done.returncode, done.stdout


def _log_path() -> Path:
    return ROOT / "build" / "setup.log"


def _give_up(what: str, said: str) -> NoReturn:
    """Raise SetupError with the likeliest cause of a failed venv or pip."""
    if "No space left on device" in said:
        cause = "the disk is full. Free some space"
    elif any(sign in said for sign in _NETWORK_SIGNS):
        cause = "the package index cannot be reached. Connect to the internet"
    elif "DO NOT MATCH THE HASHES" in said:
        cause = "a download is not the file that the lock names. Check the network or its proxy"
    elif "No matching distribution found" in said:
        cause = "a library has no package for this kind of computer. Use another one"
    else:
        cause = f"see {_log_path()}. Mend that"
    raise SetupError(f"{what}: {cause} and run the same command again.")


def _explain(problem: OSError) -> str:
    if problem.errno == errno.ENOSPC:
        return "The disk is full. Free some space and run the same command again."
    if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"{problem.filename or ROOT} cannot be written. Move the project to a folder of yours."
        )
    return f"Setting up stopped: {problem}. Run the same command again."
