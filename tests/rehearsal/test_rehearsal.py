"""One rehearsal as a person runs it, and what comes out of it read anew by other means."""

import csv
import json
import os
import re
import signal
import sqlite3
import struct
import subprocess
import sys
import time
import zipfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from app.bootstrap import sample_day
from app.domain.scenes import Scene
from app.domain.snapshot import Snapshot
from app.operations import Operations
from app.paths import resource_path
from app.rehearsal import checks, findings
from app.rehearsal.day import entered_scores
from app.rehearsal.plan import make_plan
from app.services import library
from app.steady import SimulatedClock
from tests.workshops import NOON

ROOT = Path(__file__).resolve().parents[2]
SEED = 3
LIMIT_SECONDS = 400
FILES = {
    "workshop.eqw", "summary.pdf", "summary.html", "share.pdf", "paper-kit.pdf", "scores.csv",
    "scores.xlsx", "results.png", "results.svg", "rehearsal.json",
}  # fmt: skip
LENSES = ("foundations", "access")


@dataclass(frozen=True)
class Rehearsed:
    """What one rehearsal left behind."""

    out: Path
    code: int
    said: str
    errors: str
    seconds: float

    @property
    def sheet(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.out / "rehearsal.json").read_text("utf-8"))
        return found


def rehearse(out: Path, *arguments: str, data_dir: Path) -> Rehearsed:
    """Run ``rehearse`` where there is no display."""
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "QT_QPA_PLATFORM")}
    environment["EQUITY_WORKSHOP_DATA"] = str(data_dir)
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "app", "rehearse", "--out", str(out), *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=LIMIT_SECONDS,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Rehearsed(out, done.returncode, done.stdout, done.stderr, time.monotonic() - began)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Rehearsed:
    """Return the one rehearsal of this file; it takes about a minute."""
    folder = tmp_path_factory.mktemp("rehearsal")
    return rehearse(folder / "out", "--seed", str(SEED), data_dir=folder / "data")


@pytest.fixture(scope="module")
def people() -> list[dict[str, str]]:
    """Return the sample's people as their file has them."""
    with resource_path("sample", "people-form-export.csv").open(
        encoding="utf-8-sig", newline=""
    ) as file:
        return list(csv.DictReader(file))


@pytest.mark.timeout(LIMIT_SECONDS + 30)
def test_it_ends_on_go(run: Rehearsed) -> None:
    assert run.code == 0, run.said + run.errors
    assert run.said.splitlines()[-1] == "go"
    assert "NO GO" not in run.said
    assert run.errors == ""
    sheet = run.sheet
    assert sheet["go"] is True
    assert sheet["seed"] == SEED
    assert all(check["go"] for check in sheet["checks"])
    assert sheet["groups"] == 7
    assert sheet["people"] == 46, "44 on the list and two walk-ins"
    assert sheet["timings_seconds"]["all"] > 0


def test_everything_happened(run: Rehearsed) -> None:
    """Also what the sheet says of it is true of the file."""
    lines = [(check["name"], check["seen"]) for check in run.sheet["checks"]]
    happened = [name for name, _seen in lines]
    assert happened.count("projector_pulled") == 2
    for name in ("killed_and_resumed", "disk_full", "clock_set_back", "no_shows", "spanish"):
        assert happened.count(name) == 1, name
    assert set(run.sheet["happenings"]) <= set(happened), "and for each it says what was real"
    assert not any("no second display" in seen for _name, seen in lines)
    with closing(sqlite3.connect(run.out / "workshop.eqw")) as connection:
        absent = connection.execute("SELECT count(*) FROM participants WHERE arrival = 'absent'")
        assert absent.fetchone() == (6,)
        moments = connection.execute("SELECT moment FROM clock_events ORDER BY number").fetchall()
    assert moments == sorted(moments), "the workshop's clock never went back"


def test_every_file_is_there(run: Rehearsed) -> None:
    there = {path.name for path in run.out.iterdir()}
    assert there >= FILES
    assert all(path.stat().st_size > 0 for path in run.out.iterdir())


def test_every_scene_was_pictured_as_wide_as_a_projector(run: Rehearsed) -> None:
    rooms = sorted(run.out.glob("room-*.png"))
    named = [re.fullmatch(r"room-(\d\d)-([a-z_]+)\.png", path.name) for path in rooms]
    assert all(named)
    assert [int(found[1]) for found in named if found] == list(range(1, len(rooms) + 1))
    assert {found[2] for found in named if found} == {scene.value for scene in Scene}
    assert {size_of(path) for path in rooms} == {(1920, 1080)}


