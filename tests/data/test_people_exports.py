"""What tools really write, and lists made by hand, beside what a person read in them before.

Each layout lies in ``exports`` with its ``.expected``: a line for each person ("name | role
| field=value"), and for all that stays out, is asked, or goes to the workshop without a name.
Roles are P, E and A, or ? where it has to be asked.
"""

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.data.people import preview
from app.data.people_turned import KEY, TURN
from app.domain.framework import Framework
from app.domain.importing import RawTable
from app.domain.people import Role
from app.domain.people_importing import PeoplePreview
from app.services import people_import

EXPORTS = Path(__file__).parent / "exports"
ROLES = {Role.PRACTITIONER: "P", Role.EDUCATOR: "E", Role.ADVOCATE: "A", None: "?"}
FIELDS = ("email", "aff", "title", "dims", "lang", "access", "apart", "together", "boss")


@dataclass
class Expected:
    """What is in a file, as a person read it."""

    people: list[dict[str, str]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    told: dict[str, list[str]] = field(
        default_factory=lambda: {kind: [] for kind in ("out", "asks", "history", "efforts")}
    )
    pasted: bool = False
    as_workbook: bool = False


def expected(path: Path) -> Expected:
    found = Expected()
    for line in path.read_text("utf-8").splitlines():
        kind, _space, rest = line.partition(" ")
        if " | " in line:
            name, role, *values = line.split(" | ")
            said = dict(value.split("=", 1) for value in values)
            person = {"name": name.strip(), "role": role, **dict.fromkeys(FIELDS, "")}
            found.people.append({**person, **{k: v.replace("\\n", "\n") for k, v in said.items()}})
        elif kind == "answered":
            key, value = rest.split(" = ")
            found.answers[key] = value
        elif kind in found.told:
            found.told[kind].append(rest)
        else:
            found.pasted |= line == "pasted"
            found.as_workbook |= line == "as xlsx"
    return found


def read(path: Path, wanted: Expected, folder: Path) -> RawTable:
    text = path.read_text("utf-8")
    if wanted.pasted:
        return people_import.read_pasted(text)
    if not wanted.as_workbook:
        return people_import.read_file(path)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    for row in csv.reader(io.StringIO(text, newline="")):
        sheet.append([float(cell) if cell.replace(".", "").isdigit() else cell for cell in row])
    target = folder / f"{path.stem}.xlsx"
    book.save(target)
    return people_import.read_file(target)


def people_of(found: PeoplePreview) -> list[dict[str, str]]:
    names = {person.id: person.name for person in found.people}
    bosses = {led: person.name for person in found.people for led in person.supervisor_of}
    return [
        {
            "name": person.name,
            "role": ROLES[person.role],
            "email": person.email,
            "aff": person.affiliation,
            "title": person.title,
            "dims": " ".join(str(int(each[1:])) for each in person.interests),
            "lang": person.language_needs,
            "access": person.access_needs,
            "apart": "+".join(names[each] for each in person.keep_apart),
            "together": "+".join(names[each] for each in person.keep_together),
            "boss": bosses.get(person.id, ""),
        }
        for person in found.people
    ]


@pytest.mark.parametrize("name", sorted(path.stem for path in EXPORTS.glob("*.csv")))
def test_a_file_holds_what_a_person_reads_in_it(
    framework: Framework, tmp_path: Path, name: str
) -> None:
    wanted = expected(EXPORTS / f"{name}.expected")
    table = read(EXPORTS / f"{name}.csv", wanted, tmp_path)
    mapping = people_import.mapping_for(table, None, framework)
    found = preview(table, (), framework, mapping=mapping, answers=wanted.answers)
    said = {
        "out": sorted(out.name for out in found.left_out),
        "asks": sorted(problem.key for problem in found.blocking),
        "history": list(found.history),
        "efforts": list(found.efforts),
    }
    assert said == {kind: sorted(lines) for kind, lines in wanted.told.items()}
    if KEY in said["asks"]:
        turned = {**wanted.answers, KEY: TURN}
        found = preview(table, (), framework, mapping=mapping, answers=turned)
    assert people_of(found) == wanted.people


def workbook(rows: list[list[str]], *, first_row: int, first_column: int) -> Workbook:
    book = Workbook()
    assert book.active is not None
    book.active.title = "Old"
    book.active.append(["Name", "Role"])
    book.active.append(["Nobody Else", "Parent"])
    book.active.sheet_state = "hidden"
    book.create_sheet("Cover")["A1"] = "Equity workshop"
    sheet = book.create_sheet("Guests")
    sheet.cell(first_row - 2, first_column, "Guest list, as of October 12")
    for down, row in enumerate(rows):
        for right, text in enumerate(row):
            sheet.cell(first_row + down, first_column + right, text)
    sheet.row_dimensions[first_row + 2].hidden = True
    book.active = 2
    return book


def test_a_table_anywhere_on_a_later_sheet_is_found_and_hidden_rows_are_told(
    framework: Framework, tmp_path: Path
) -> None:
    rows = [["First", "Last", "Role"], ["Ana", "Ruiz", "Parent"], ["Bo", "Li", "Teacher"]]
    workbook(rows, first_row=5, first_column=2).save(tmp_path / "guests.xlsx")
    table = people_import.read_file(tmp_path / "guests.xlsx")
    found = preview(table, (), framework)
    assert [person.name for person in found.people] == ["Ana Ruiz", "Bo Li"]
    assert found.blocking == ()
    (hidden,) = [note for note in found.notes if "hidden" in note.message]
    assert hidden.row == 7


def test_spoilt_accents_are_told(framework: Framework) -> None:
    table = people_import.read_pasted("Name\tRole\nJosÃ© MuÃ±oz\tParent\nJosé Li\tParent\n")
    found = preview(table, (), framework)
    assert [(each.row, "spoilt" in each.message) for each in found.problems] == [(2, True)]


def test_a_person_called_like_a_total_is_a_person(framework: Framework) -> None:
    lines = ("Total Ruiz", "Grand Total", "Total: 5", "Total registered 7 people", "No Li")
    table = people_import.read_pasted("Name\tRole\n" + "\n".join(f"{n}\tParent" for n in lines))
    found = preview(table, (), framework)
    assert [person.name for person in found.people] == ["Total Ruiz", "No Li"]


def test_a_name_before_an_address_is_offered_where_there_is_no_other(framework: Framework) -> None:
    table = people_import.read_pasted("Email\tRole\nZoë Wu <a@x.org>\tParent\nb.li@x.org\tParent")
    found = preview(table, (), framework)
    assert [problem.offered for problem in found.blocking] == ["Zoë Wu", "B Li"]
    taken = {problem.key: problem.offered for problem in found.blocking}
    found = preview(table, (), framework, answers=taken)
    assert [(p.name, p.email) for p in found.people] == [
        ("Zoë Wu", "a@x.org"),
        ("B Li", "b.li@x.org"),
    ]
