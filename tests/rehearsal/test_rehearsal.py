"""One rehearsal as a person runs it, and what comes out of it read anew by other means."""

import csv
import json
import re
import sqlite3
import struct
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.domain.scenes import Scene
from app.domain.snapshot import Snapshot
from app.operations import Operations
from app.paths import resource_path
from app.rehearsal import checks, findings
from app.rehearsal.day import entered_scores
from app.rehearsal.faults import PLAYED as FAULTS
from app.rehearsal.page_fault import PLAYED as PAGE
from app.rehearsal.plan import make_plan
from app.rehearsal.prepared import prepare
from app.services import library
from app.steady import SimulatedClock
from tests.rehearsal.rehearsing import LIMIT_SECONDS, Rehearsed, rehearse
from tests.workshops import NOON

SEED = 3
FILES = {
    "workshop.eqw", "summary.pdf", "summary.html", "share.pdf", "paper-kit.pdf", "scores.csv",
    "scores.xlsx", "results.png", "results.svg", "rehearsal.json", "rehearsal.pdf",
}  # fmt: skip
LENSES = ("foundations", "access")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Rehearsed:
    """Return the one rehearsal of this file; it takes about a minute and a half."""
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
    assert sheet["people"] == 70, "44 of the form, 24 with tickets, and two walk-ins"
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


def test_all_groups_but_one_scored_at_stations(run: Rehearsed) -> None:
    """What the sheet says of stations is so in the file: entries 1, 2, 3 … of each, no gap."""
    stations = run.sheet["stations"]
    assert [row["group"] for row in stations] == ["A", "B", "C", "D", "E", "F", "G"]
    assert [row["kind"] for row in stations] == ["desktop", "page", *["desktop"] * 5]
    assert [row["road"] for row in stations] == ["network"] * 6 + ["network, then files"]
    assert all(row["go"] and row["digests_equal"] and not row["gaps"] for row in stations)
    assert {row["language"] for row in stations} == {"en", "es"}
    with closing(sqlite3.connect(run.out / "workshop.eqw")) as connection:
        numbers = connection.execute(
            "SELECT station, count(*), min(seq), max(seq), count(DISTINCT entry_id) "
            "FROM received GROUP BY station"
        ).fetchall()
        at_laptop = connection.execute(
            "SELECT DISTINCT group_id FROM cells WHERE field = 'rating' AND station = 'hub'"
        ).fetchall()
        labels = dict(connection.execute("SELECT id, label FROM groups"))
    assert sorted(count for _id, count, *_more in numbers) == sorted(r["sent"] for r in stations)
    assert all(first == 1 and last == count == ids for _id, count, first, last, ids in numbers)
    assert [labels[group] for (group,) in at_laptop] == ["B"]


def test_each_fault_is_told_with_its_numbers(run: Rehearsed) -> None:
    faults = {row["fault"]: row for row in run.sheet["faults"]}
    assert set(faults) == {*FAULTS, *PAGE}, "Chromium is there for tests"
    assert run.sheet["page_not_rehearsed"] == ""
    for name, row in faults.items():
        assert row["go"], name
        assert row["went_as_it_should"], name
        assert row["sent"] == row["arrived"] > 0, name
        assert row["lost"] == row["twice"] == row["waiting"] == 0, name
        assert row["gaps"] == [], name
        assert row["digests_equal"], name
        assert name in run.sheet["happenings"], "and it says what was real"
    assert [row["at"] for row in faults.values()] == sorted(row["at"] for row in faults.values())
    assert len({faults[name]["group"] for name in list(FAULTS)[:6]}) == 5, "to each its own table"
    for name in ("hub_killed", "cut", "reorder", "file_road", "page_cut", "hand_over"):
        assert faults[name]["waited_on_the_station"] > 0, name
    assert faults["cut"]["minutes"] == 20
    killed = faults["station_killed"]
    assert killed["letters_found"] >= killed["letters_saved"] >= 25
    assert faults["reorder"]["gaps_meanwhile"] == 1
    assert faults["duplicate"]["brought_again"] == 2 * faults["duplicate"]["sent"]
    assert faults["file_road"]["fresh"] == faults["file_road"]["sent"]
    assert faults["file_road"]["fresh_the_second_time"] == 0
    assert faults["hand_over"]["stations_that_followed"] == 5


def test_the_paper_sheet_says_it_in_both_languages(run: Rehearsed) -> None:
    text = " ".join(page.extract_text() for page in PdfReader(run.out / "rehearsal.pdf").pages)
    words = " ".join(text.split())
    assert "The network was cut for 20 minutes" in words
    assert "La red se cortó durante 20 minutos" in words
    assert "NO GO" not in words
    for row in run.sheet["faults"]:
        assert f" {row['sent']} {row['arrived']} 0 0 " in words, row["fault"]


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
        prepare(operations, people_file=None, tables=7, seed=SEED, folder=folder)
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
