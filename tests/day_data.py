"""A full fictitious day, and its extremes, made through the program's own commands.

Riverbend Community Schools and everybody in it are invented.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from app.domain.cells import CellKey, Field, RevealResults, SetCell
from app.domain.clock import FinishDay, GoTo, StartDay
from app.domain.commands import Command
from app.domain.framework import Framework, framework_from_json
from app.domain.measures import ImportDataset
from app.domain.norms import AdoptNorms
from app.domain.notes import AddDataNeed, AddNextStep, AddNote, AddTheme, PlaceNotes, TagNote
from app.domain.people import AddPerson, Role
from app.domain.preparation import AddHistoryItem
from app.domain.seating import AddGroup
from app.domain.workshop import EditDetails, NameHosts
from app.services.execution import execute_all
from app.services.sample import default_pack
from app.storage.database import Database
from tests import workshops

DAY = date(2026, 11, 18)
START = datetime(2026, 11, 18, 17, 0, tzinfo=UTC)
"""Noon in Riverbend's time zone."""
END = START + timedelta(minutes=247)

FIRST = (
    "Amaranta", "Bertrand", "Calixta", "Demetri", "Eulalie", "Fabrizio", "Ginevra", "Hyacinth",
    "Isolde", "Jovanka", "Kasimir", "Leopoldine", "Mirabel", "Nikodem", "Ottoline", "Persephone",
    "Quillon", "Rosalind", "Severin", "Theodora", "Ulyssia", "Valentin", "Wilhelmina", "Xiomara",
    "Yevgenia", "Zacharias", "Anneliese", "Balthazar", "Clementia", "Dagmara", "Evander",
    "Fiorella", "Gwendolyn", "Hildebrand", "Ignatius", "Jacinthe", "Konstanze", "Lysander",
    "Marcelline", "Nadezhda", "Ozymand", "Philippa", "مريم", "נועם",
)  # fmt: skip
LAST = (
    "Applegarth", "Brocklesby", "Cottonwell", "Dunwoodie", "Eddlestone", "Fennimore",
    "Garrowby", "Hatherleigh", "Inchbald", "Jessamyn", "Kettlewell", "Lavenham", "Mossgrove",
    "Netherby", "Oakenshaw", "Pemberley", "Quenby", "Ravensdale", "Stonecliff", "Thistlewood",
    "Underhay", "Vandermeer", "Wetherall", "Yarborough", "Zimbalist", "Nguyễn", "Ñandúbay",
)  # fmt: skip
PEOPLE = 44
GROUPS: dict[str, tuple[str, ...]] = {
    "A": ("d01", "d06"),
    "B": ("d02", "d07"),
    "C": ("d03", "d04"),
    "D": ("d05", "d06"),
    "E": ("d08", "d09"),
    "F": ("d01", "d10"),
    "G": ("d04", "d10"),
}
LEVELS: dict[tuple[str, str], tuple[str, str]] = {
    ("A", "d01"): ("f2", "a1"), ("A", "d06"): ("f3", "a2"), ("B", "d02"): ("f3", "a2"),
    ("B", "d07"): ("f2", "a1"), ("C", "d03"): ("f3", "a3"), ("C", "d04"): ("f3", "a1"),
    ("D", "d05"): ("f2", ""), ("D", "d06"): ("f2", "a1"), ("E", "d09"): ("f3", "a2"),
    ("F", "d01"): ("f3", "a2"), ("F", "d10"): ("f2", "a1"), ("G", "d04"): ("f4", "a2"),
    ("G", "d10"): ("f2", "a2"),
}  # fmt: skip
REASONS = (
    "The formula gives every school the same amount per student, with a small supplement that has "
    "not changed in six years.",
    "Two of the five schools with the most students from low-income families have had three "
    "principals in four years.",
    "Families told us the translated letters arrive after the meeting has taken place.",
    "We saw strong programs, but the bus leaves before the clubs begin.",
)


def people_names() -> tuple[str, ...]:
    """Return every invented full name, in order."""
    return tuple(f"{FIRST[i]} {LAST[i % len(LAST)]}" for i in range(PEOPLE))


def default_framework() -> Framework:
    """Return the bundled pack."""
    return framework_from_json(default_pack())


def create(
    path: Path,
    *,
    languages: tuple[str, ...] = ("en", "es"),
    district: str = "Riverbend Community Schools",
) -> Database:
    """Return a fresh workshop file with nothing but its framework."""
    return workshops.create(path, at=START, district=district, date=DAY, languages=languages)


def carry_out(database: Database, commands: Sequence[Command], at: datetime = START) -> None:
    """Carry out commands as typed at ``at``; the first refusal is raised."""
    stamped = [replace(c, at=c.at or at) for c in commands]
    for result in execute_all(database, stamped, recorded_at=at):
        if result.error is not None:
            raise result.error


