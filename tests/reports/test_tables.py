"""Spreadsheets that cannot run as formulas, calendars that calendars read, JSON for programs."""

import csv
import json
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO, StringIO
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from app.domain.report_reading import report_input
from app.domain.snapshot import Snapshot
from app.domain.spreadsheet_text import RISKY, safe
from app.reports.build import BuildOptions, Job, build
from app.reports.tables import SCORE_COLUMNS, to_csv, to_xlsx
from app.services.reports import PURPOSES
from tests import day_data


def made(snapshot: Snapshot, kind: str, options: BuildOptions | None = None) -> bytes:
    report = report_input(snapshot, "en", now=day_data.END, purpose=PURPOSES[kind])
    job = Job(kind=kind, inputs=(report,), target="", options=options or BuildOptions())
    return build(job)


def rows_of(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


@given(st.text())
def test_no_text_starts_a_formula(text: str) -> None:
    assert not safe(text).startswith(RISKY)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "＝1"])
def test_a_risky_text_gets_an_apostrophe(text: str) -> None:
    assert safe(text) == "'" + text


@given(st.text(st.characters(codec="utf-8")))
@example("\ufffe and \uffff")
def test_every_text_can_stand_in_a_workbook(text: str) -> None:
    """A workbook is XML, which no reader opens where one character in it is none."""
    written = ElementTree.Element("t")
    written.text = safe(text)
    ElementTree.fromstring(ElementTree.tostring(written))


def test_scores_from_before_the_reveal_say_so(full_day: Snapshot) -> None:
    early = replace(full_day, workshop=replace(full_day.workshop, revealed_at=None))
    assert {row["revealed"] for row in rows_of(made(early, "scores.csv"))} == {"no"}
    assert {row["revealed"] for row in rows_of(made(full_day, "scores.csv"))} == {"yes"}


def test_the_scores_keep_four_different_standings_and_no_zero(full_day: Snapshot) -> None:
    rows = rows_of(made(full_day, "scores.csv"))
    assert tuple(rows[0]) == SCORE_COLUMNS
    assert len(rows) == 2 * sum(len(d) for d in day_data.GROUPS.values())
    assert {row["standing"] for row in rows} == {"scored", "cannot_tell", "chose_not"}
    assert all(row["level"] != "0" for row in rows)
    assert all(not row["level"] for row in rows if row["standing"] != "scored")
    contested = [row for row in rows if row["contested"] == "yes"]
    assert [(r["group"], r["level"], r["levels_in_question"]) for r in contested] == [
        ("C", "", "2 3")
    ]


def test_formulas_in_labels_stay_words(full_day: Snapshot) -> None:
    plan = full_day.seatings[0]
    groups = tuple(replace(g, label="=cmd|' /C calc'!A0") for g in plan.groups)
    snapshot = replace(full_day, seatings=(replace(plan, groups=groups),))
    steps = tuple(replace(s, text="=1+1") for s in full_day.next_steps)
    snapshot = replace(snapshot, next_steps=steps)
    report = report_input(snapshot, "en", now=day_data.END)
    assert all(row["group"].startswith("'=") for row in rows_of(to_csv(report)))
    book = openpyxl.load_workbook(BytesIO(to_xlsx(report)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert "'=1+1" in [cell.value for cell in cells]


def test_the_workbook_has_its_sheets_and_a_frozen_heading(full_day: Snapshot) -> None:
    book = openpyxl.load_workbook(BytesIO(made(full_day, "scores.xlsx")))
    assert book.sheetnames == ["Scores", "Next steps", "Data needs", "Reasons", "Notes"]
    assert all(sheet.freeze_panes == "A2" for sheet in book)
    levels = [row[7] for row in book["Scores"].iter_rows(min_row=2, values_only=True)]
    assert set(levels) <= {None, 1, 2, 3, 4}
    few = made(full_day, "scores.xlsx", BuildOptions(with_words=False))
    assert openpyxl.load_workbook(BytesIO(few)).sheetnames == ["Scores", "Next steps"]


def test_the_next_convening_reaches_a_calendar(full_day: Snapshot) -> None:
    content = made(full_day, "next.ics", BuildOptions(with_workshop=True))
    events = list(Calendar.from_ical(content).walk("VEVENT"))
    assert len(events) == 2
    assert events[0].decoded("dtstart") == datetime(2027, 1, 20, 22, 30, tzinfo=UTC)
    assert str(events[0]["location"]) == "Lincoln School cafeteria"
    assert events[1].decoded("dtstart") == day_data.START
    again = Calendar.from_ical(made(full_day, "next.ics")).walk("VEVENT")
    assert str(again[0]["uid"]) == str(events[0]["uid"])


def test_a_day_without_a_next_date_gives_an_empty_calendar(empty_day: Snapshot) -> None:
    assert Calendar.from_ical(made(empty_day, "next.ics")).walk("VEVENT") == []


def test_the_hand_off_is_numbered_and_keeps_ids(full_day: Snapshot) -> None:
    data = json.loads(made(full_day, "handoff.json"))
    assert (data["format"], data["version"]) == ("equity-workshop-handoff", 1)
    assert [d["id"] for d in data["dimensions"]] == [d.id for d in full_day.framework.dimensions]
    first = data["dimensions"][0]["groups"][0]
    assert first["marks"]["foundations"]["level"] == 2
