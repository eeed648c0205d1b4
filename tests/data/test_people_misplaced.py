"""A saved list in which a column was sorted, filled or overwritten by itself moves nobody."""

import csv
import io
from collections.abc import Callable

import pytest

from app.data.people import preview
from app.data.people_columns import guess_mapping
from app.data.people_header import with_header_judged
from app.data.people_list import to_csv
from app.data.people_misplaced import KEY
from app.data.tables import read_bytes
from app.domain.framework import Framework
from app.domain.importing import OTHER, SAME
from app.domain.people import Person
from app.domain.people_importing import PeoplePreview, PersonField
from tests.data.conftest import listed

Rows = list[list[str]]
MARK, NAME, EMAIL = 0, 1, 2


def people() -> tuple[Person, ...]:
    return (
        listed("p0", "Dee Poe", email="d@x.org"),
        listed("p1", "Ana Ruiz", email="a@x.org", keep_apart=("p3",)),
        listed("p2", "Carl Moss", email="c@x.org", supervisor_of=("p1",)),
        listed("p3", "Bob Stone", email="b@x.org"),
    )


def edited(framework: Framework, edit: Callable[[Rows], None], **answers: str) -> PeoplePreview:
    text = to_csv(people(), framework).decode("utf-8-sig")
    header, *body = csv.reader(io.StringIO(text))
    edit(body)
    out = io.StringIO()
    csv.writer(out).writerows([header, *body])
    table = with_header_judged(read_bytes(out.getvalue().encode(), "list.csv"))
    return preview(table, people(), framework, answers=answers)


def sorted_alone(column: int) -> Callable[[Rows], None]:
    def edit(body: Rows) -> None:
        for row, cell in zip(body, sorted(row[column] for row in body), strict=True):
            row[column] = cell

    return edit


def sorted_backwards(body: Rows) -> None:
    for row, mark in zip(body, sorted((row[MARK] for row in body), reverse=True), strict=True):
        row[MARK] = mark


@pytest.mark.parametrize("column", [NAME, EMAIL])
def test_a_column_that_was_sorted_alone_is_asked_about_once(
    framework: Framework, column: int
) -> None:
    found = edited(framework, sorted_alone(column))
    (problem,) = found.blocking
    assert problem.key == KEY
    assert problem.rows == (2, 3, 5), "Carl's stand where they stood"


def test_ids_that_were_sorted_alone_are_left_aside_when_names_are_right(
    framework: Framework,
) -> None:
    assert [problem.key for problem in edited(framework, sorted_backwards).blocking] == [KEY]
    found = edited(framework, sorted_backwards, **{KEY: OTHER})
    assert found.blocking == ()
    assert [(row.id, row.name, row.changes) for row in found.people] == [
        ("p0", "Dee Poe", ()),
        ("p1", "Ana Ruiz", ()),
        ("p2", "Carl Moss", ()),
        ("p3", "Bob Stone", ()),
    ]


def test_two_people_may_really_have_changed_their_names(framework: Framework) -> None:
    def swapped(body: Rows) -> None:
        body[0][NAME], body[1][NAME] = body[1][NAME], body[0][NAME]

    found = edited(framework, swapped, **{KEY: SAME})
    assert found.blocking == ()
    assert [(row.id, row.name) for row in found.people][:2] == [
        ("p0", "Ana Ruiz"), ("p1", "Dee Poe"),
    ]  # fmt: skip


def test_an_id_that_was_filled_down_belongs_to_its_person(framework: Framework) -> None:
    def filled(body: Rows) -> None:
        for row in body[:3]:
            row[MARK] = body[2][MARK]

    found = edited(framework, filled)
    assert found.blocking == ()
    assert sorted((row.id, row.name, row.changes) for row in found.people) == [
        ("p0", "Dee Poe", ()),
        ("p1", "Ana Ruiz", ()),
        ("p2", "Carl Moss", ()),
        ("p3", "Bob Stone", ()),
    ]


def test_a_corrected_name_is_taken_without_a_question(framework: Framework) -> None:
    def corrected(body: Rows) -> None:
        body[3][NAME] = "Robert Stone"

    found = edited(framework, corrected)
    assert found.blocking == ()
    assert [(row.id, row.name, row.changes) for row in found.people][3] == (
        "p3", "Robert Stone", ("name",),
    )  # fmt: skip


def test_whom_somebody_supervises_is_read_back_from_our_own_list(framework: Framework) -> None:
    def more(body: Rows) -> None:
        assert body[2][-1] == "Ana Ruiz"
        body[2][-1] = "Ana Ruiz; Bob Stone"

    found = edited(framework, more)
    assert next(row for row in found.people if row.id == "p2").supervisor_of == ("p1", "p3")
    spanish = read_bytes("Nombre,A quién supervisa\nAna,Bob\nBob,\n".encode(), "lista.csv")
    assert guess_mapping(spanish)[1] is PersonField.SUPERVISOR_OF