def full_day(path: Path, *, languages: tuple[str, ...] = ("en", "es")) -> Database:
    """Return the whole day: 44 people, 7 groups, scores, words, notes, next steps, finished."""

    def make(empty: Path) -> None:
        database = create(empty, languages=languages)
        carry_out(database, [*prepared(), *seated(), *scored(), *reflected()])
        carry_out(database, clocked(default_framework()))
        database.close()

    return Database(workshops.copy_of(f"full day {languages}", make, path))


def prepared() -> list[Command]:
    """Return the commands of the preparation."""
    values = {
        "place": "Harbor Branch Library, Room 2", "hard_stop_time": "16:30",
        "next_date": "2027-01-20", "next_time": "17:30", "next_place": "Lincoln School cafeteria",
    }  # fmt: skip
    items = (
        ("history", "The 2019 funding review led to the weighted formula that is in use today."),
        ("history", "Two elementary schools merged in 2022."),
        ("effort", "A grow-your-own program for bilingual teachers is in its second year."),
        ("effort", "Restorative practices are being tried in four middle schools."),
    )
    return [
        EditDetails(values=values),
        NameHosts(
            facilitators="Cordelia Winterbourne, Absalom Quartermain", co_host="Tamsin Ferro"
        ),
        *(
            AddHistoryItem(item_id=f"h{n}", kind=kind, position=float(n), text=text)
            for n, (kind, text) in enumerate(items, 1)
        ),
        ImportDataset(dataset_id="enrolment", content=_enrolment()),
        ImportDataset(dataset_id="graduation", content=_graduation()),
    ]


def _enrolment() -> dict[str, Any]:
    shares = (
        ("All students", 100.0), ("Students of color", 58.3), ("Low-income families", 61.0),
        ("English learners", 17.4), ("Students with disabilities", 18.9),
    )  # fmt: skip
    rows = [
        {"metric": "Enrolment share", "organisation": "Riverbend", "level": "district",
         "year": "2026", "student_group": name, "value": share, "as_written": str(share)}
        for name, share in shares
    ]  # fmt: skip
    return {"position": 1.0, "title": "Who our students are", "kind": "demographics",
            "unit": "percent", "source": "State enrolment file, 2026", "rows": rows}  # fmt: skip


def _graduation() -> dict[str, Any]:
    base = {"metric": "Four-year graduation", "organisation": "Riverbend", "level": "district",
            "year": "2025"}  # fmt: skip
    rows = [
        {**base, "student_group": "All students", "value": 84.1},
        {**base, "student_group": "English learners", "value": 66.5},
        {**base, "student_group": "Students with disabilities", "status": "range",
         "low": 60.0, "high": 69.0, "as_written": "60-69"},
        {**base, "student_group": "Homeless", "status": "suppressed", "as_written": "PS"},
    ]  # fmt: skip
    return {"position": 2.0, "title": "Who graduates in four years", "kind": "outcome",
            "unit": "percent", "source": "State graduation file, 2025",
            "dimensions": ["d04", "d07"], "rows": rows}  # fmt: skip


def seated() -> list[Command]:
    """Return the commands that seat everybody."""
    roles = (Role.PRACTITIONER, Role.EDUCATOR, Role.ADVOCATE, Role.ADVOCATE)
    labels = tuple(GROUPS)
    groups: list[Command] = [
        AddGroup(group_id=f"g{label}", seating_id="scoring", label=label, position=float(n),
                 place=f"Table {n}", dimensions=dimensions)
        for n, (label, dimensions) in enumerate(GROUPS.items(), 1)
    ]  # fmt: skip
    return groups + [
        AddPerson(
            participant_id=f"p{n}", role=roles[n % 4], walk_in=n % 11 != 5,
            group_id=f"g{labels[n % len(labels)]}",
            identity={"name": name, "email": f"person{n}@example.org",
                      "affiliation": f"Site {n % 9}"},
        )
        for n, name in enumerate(people_names())
    ]  # fmt: skip


def scored() -> list[Command]:
    """Return the commands of the scoring, with every kind of answer in it."""
    commands: list[Command] = [AdoptNorms(at=START + timedelta(minutes=38))]
    for place, ((label, dimension), levels) in enumerate(LEVELS.items()):
        for lens, level in zip(("foundations", "access"), levels, strict=True):
            value = {"level": level, "framework": 1} if level else {"cannot_tell": True}
            commands += [
                set_cell(label, dimension, Field.RATING, value, lens),
                set_cell(label, dimension, Field.REASON,
                         REASONS[(place + (lens == "access")) % 4], lens),
            ]  # fmt: skip
        commands.append(
            set_cell(label, dimension, Field.EVIDENCE, "Budget book 2026, pages 12 to 19; survey.")
        )
    commands += [
        set_cell("E", "d08", Field.NOT_SCORED, {"words": "Nobody at our table knows preschool."}),
        set_cell(
            "A", "d01", Field.OTHER_VIEW, "One of us would have said 3 for the magnet schools."
        ),
        set_cell("A", "d01", Field.STUDENT_GROUPS, ["english_learners", "Newcomers"]),
        set_cell("C", "d03", Field.RATING, {"level": "f2", "framework": 1}, "foundations"),
    ]
    needs = (
        ("n1", "gA", "d01", "quantitative", "Per-pupil spending by school, with salaries."),
        ("n2", "gD", "d06", "qualitative", "What students say about the new discipline code."),
        ("n3", "gE", "d08", "quantitative", "Preschool seats by neighborhood."),
    )
    commands += [
        AddDataNeed(need_id=i, group_id=g, dimension_id=d, kind=kind, text=text)
        for i, g, d, kind, text in needs
    ]
    return commands


