"""The sample files of people as other tools would have written them: sixty variants, by seed."""

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from openpyxl import Workbook

Rows = list[list[str]]

_RENAMED = {
    "Email Address": ("E-mail", "Your email", "Correo electrónico", "EMAIL ADDRESS"),
    "Your full name": ("Name", "Full Name", "Nombre completo", "  name "),
    "Organization or school": ("Organization", "Organización o escuela", "Affiliation"),
    "I am coming as a...": ("Role", "Which of these describes you?", "Asisto como"),
    "Which dimensions would you most like to work on? (choose up to 3)": (
        "Dimensions", "Dimensions of interest (pick three)", "¿Qué dimensiones le interesan?",
    ),
    "Is there someone you should not be seated with?": (
        "Not seated with", "Anyone we should keep apart from you?",
        "¿Hay alguien con quien no deba sentarse?",
    ),
    "Language or access needs": ("Needs", "Necesidades de idioma o acceso", "NEEDS"),
    "What history should the group know?": ("History", "¿Qué historia debe conocer el grupo?"),
    "First Name": ("First name", "Given name", "Nombre", "FIRST NAME"),
    "Last Name": ("Surname", "Last", "Apellidos", "LAST NAME"),
    "Email": ("E-mail address", "Correo electrónico", "email"),
    "Ticket Type": ("Ticket", "Tipo de boleto", "Type of ticket"),
    "Attendee Status": ("Status", "RSVP", "Attendance"),
    "Company": ("Organization", "Organización", "Company name"),
    "Job Title": ("Title", "Cargo", "Position"),
}  # fmt: skip
_EXTRA = (
    ("IP Address", "10.0.0.1"),
    ("Phone number", "555-0100"),
    ("Internal ID", "00042"),
    ("Consent", "I agree"),
    ("Remarks for the caterer", "="),
)
_INTERESTS = "Which dimensions would you most like to work on? (choose up to 3)"
_DIMENSIONS = (
    "School Funding", "Teaching Quality & Diversity", "School Leadership Quality & Diversity",
    "Empowering, Rigorous Content", "Instructional Time & Attention",
    "Positive & Inviting School Climate", "Student Supports & Intervention",
    "High-Quality Early Learning", "Learning-Ready Facilities",
    "Diverse & Inclusive Schools & Classrooms",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Variant:
    """A file, and what of it is another than in the sample."""

    name: str
    data: bytes
    changes: tuple[str, ...]
    row_of: int = 0
    """How many rows further down everybody stands."""

    letters: dict[str, str] | None = None
    """Letters that the encoding does not have, and what the tool wrote for them."""

    any_order: bool = False
    """Whether the order of somebody's dimensions is lost (a column for each)."""


@dataclass
class _Making:
    rows: Rows
    changes: list[str]
    above: Rows
    below: Rows
    any_order: bool = False


def variant(path: Path, seed: int) -> Variant:
    """Return the ``seed``-th variant of a sample; the same seed makes the same bytes."""
    chance = random.Random(seed)
    with path.open(encoding="utf-8", newline="") as file:
        making = _Making(list(csv.reader(file)), [], [], [])
    possible = [_rename, _shuffle, _add_columns, _part_names, _title, _footer, _choices]
    for mutate in possible:
        if chance.random() < 0.45:
            mutate(making, chance)
    return _written(making, seed, chance)


def _rename(making: _Making, chance: random.Random) -> None:
    making.rows[0] = [chance.choice(_RENAMED.get(name, (name,))) for name in making.rows[0]]
    making.changes.append("headers")


def _shuffle(making: _Making, chance: random.Random) -> None:
    order = list(range(len(making.rows[0])))
    chance.shuffle(order)
    making.rows = [[row[place] for place in order] for row in making.rows]
    making.changes.append("order")


def _add_columns(making: _Making, chance: random.Random) -> None:
    for name, value in chance.sample(_EXTRA, 2):
        place = chance.randrange(len(making.rows[0]) + 1)
        for number, row in enumerate(making.rows):
            row.insert(place, value if number else name)
    making.changes.append("columns")


def _part_names(making: _Making, chance: random.Random) -> None:
    """Put a whole name into two columns, or two into one."""
    header = making.rows[0]
    if "Your full name" in header:
        place = header.index("Your full name")
        for number, row in enumerate(making.rows):
            first, _space, last = row[place].rpartition(" ")
            row[place : place + 1] = [first, last] if number else ["First name", "Last name"]
    elif {"First Name", "Last Name"} <= set(header):
        first_at, last_at = header.index("First Name"), header.index("Last Name")
        for number, row in enumerate(making.rows):
            row[first_at] = f"{row[first_at]} {row[last_at]}" if number else "Attendee name"
            del row[last_at]
    else:
        return
    making.changes.append("names")


def _title(making: _Making, chance: random.Random) -> None:
    making.above = [["Riverbend resource equity workshop"], ["Exported 2026-10-30"], []]
    making.changes.append("title")


def _footer(making: _Making, chance: random.Random) -> None:
    making.below = [[], ["Generated by Sign-up Tool, 2026-10-30 08:00"]]
    making.changes.append("footer")


def _choices(making: _Making, chance: random.Random) -> None:
    """Give each dimension a column of its own, with its words, a cross or a 1 where chosen."""
    header = making.rows[0]
    if _INTERESTS not in header:
        return
    place = header.index(_INTERESTS)
    form = chance.choice(("{question} [{choice}]", "{question}: {choice}", "two rows"))
    mark = chance.choice(("words", "X", "1", "TRUE"))
    for number, row in enumerate(making.rows):
        cells = []
        for choice in _DIMENSIONS:
            if not number:
                question = "Which dimensions would you like"
                cells.append(form.format(question=question, choice=choice))
            elif choice in row[place]:
                cells.append(choice if mark == "words" else mark)
            else:
                cells.append("0" if mark == "1" else "")
        row[place : place + 1] = cells
    if form == "two rows":
        _in_two_rows(making, place)
    making.changes.append(f"choices ({form}, {mark})")
    making.any_order = True


def _in_two_rows(making: _Making, place: int) -> None:
    width = len(making.rows[0])
    end = place + len(_DIMENSIONS)
    below = ["" if n < place or n >= end else _DIMENSIONS[n - place] for n in range(width)]
    making.rows[0][place:end] = ["Which dimensions would you like", *[""] * (end - place - 1)]
    making.rows.insert(1, below)


def _written(making: _Making, seed: int, chance: random.Random) -> Variant:
    rows = [*making.above, *making.rows, *making.below]
    kinds: tuple[Callable[..., Variant], ...] = (_as_workbook, _as_text, _as_text, _as_text)
    made = chance.choice(kinds)(rows, seed, chance)
    shifted = len(making.above) + any("two rows" in change for change in making.changes)
    return replace(made, changes=(*making.changes, *made.changes), row_of=shifted,
                   any_order=making.any_order)  # fmt: skip


def _as_workbook(rows: Rows, seed: int, chance: random.Random) -> Variant:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for number, row in enumerate(rows, 1):
        for place, cell in enumerate(row, 1):
            if cell:
                sheet.cell(number, place, cell).data_type = "s"
    out = io.BytesIO()
    book.save(out)
    book.close()
    return Variant(name=f"people-{seed}.xlsx", data=out.getvalue(), changes=("xlsx",))


def _as_text(rows: Rows, seed: int, chance: random.Random) -> Variant:
    separator = chance.choice((",", ";", "\t", "|"))
    end = chance.choice(("\n", "\r\n", "\r"))
    encoding = chance.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252"))
    letters = {"ễ": "ê"} if encoding == "cp1252" else None
    out = io.StringIO(newline="")
    quoting = chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    csv.writer(out, delimiter=separator, lineterminator=end, quoting=quoting).writerows(rows)
    text = out.getvalue()
    for letter, other in (letters or {}).items():
        text = text.replace(letter, other)
    said = (f"separator {separator!r}", f"line end {end!r}", encoding)
    name = f"people-{seed}.{chance.choice(('csv', 'txt'))}"
    return Variant(name=name, data=text.encode(encoding), changes=said, letters=letters)
