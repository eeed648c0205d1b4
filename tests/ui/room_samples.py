"""Workshops to show on a room screen: an empty one, an ordinary day, and one that is too full."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from app.domain.cells import CellKey, Field, RevealResults, SetCell
from app.domain.clock import ClockEvent, ClockKind
from app.domain.commands import Command
from app.domain.measures import ImportDataset
from app.domain.norms import AddNorm
from app.domain.notes import AddNextStep, AddNote, AddTheme, TagNote
from app.domain.people import AddPerson, Role
from app.domain.preparation import AddHistoryItem
from app.domain.room_open import Door, DoorPhase, WayIn
from app.domain.seating import AddGroup, AddSeating, Seat
from app.domain.snapshot import Snapshot
from app.domain.workshop import EditDetails, NameHosts
from app.room.qr import modules
from app.services import snapshot as reading
from app.services.execution import execute_all
from app.storage.database import Database
from tests.workshops import NOON, creation

KINDS = ("empty", "normal", "overfull")

LONG = (
    "We looked at the numbers and at what families told us, and both say that the students who "
    "would gain most are the last to get it, because places are given to those who ask first. "
)

FIRST = ("Ana", "Bo", "Carmen", "Dele", "Edith", "Farid", "Grace", "Hiro", "Ines", "Jonah", "Kofi")
LAST = ("Testa", "Sample", "Muster", "Prueba", "Example", "Modelo", "Placeholder-Featherstonehaugh")


def sample(
    folder: Path, kind: str, languages: tuple[str, ...], *, revealed: bool = True
) -> Snapshot:
    """Return a workshop of one of ``KINDS``, made through the real writer in a real file."""
    path = folder / f"{kind}-{'-'.join(languages)}-{revealed}.eqw"
    database = Database(path)
    if not path.exists():
        database.create()
        commands = [replace(c, at=c.at or NOON) for c in _commands(kind, languages, revealed)]
        results = execute_all(database, commands, recorded_at=NOON)
        assert [r.error for r in results if r.error] == []
    found = reading.load(database)
    database.close()
    return found


def moment_in(
    snapshot: Snapshot, activity_id: str, minutes: float = 3.0
) -> tuple[Snapshot, datetime]:
    """Return the snapshot as if the day stood ``minutes`` into an activity, and that moment."""

    start = NOON + timedelta(minutes=40)
    events = (
        ClockEvent(id="c1", number=1, kind=ClockKind.START, moment=start, activity_id=activity_id),
    )
    return replace(snapshot, clock_events=events), start + timedelta(minutes=minutes)


def open_door(snapshot: Snapshot, *, plain: bool = False) -> Door:
    """Return a room that devices may come into, with a way in for each group.

    With ``plain``, also without a certificate.
    """
    secure = "https://192.168.178.120:8443"
    address = "http://192.168.178.120:8444" if plain else secure
    ways = tuple(
        WayIn(
            group_id=group.id, label=group.label, code=f"K7M2Q{index:X}", link="",
            page=f"{secure}/#j=K7M2Q{index:X}", qr=modules(f"{secure}/#j=K7M2Q{index:X}"),
        )
        for index, group in enumerate(snapshot.groups)
    )  # fmt: skip
    return Door(
        phase=DoorPhase.OPEN, addresses=(address,), encrypted=secure if plain else "",
        qr=modules(secure), ways=ways,
    )  # fmt: skip


def _commands(kind: str, languages: tuple[str, ...], revealed: bool) -> Iterator[Command]:
    full = kind == "overfull"
    district = "Riverbend Community Schools"
    if full:
        district = "Consolidated Unified School District of Upper Riverbend and Lower Featherstone"
    yield creation(district=district, languages=languages)
    if kind == "empty":
        return
    yield EditDetails(
        values={
            "place": "Harbor Street Library, Room 2", "next_date": "2027-01-15",
            "next_time": "13:30", "next_place": "Harbor Street Library",
        }
    )  # fmt: skip
    yield NameHosts(facilitators="Sam Sample", co_host="Riverbend Parents Together")
    yield from _people(44 if full else 18, 10 if full else 7)
    yield from _words(full)
    yield from _data()
    yield from _scores(10 if full else 7, full)
    if revealed:
        yield RevealResults()


def _people(people: int, groups: int) -> Iterator[Command]:
    yield AddSeating(seating_id="next", purpose="next_steps", position=2.0)
    pairs = ((1, 6), (2, 7), (3, 4), (5, 6), (8, 9), (1, 10), (4, 10), (2, 9), (3, 8), (5, 7))
    for index in range(groups):
        label = "ABCDEFGHIJ"[index]
        for seating, name in (("scoring", label), ("next", str(index + 1))):
            yield AddGroup(
                group_id=f"{seating}-{label}", seating_id=seating, label=name,
                position=float(index), place=f"Table {index + 1}",
                dimensions=tuple(f"d{n:02d}" for n in pairs[index]) if seating == "scoring" else (),
            )  # fmt: skip
    for index in range(people):
        name = f"{FIRST[index % len(FIRST)]} {LAST[index % len(LAST)]}"
        yield AddPerson(
            participant_id=f"p{index}", role=tuple(Role)[index % 3], identity={"name": name}
        )
        yield Seat(participant_id=f"p{index}", group_id=f"scoring-{'ABCDEFGHIJ'[index % groups]}")
        yield Seat(
            participant_id=f"p{index}", group_id=f"next-{'ABCDEFGHIJ'[(index * 3 + 1) % groups]}"
        )


def _words(full: bool) -> Iterator[Command]:
    times = 12 if full else 1
    for index in range(4 * (3 if full else 1)):
        kind = ("history", "effort")[index % 2]
        texts = (
            "The east side lost its middle school in 2014, and its students ride an hour each way.",
            "Free tutoring after school at four of nine schools.",
            "A desegregation order ended in 1998; boundaries were drawn anew.",
            "A yearly survey of families in three languages.",
        )
        yield AddHistoryItem(
            item_id=f"h{index}", kind=kind, position=float(index),
            text=texts[index % 4] if index < 4 or index % 3 else LONG * 3,
        )  # fmt: skip
    for index, name in enumerate(("Transport", "Being asked", "Time with good teachers")):
        yield AddTheme(theme_id=f"t{index}", name=name, position=float(index))
    notes = (
        "Buses leave before tutoring ends.",
        "Students who changed schools twice are in none of our lists.",
        "Nobody asked the families of English learners which language they want letters in.",
        "Strong teachers, few of them where need is greatest.",
        "The library closes at three.",
        LONG,
    )
    for index in range(len(notes) * (4 if full else 1)):
        text = notes[index % 6]
        if full and index % 6 == 5:
            text = (LONG * 12)[:2000]
        yield AddNote(
            note_id=f"n{index}", prompt_id=("discuss_overlap", "interpret_meaning")[index % 2],
            place="wall", text=text,
        )  # fmt: skip
        yield TagNote(note_id=f"n{index}", themes=(f"t{index % 3}",))
    yield AddNote(note_id="tray", place="tray", text="Not for the wall yet.")
    for index in range(3 * (4 if full else 1)):
        texts = (
            "Ask the bus company for a late line on two days a week",
            "Count who gets advanced courses, by school and group",
            "Hold listening hours at the three schools with the most moves",
        )
        yield AddNextStep(
            step_id=f"s{index}", position=float(index), text=texts[index % 3],
            owner_role="Transport office with two parents" if index % 3 == 0 else "Data team",
            due=date(2027, 2, 1) if index % 2 == 0 else None,
        )  # fmt: skip
    for index in range(5 * (times > 1)):
        yield AddNorm(
            norm_id=f"x{index}", name={"en": f"One more norm that the room wanted {index}"},
            text={"en": "With a longer line that says what it means for how we talk today."},
            position=20.0 + index,
        )  # fmt: skip


def _data() -> Iterator[Command]:
    names = (
        ("All students", "", 87.2, 1204), ("Black students", "black", 79.4, 212),
        ("Latino students", "latino", 81.0, 388),
        ("English learners", "english_learners", 64.5, 96),
        ("Students with disabilities", "disabilities", 66.1, 160),
        ("Economically disadvantaged", "low_income", 80.3, 604),
    )  # fmt: skip
    rows = [
        {
            "metric": "4-year graduation rate", "organisation": "Riverbend", "level": "district",
            "year": "2025", "student_group": name, "group_id": group, "value": value,
            "denominator": float(count), "status": "reported", "as_written": str(value),
        }
        for name, group, value, count in names
    ]  # fmt: skip
    rows += [
        {"metric": "4-year graduation rate", "organisation": "Riverbend", "level": "district",
         "year": "2025", "student_group": "In foster care", "group_id": "foster_care",
         "value": None, "status": "suppressed", "as_written": "*"},
        {"metric": "4-year graduation rate", "organisation": "Riverbend", "level": "district",
         "year": "2025", "student_group": "Native American", "group_id": "native", "value": None,
         "low": 50.0, "high": None, "status": "range", "as_written": "GE50"},
    ]  # fmt: skip
    yield ImportDataset(
        dataset_id="grad",
        content={
            "position": 1.0, "title": "Graduation", "kind": "outcome", "unit": "percent",
            "source": "State report card, 2025 (graduation.csv)", "rows": rows,
        },
    )  # fmt: skip
    yield ImportDataset(
        dataset_id="who",
        content={
            "position": 2.0, "title": "Who our students are", "kind": "demographics",
            "unit": "percent", "source": "Enrollment file, 2025",
            "rows": [{**row, "metric": "Share of enrollment", "denominator": None}
                     for row in rows[1:6]],
        },
    )  # fmt: skip


def _scores(groups: int, full: bool) -> Iterator[Command]:
    pairs = ((1, 6), (2, 7), (3, 4), (5, 6), (8, 9), (1, 10), (4, 10), (2, 9), (3, 8), (5, 7))
    for index in range(groups):
        group = f"scoring-{'ABCDEFGHIJ'[index]}"
        for step, number in enumerate(pairs[index]):
            dimension = f"d{number:02d}"
            for offset, lens in enumerate(("foundations", "access")):
                key = CellKey(group, dimension, Field.RATING, lens)
                if number == 8 and index == 4:
                    yield SetCell(
                        cell=str(CellKey(group, dimension, Field.NOT_SCORED)),
                        value={"words": "Nobody at the table knew these programs."},
                    )
                    break
                letter = lens[0]
                level = 1 + (index * 2 + step + 2 - 2 * offset) % 4
                value = {"level": f"{letter}{level}", "framework": 1}
                if number == 5 and offset:
                    value = {"cannot_tell": True}
                yield SetCell(cell=str(key), value=value)
                yield SetCell(
                    cell=str(CellKey(group, dimension, Field.REASON, lens)),
                    value=(LONG * 12)[:2000] if full else LONG,
                )