def test_the_console_was_pictured_as_wide_as_a_laptop(run: Rehearsed) -> None:
    consoles = sorted(run.out.glob("console-*.png"))
    assert [path.name for path in consoles] == [
        f"console-{number:02d}.png" for number in range(1, len(consoles) + 1)
    ]
    assert len(consoles) >= 8
    assert {size_of(path) for path in consoles} == {(1366, 768)}


def size_of(picture: Path) -> tuple[int, int]:
    """Return width and height from a PNG's header (PNG specification, section 11.2.2)."""
    head = picture.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", head[16:24])  # type: ignore[return-value]


def test_the_csv_has_the_scores_that_were_entered(run: Rehearsed) -> None:
    with (run.out / "scores.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    told = {
        f"{row['dimension_id']}/{row['group']}/{row['lens']}": row["level"] or row["standing"]
        for row in rows
    }
    assert told == run.sheet["entered"]
    assert len({key.split("/")[0] for key in told}) == 10
    assert {"cannot_tell", "chose_not"} <= set(told.values()), "all standings are rehearsed"


def test_the_file_has_the_scores_that_were_entered(run: Rehearsed) -> None:
    with closing(sqlite3.connect(run.out / "workshop.eqw")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        labels = dict(connection.execute("SELECT id, label FROM groups"))
        rows = connection.execute(
            "SELECT group_id, dimension_id, field, lens, value FROM cells "
            "WHERE NOT superseded AND NOT withdrawn AND field IN ('rating', 'not_scored')"
        ).fetchall()
        finished = connection.execute(
            "SELECT count(*) FROM clock_events WHERE kind = 'finish'"
        ).fetchone()
    told = {}
    for group_id, dimension_id, field, lens, value in rows:
        found = json.loads(value) if value else None
        if found is None:
            continue
        # The default scale's levels are called f1 … f4 and a1 … a4.
        answer = found["level"][1:] if found.get("level") else "cannot_tell"
        for one in (lens,) if field == "rating" else LENSES:
            chose_not = field == "not_scored"
            told[f"{dimension_id}/{labels[group_id]}/{one}"] = "chose_not" if chose_not else answer
    assert told == run.sheet["entered"]
    assert finished == (1,)


def test_the_summary_has_the_scores_that_were_entered(run: Rehearsed) -> None:
    """Read from the page of the marks in words, which the rehearsal's own check does not read."""
    pages = [page.extract_text() for page in PdfReader(run.out / "summary.pdf").pages]
    (start,) = (n for n, text in enumerate(pages) if "The same marks in words" in text)
    text = " ".join(" ".join(pages[start : start + 2]).split())
    with (run.out / "scores.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    names = {row["dimension_id"]: (row["dimension_number"], row["dimension"]) for row in rows}
    starts = {d: text.index(f"{number} {name} ") for d, (number, name) in names.items()}
    told: dict[str, str] = {}
    for dimension_id, at in starts.items():
        end = min([later for later in starts.values() if later > at], default=len(text))
        seen: dict[str, int] = {}
        said = re.compile(r"(?:(\d) [A-Z][a-z ]+|(Cannot tell)|(Chose not to score)): ([A-Z, ]+)\b")
        for level, unsure, refused, labels in said.findall(text[at:end]):
            for label in re.findall(r"\b[A-Z]\b", labels):
                lens = LENSES[seen.setdefault(label, 0)]
                seen[label] += 1
                answer = level or ("cannot_tell" if unsure else "chose_not" if refused else "")
                told[f"{dimension_id}/{label}/{lens}"] = answer
    assert told == run.sheet["entered"]


def test_names_are_nowhere(run: Rehearsed, people: list[dict[str, str]]) -> None:
    names = {row["Your full name"] for row in people} | {row["Email Address"] for row in people}
    names |= {"Marisol Testperson", "Terrence Sampleman", "Sample Facilitator", "Sample Co-host"}
    assert len(names) > 80
    for path in sorted(run.out.iterdir()):
        if path.suffix in (".png", ".eqw"):
            continue
        text = folded(text_of(path))
        assert [name for name in names if folded(name) in text] == [], path.name


def text_of(path: Path) -> str:
    if path.suffix == ".pdf":
        return " ".join(page.extract_text() for page in PdfReader(path).pages)
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            return " ".join(book.read(name).decode("utf-8") for name in book.namelist())
    return path.read_text("utf-8")


def folded(text: str) -> str:
    return re.sub(r"[\s\u00ad-]+", "", text).casefold()


def test_the_same_seed_enters_the_same_scores(run: Rehearsed, qapp: object, tmp_path: Path) -> None:
    """A second day is prepared, not lived: its plan is what would be entered."""
    assert planned(prepared(tmp_path / "one"), SEED) == run.sheet["entered"]
    snapshot = prepared(tmp_path / "two")
    assert planned(snapshot, SEED) == run.sheet["entered"]
    assert planned(snapshot, SEED + 1) != run.sheet["entered"]


def prepared(folder: Path) -> Snapshot:
    path = library.create_workshop(folder, district="Riverbend", day=NOON.date(), now=NOON)
    operations = Operations(path, SimulatedClock(NOON), folder)
    try:
        sample_day.fill(operations, seed=SEED)
        return operations.snapshot
    finally:
        operations.close()


def planned(snapshot: Snapshot, seed: int) -> dict[str, str]:
    plan = make_plan(snapshot.framework, snapshot.groups, seed)
    labels = {group.id: group.label for group in snapshot.groups}
    return findings.entered(entered_scores(plan), snapshot.framework, labels)


def test_a_people_file_with_open_questions_begins_nothing(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Name,Role\nAna Test,Parent\nBo Test,Astronaut\n", "utf-8")
    done = rehearse(tmp_path / "out", "--people", str(file), data_dir=tmp_path / "data")
    assert done.code == 2
    assert "Astronaut" in done.errors
    assert re.search(r"\b[Rr]ow 3\b", done.errors), done.errors
    assert not done.out.exists(), "no empty folder is left"


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00\x00", b"Name,Role\n"])
def test_a_people_file_without_people_begins_nothing(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(content)
    done = rehearse(tmp_path / "out", "--people", str(file), data_dir=tmp_path / "data")
    assert done.code == 2
    assert "people.csv" in done.errors or "no people" in done.errors.lower(), done.errors
    assert not done.out.exists()


def test_ended_from_outside_it_takes_away_what_it_made(tmp_path: Path) -> None:
    place = tmp_path / "system"
    place.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "rehearse", "--out", str(tmp_path / "out")],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(place), "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while not list(place.glob("equity-rehearsal-*/workshops/*.eqw")):
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.05)
    process.terminate()
    _said, errors = process.communicate(timeout=60)
    assert process.returncode == 128 + signal.SIGTERM
    assert "Traceback" not in errors
    assert not list(place.glob("equity-rehearsal-*"))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("groups", ["0", "1", "13"])
def test_too_few_or_too_many_groups(tmp_path: Path, groups: str) -> None:
    done = rehearse(tmp_path / "out", "--groups", groups, data_dir=tmp_path / "data")
    assert done.code == 2
    assert "2 to 12" in done.errors
    assert "--groups" in done.errors
    assert not done.out.exists()


def test_groups_that_are_no_number(tmp_path: Path) -> None:
    done = rehearse(tmp_path / "out", "--groups", "abc", data_dir=tmp_path / "data")
    assert done.code == 2
    assert "abc" in done.errors
    assert "--groups" in done.errors


def test_the_checks_say_no_to_what_is_wrong(run: Rehearsed, tmp_path: Path) -> None:
    """A sheet that could never say "no go" would be worth nothing."""
    saved = checks.read_file(run.out / "workshop.eqw")
    wanted = dict(run.sheet["entered"])
    key = next(iter(wanted))
    spoiled = {**wanted, key: "4" if wanted[key] != "4" else "1"}
    assert [c.go for c in checks.scores_agree(wanted, {"here": spoiled})] == [False]
    assert [
        c.go for c in checks.scores_agree(wanted, {"here": {**wanted, "d01/Z/access": "1"}})
    ] == [False]
    assert [c.go for c in checks.pdf_is_whole(["An empty page"], saved)] == [False, False, False]
    assert not checks.every_scene([Scene.WELCOME]).go
    assert not checks.everything_happened([checks.Check("spanish", True)], ["disk_full"]).go
    for kind in checks.NAMELESS:
        (tmp_path / kind).write_bytes((run.out / kind).read_bytes())
    name = next(p.identity.name for p in saved.people if p.identity)
    with (tmp_path / "summary.html").open("a", encoding="utf-8") as file:
        file.write(name)
    assert not checks.no_names(tmp_path, saved).go
    altered = tmp_path / "altered.eqw"
    altered.write_bytes((run.out / "workshop.eqw").read_bytes())
    with closing(sqlite3.connect(altered)) as connection, connection:
        connection.execute("UPDATE next_steps SET text = 'Something else'")
    assert not checks.replay_equals_state(altered, tmp_path).go