def set_cell(label: str, dimension: str, field: Field, value: Any, lens: str = "") -> SetCell:
    """Return the command that a table's note-taker sends."""
    return SetCell(cell=str(CellKey(f"g{label}", dimension, field, lens)), value=value)


def reflected() -> list[Command]:
    """Return the commands of the afternoon: reveal, notes, themes, next steps."""
    prompts = [p.id for p in default_framework().prompts if p.purpose in ("discussion", "closing")]
    words = (
        "Access is lower than foundations nearly everywhere.",
        "We expected climate to be higher.",
        "Funding and early learning belong together.",
        "The buses decide who can take part.",
        "Families want to be asked earlier, said Amaranta Applegarth.",
    )
    commands: list[Command] = [RevealResults(at=START + timedelta(minutes=150))]
    commands += [
        AddTheme(theme_id="t1", name="Time and transport", position=1.0),
        AddTheme(theme_id="t2", name="Ask families first", position=2.0),
    ]
    for n, text in enumerate(words):
        commands += [
            AddNote(note_id=f"note{n}", prompt_id=prompts[n % len(prompts)], group_id="gA",
                    text=text, place="wall"),
            TagNote(note_id=f"note{n}", themes=("t1",) if n % 2 else ("t2",)),
        ]  # fmt: skip
    commands += [
        AddNote(note_id="hidden", prompt_id=prompts[0], text="This line was hidden on purpose."),
        PlaceNotes(note_ids=("hidden",), place="hidden"),
        AddNextStep(step_id="s1", position=1.0, text="Publish spending by school in plain words.",
                    owner_role="Finance office", due=date(2027, 1, 15), dimensions=("d01",)),
        AddNextStep(step_id="s2", position=2.0, text="Ask three middle schools about late buses.",
                    owner_role="Family council", due=date(2026, 12, 18),
                    dimensions=("d05", "d06")),
        AddNextStep(step_id="s3", position=3.0, text="Invite preschool providers to the next day."),
    ]  # fmt: skip
    return commands


def clocked(framework: Framework) -> list[Command]:
    """Return the clock's commands: every activity in turn, each a little over its minutes."""
    steps = [a for block in framework.blocks for a in block.activities]
    moment = START + timedelta(minutes=4)
    commands: list[Command] = [StartDay(activity_id=steps[0].id, at=moment)]
    for before, step in pairwise(steps):
        moment += timedelta(minutes=before.minutes)
        commands.append(GoTo(activity_id=step.id, at=moment))
    return [*commands, FinishDay(at=END)]


def overfull_day(path: Path) -> Database:
    """Return more of everything than a day can hold: 10 groups, notes of 2,000 characters."""
    return Database(workshops.copy_of("overfull day", _make_overfull_day, path))


def _make_overfull_day(path: Path) -> None:
    long = ("Cada palabra cuenta, and <b>every</b> mark & sign “counts” 5 < 6 — ñandú. " * 30)[
        :2000
    ]
    database = create(path, district="The Unified Consolidated Independent " * 3 + "District")
    dimensions = [d.id for d in default_framework().dimensions]
    commands: list[Command] = list(prepared())
    for n in range(10):
        label = f"Group number {n + 1} of the long hall"
        commands.append(
            AddGroup(group_id=f"g{n}", seating_id="scoring", label=label, position=float(n),
                     dimensions=tuple(dimensions))
        )  # fmt: skip
        for place, dimension in enumerate(dimensions):
            for lens, letter in (("foundations", "f"), ("access", "a")):
                value = {"level": f"{letter}{(n + place) % 4 + 1}", "framework": 1}
                commands.append(set_cell(str(n), dimension, Field.RATING, value, lens))
                if place < 2:
                    commands.append(set_cell(str(n), dimension, Field.REASON, long, lens))
            commands.append(set_cell(str(n), dimension, Field.EVIDENCE, long[: 200 * place]))
    for n, name in enumerate(people_names()):
        commands.append(
            AddPerson(participant_id=f"p{n}", role=Role.ADVOCATE, group_id=f"g{n % 10}",
                      identity={"name": name * 3})
        )  # fmt: skip
    commands += [
        AddNote(note_id=f"note{n}", prompt_id="", text=long, place="wall") for n in range(20)
    ]
    commands += [
        AddNextStep(step_id=f"s{n}", position=float(n), text=long[:600], owner_role=long[:80])
        for n in range(25)
    ]
    commands.append(RevealResults())
    carry_out(database, commands)
    database.close()
