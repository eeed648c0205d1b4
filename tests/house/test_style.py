"""The promises on style: linted, formatted, typed, small files, roles instead of looks."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = [ROOT / folder for folder in ("app", "packaging", "tests", "migrations")]
FILES = sorted(file for folder in OURS for file in folder.rglob("*.py"))
MAX_LINES = 600
MAX_LINES_OF_THE_PROGRAM = 400
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
HEX_COLOR = re.compile(r"""["']#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})["']""")


def run(*command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def lines_with(pattern: str | re.Pattern[str], files: list[Path]) -> list[str]:
    return [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()}"
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(pattern, line)
    ]


def test_linted() -> None:
    run("ruff", "check", "--no-fix", "--output-format=concise", ".")


def test_formatted() -> None:
    run("ruff", "format", "--check", ".")


def test_typed() -> None:
    run("mypy")


def test_files_are_small() -> None:
    long = {}
    for file in FILES:
        most = MAX_LINES_OF_THE_PROGRAM if ROOT / "app" in file.parents else MAX_LINES
        count = len(file.read_text(encoding="utf-8").splitlines())
        if count > most:
            long[str(file.relative_to(ROOT))] = count
    assert long == {}, "split these: a file holds one noun's one job"


def test_files_are_named_after_what_they_hold() -> None:
    vague = [
        str(file.relative_to(ROOT))
        for file in FILES
        if VAGUE_NAMES & set(file.stem.split("_")) or VAGUE_NAMES & {p.name for p in file.parents}
    ]
    assert vague == []


def test_colors_live_in_the_theme() -> None:
    files = [file for file in (ROOT / "app").rglob("*.py") if file.stem != "theme"]
    assert lines_with(HEX_COLOR, files) == []


def test_nothing_is_left_to_do() -> None:
    words = r"\b(TO" "DO|FIX" "ME|X" r"XX)\b"
    assert lines_with(words, FILES) == []


def test_the_packaging_folder_hides_no_library() -> None:
    """``packaging`` is also a library of pytest; without __init__.py the library wins the name."""
    assert not (ROOT / "packaging/__init__.py").exists()


def test_no_layout_is_asked_for_its_items() -> None:
    # PySide keeps what ``QLayout.itemAt`` returned for as long as the layout lives, even after Qt
    # has deleted it; whatever Qt puts in its place in memory later may crash when it goes. Three
    # hundred rounds of that end the process (6.11.3); a page keeps its widgets itself instead.
    allowed = ROOT / "app" / "ui" / "widgets" / "flow_layout.py"  # its own, called by Qt
    asked = [file for file in FILES if file not in (allowed, Path(__file__))]
    assert lines_with(r"\.itemAt\(", asked) == []


def test_no_value_changes_under_a_scrolling_wheel() -> None:
    # Qt's own fields take the wheel: whoever scrolls a page would change what the pointer passes.
    own = ROOT / "app" / "ui" / "widgets"
    allowed = (own / "still_fields.py", own / "gallery.py")
    files = [file for file in (ROOT / "app").rglob("*.py") if file not in allowed]
    fields = r"\bQ(ComboBox|FontComboBox|(Double)?SpinBox|(Date|Time|DateTime)Edit|Slider|Dial)"
    assert lines_with(fields + r"\(|\(" + fields + r"\):", files) == []
