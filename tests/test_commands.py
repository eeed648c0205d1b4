"""The commands beside the window: what they print, what they return, and never a traceback."""

import contextlib
import io
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app import __main__ as program
from app import __version__, commands
from app.bootstrap.out_folder import LIST_NAME
from app.paths import DATA_DIR_VARIABLE
from app.rehearsal import run as rehearsal
from app.services import exports_log, library
from app.services.execution import state_of
from app.storage.database import Database
from app.storage.format import SCHEMA_VERSION
from tests.nobody import as_nobody
from tests.workshops import NOON, copy_of_template

ROOT = Path(__file__).resolve().parents[1]
REPORTS = {
    "summary.pdf", "summary.html", "share.pdf", "paper-kit.pdf", "cheat-card.pdf", "scores.csv",
    "scores.xlsx", "handoff.json", "results.svg", "results.png",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _own_data_folder(monkeypatch: pytest.MonkeyPatch, data_dir: Path) -> None:
    """Let commands that name no folder use an empty one; they remember what they are told."""
    monkeypatch.setenv(DATA_DIR_VARIABLE, str(data_dir))


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Return a function that runs a command here: exit code, output, errors."""

    def run_one(*arguments: object) -> tuple[int, str, str]:
        try:
            code = program.main([str(argument) for argument in arguments])
        except SystemExit as end:  # how argparse ends
            code = int(end.code or 0)
        said = capfd.readouterr()
        assert "Traceback" not in said.out + said.err
        return code, said.out, said.err

    return run_one


@pytest.fixture
def workshop(data_dir: Path) -> Path:
    return library.create_workshop(data_dir, district="Riverbend", day=date(2026, 11, 20), now=NOON)


def spawn(*arguments: object, **environment: str | None) -> subprocess.CompletedProcess[str]:
    """Run the program as a person does, in a process of its own; None takes a variable away."""
    wanted = {**os.environ, **environment}
    return subprocess.run(
        [sys.executable, "-m", "app", *map(str, arguments)],
        cwd=ROOT,
        env={name: value for name, value in wanted.items() if value is not None},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_the_version_and_the_help(run: Callable[..., tuple[int, str, str]]) -> None:
    assert run("--version") == (0, f"Equity Workshop {__version__}\n", "")
    code, said, _errors = run("--help")
    assert code == 0
    for word in ("rehearse", "export", "list", "doctor", "--data-dir"):
        assert word in said


def test_the_program_starts_as_a_module_and_needs_no_display_to_say_its_version() -> None:
    done = spawn("--version", DISPLAY=None, WAYLAND_DISPLAY=None, QT_QPA_PLATFORM=None)
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        f"Equity Workshop {__version__}\n",
        "",
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["dance"],
        ["rehearse"],
        ["export"],
        ["export", "x"],
        ["rehearse", "--out", "x", "--seed", "y"],
        ["rehearse", "--out", ""],
        ["export", "x", "--out", " "],
    ],
)
def test_what_makes_no_sense_is_said(
    run: Callable[..., tuple[int, str, str]], arguments: list[str]
) -> None:
    code, said, errors = run(*arguments)
    assert (code, said) == (2, "")
    assert "usage:" in errors
    assert "error:" in errors


def test_the_list_is_empty_then_names_every_file(
    run: Callable[..., tuple[int, str, str]], data_dir: Path
) -> None:
    code, said, errors = run("list")
    assert (code, errors) == (0, "")
    assert str(data_dir) in said
    path = library.create_workshop(data_dir, district="Año", day=date(2026, 11, 20), now=NOON)
    path.with_name("broken.eqw").write_bytes(b"not at all")
    code, said, errors = run("list")
    assert (code, errors) == (0, "")
    lines = [line.split("\t") for line in said.splitlines()]
    assert [path.name, "2026-11-20", "Año", "preparing"] in lines
    (broken,) = (line for line in lines if line[0] == "broken.eqw")
    assert "not a workshop file" in broken[3]
    assert len(lines) == 2


def test_a_terminal_that_knows_few_letters_is_written_to_all_the_same(data_dir: Path) -> None:
    library.create_workshop(data_dir, district="学校 Año", day=date(2026, 11, 20), now=NOON)
    for command in ("list", "doctor"):
        done = spawn("--data-dir", data_dir, command, PYTHONIOENCODING="ascii")
        assert "Traceback" not in done.stderr
        assert done.returncode in (0, 1)
        assert done.stdout


def test_the_doctor_finds_all_well(
    run: Callable[..., tuple[int, str, str]], data_dir: Path
) -> None:
    code, said, errors = run("--data-dir", data_dir / "fresh", "doctor")
    assert errors == ""
    ill = [line for line in said.splitlines() if line.startswith("!!")]
    # A busy machine may be slow to save; nothing else may be ill here.
    assert [line for line in ill if "Saving" not in line and "disk space" not in line] == []
    assert code == (1 if ill else 0)
    assert list((data_dir / "fresh").iterdir()) == [], "the doctor leaves nothing behind"


def test_a_data_folder_that_cannot_be_written_is_said_with_a_remedy(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    folder = tmp_path / "file" / "data"
    code, said, errors = run("--data-dir", folder, "doctor")
    assert (code, errors) == (1, "")
    assert "!!  Data folder" in said
    assert "--data-dir" in said
    for command in (("list",), ("export", "Riverbend", "--out", tmp_path / "out")):
        code, said, errors = run("--data-dir", folder, *command)
        assert (code, said) == (2, "")
        assert str(folder) in errors
        assert "--data-dir" in errors
    assert not (tmp_path / "out").exists()


def test_the_window_opens_even_where_nothing_can_be_written(tmp_path: Path) -> None:
    """The folder may be chosen later; Home is there and says what is wrong when asked to write."""
    (tmp_path / "file").write_text("in the way")
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QLineEdit\n"
        "from PySide6.QtTest import QTest\n"
        "from PySide6.QtCore import Qt\n"
        "from app.bootstrap.application import build_application\n"
        "from app.bootstrap.program import Program\n"
        "from app.steady import SteadyClock\n"
        "program = Program(build_application(), Path(sys.argv[1]), SteadyClock())\n"
        "program.start()\n"
        "program.application.processEvents()\n"
        "line = program.window.findChild(QLineEdit, 'home.new.district')\n"
        "QTest.keyClicks(line, 'Riverbend')\n"
        "QTest.keyClick(line, Qt.Key.Key_Return)\n"
        "banner = program.window.findChild(object, 'home.banner')\n"
        "print(program.window.current_page, banner.isVisible())\n"
        "program.quit()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "file" / "data")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert done.stdout == "home True\n"


@pytest.fixture
def short_rehearsal(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, dict[str, object]]]:
    """Let a rehearsal be noted instead of run."""
    asked: list[tuple[Path, dict[str, object]]] = []

    def note(out: Path, **options: object) -> int:
        asked.append((out, options))
        return 0

    monkeypatch.setattr(rehearsal, "rehearse", note)
    return asked


def test_without_a_display_one_line_is_said_and_the_sample_rehearsed(
    run: Callable[..., tuple[int, str, str]],
    short_rehearsal: list[tuple[Path, dict[str, object]]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    code, said, errors = run()
    assert (code, errors) == (0, "")
    assert len(said.splitlines()) == 1
    assert "no display" in said
    assert str(tmp_path / "rehearsal") in said
    ((out, options),) = short_rehearsal
    assert out == tmp_path / "rehearsal"
    assert options == {"people_file": None, "groups": 7, "seed": 1}
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen", "it draws into memory"


def test_a_rehearsal_is_asked_for_with_its_options(
    run: Callable[..., tuple[int, str, str]],
    short_rehearsal: list[tuple[Path, dict[str, object]]],
    tmp_path: Path,
) -> None:
    people = tmp_path / "people.csv"
    asked = ["rehearse", "--out", tmp_path / "o", "--people", people, "--groups", 4, "--seed", 9]
    assert run(*asked)[0] == 0
    expected = {"people_file": people, "groups": 4, "seed": 9}
    assert short_rehearsal == [(tmp_path / "o", expected)]


def test_export_writes_every_report(
    qapp: object, run: Callable[..., tuple[int, str, str]], workshop: Path, tmp_path: Path
) -> None:
    before = _state(workshop)
    out = tmp_path / "deep" / "out"
    code, said, errors = run("export", "Riverbend", "--out", out)
    assert (code, errors) == (0, "")
    assert {Path(line).name for line in said.splitlines()} == REPORTS
    assert {path.name for path in out.iterdir()} == REPORTS | {LIST_NAME}
    assert all(path.stat().st_size > 0 for path in out.iterdir())
    assert (out / "summary.pdf").read_bytes().startswith(b"%PDF")
    assert _state(workshop) == before, "exporting changes nothing of the workshop"
    database = Database(workshop)
    left = exports_log.exports(database)
    database.close()
    assert {one.path.name for one in left} == REPORTS, "what left is listed"
    assert all(one.before_reveal for one in left)


def test_export_replaces_its_own_files_and_nobody_elses(
    qapp: object, run: Callable[..., tuple[int, str, str]], workshop: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert run("export", workshop, "--out", out)[0] == 0
    (out / "summary.pdf").read_bytes()
    (out / "mine.txt").write_text("mine")
    code, said, errors = run("export", workshop, "--out", out)
    assert (code, len(said.splitlines()), errors) == (0, len(REPORTS), "")
    (out / "scores.csv").write_text("mine")
    before = {path.name: path.stat().st_mtime_ns for path in out.iterdir()}
    code, said, errors = run("export", workshop, "--out", out)
    assert_three_sentences(code, said, errors)
    assert "scores.csv" in errors
    assert "--out" in errors
    assert {path.name: path.stat().st_mtime_ns for path in out.iterdir()} == before


@pytest.mark.parametrize("command", ["export", "rehearse"])
@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_is_in_the_way_is_said_before_anything_is_written(
    qapp: object,
    run: Callable[..., tuple[int, str, str]],
    workshop: Path,
    tmp_path: Path,
    command: str,
    kind: str,
) -> None:
    out = tmp_path / "out"
    in_the_way = out / "results.png"
    out.mkdir()
    in_the_way.mkdir() if kind == "folder" else in_the_way.write_text("mine")
    asked = [command, workshop] if command == "export" else [command]
    code, said, errors = run(*asked, "--out", out)
    assert_three_sentences(code, said, errors)
    assert "results.png" in errors
    assert list(out.iterdir()) == [in_the_way]


def test_a_folder_of_people_is_said_to_be_one(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    code, said, errors = run("rehearse", "--people", tmp_path, "--out", tmp_path / "out")
    assert_three_sentences(code, said, errors)
    assert "is a folder" in errors
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be given there")
def test_names_that_would_steer_the_terminal_are_shown_as_codes(
    run: Callable[..., tuple[int, str, str]], data_dir: Path, workshop: Path
) -> None:
    workshop.rename(workshop.with_name("a\n\x1b[2J\u202e Año.eqw"))
    code, said, errors = run("list")
    assert (code, errors) == (0, "")
    assert said.startswith("a\\n\\x1b[2J\\u202e Año.eqw\t")
    assert len(said.splitlines()) == 1
    code, said, errors = run("export", "gone\x1b[2J", "--out", data_dir / "out")
    assert_three_sentences(code, said, errors)
    assert "\x1b" not in errors


def _state(workshop: Path) -> dict[str, list[dict[str, Any]]]:
    database = Database(workshop)
    try:
        return state_of(database)
    finally:
        database.close()


def test_a_workshop_is_found_by_path_name_stem_or_district(workshop: Path, data_dir: Path) -> None:
    for name in (str(workshop), workshop.name, workshop.stem, "Riverbend"):
        assert commands._find(data_dir, name) == workshop


def test_two_workshops_of_one_name_must_be_told_apart(
    run: Callable[..., tuple[int, str, str]], workshop: Path, data_dir: Path, tmp_path: Path
) -> None:
    library.create_workshop(data_dir, district="Riverbend", day=date(2027, 11, 20), now=NOON)
    code, said, errors = run("export", "Riverbend", "--out", tmp_path / "out")
    assert (code, said) == (2, "")
    assert "`list`" in errors


def sql(path: Path, *statements: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 8192] = b"\xa5" * 8192
    path.write_bytes(content)


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda p: p.unlink(), "called"),
    "empty": (lambda p: p.write_bytes(b""), "empty"),
    "a text": (lambda p: p.write_text("Dear diary, " * 100), "not a workshop file"),
    "a picture": (
        lambda p: p.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(5000)),
        "not a workshop file",
    ),
    "another program's": (
        lambda p: sql(p, "PRAGMA application_id=7"),
        "not a workshop file",
    ),
    "newer": (lambda p: sql(p, f"PRAGMA user_version={SCHEMA_VERSION + 1}"), "newer"),
    "damaged": (damage, "damaged"),
    "cut off": (lambda p: p.write_bytes(p.read_bytes()[:5000]), "damaged"),
}


def assert_three_sentences(code: int, said: str, errors: str) -> None:
    assert (code, said) == (2, "")
    lines = errors.splitlines()
    assert 2 <= len(lines) <= 3, errors
    assert all(line.strip().endswith((".", "…")) for line in lines), errors


@pytest.mark.parametrize("name", FAULTS)
def test_a_file_that_is_no_good_is_said_in_sentences(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path, name: str
) -> None:
    spoil, words = FAULTS[name]
    path = copy_of_template(tmp_path / "in" / "Riverbend.eqw")
    spoil(path)
    before = path.read_bytes() if path.exists() else None
    code, said, errors = run("export", path, "--out", tmp_path / "out")
    assert_three_sentences(code, said, errors)
    assert words in errors
    assert "Riverbend" in errors
    assert (path.read_bytes() if path.exists() else None) == before
    assert not (tmp_path / "out").exists(), "nothing half done"


def test_a_folder_is_no_workshop(run: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    assert_three_sentences(*run("export", tmp_path, "--out", tmp_path / "out"))


def test_a_file_that_another_program_holds(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    path = copy_of_template(tmp_path / "Riverbend.eqw")
    hold = (
        "import sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('BEGIN EXCLUSIVE'); print('held', flush=True); sys.stdin.read()\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        code, said, errors = run("export", path, "--out", tmp_path / "out")
        assert holder.stdin is not None
        holder.stdin.close()
    assert_three_sentences(code, said, errors)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs another user")
def test_a_read_only_file(tmp_path: Path) -> None:
    path = copy_of_template(tmp_path / "stick" / "Riverbend.eqw")
    path.chmod(0o444)
    path.parent.chmod(0o777)
    arguments = ["export", str(path), "--out", str(path.parent / "out")]

    def export() -> str:
        said = io.StringIO()
        with contextlib.redirect_stderr(said):
            code = program.main(arguments)
        return f"{code} {said.getvalue()}"

    code, errors = as_nobody(tmp_path, export).split(" ", 1)
    assert_three_sentences(int(code), "", errors)
    assert "read" in errors.lower()


@pytest.mark.parametrize("command", ["export", "rehearse"])
def test_a_place_that_cannot_be_written_is_said(
    qapp: object,
    run: Callable[..., tuple[int, str, str]],
    workshop: Path,
    tmp_path: Path,
    command: str,
) -> None:
    (tmp_path / "file").write_text("in the way")
    out = tmp_path / "file" / "out"
    asked = [command, workshop] if command == "export" else [command]
    code, said, errors = run(*asked, "--out", out)
    assert (code, said) == (2, "")
    assert str(out) in errors
