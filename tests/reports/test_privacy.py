"""Nothing that leaves ties a word to a person."""

import json
import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from app.domain.codec import to_json
from app.domain.report import Purpose, ReportInput
from app.domain.report_names import NameCover
from app.domain.report_reading import report_input
from app.domain.snapshot import Snapshot
from app.domain.withdrawal import WithdrawWords
from app.reports.build import BUILDERS, BuildOptions, Job, build
from app.services.reports import PURPOSES
from app.services.snapshot import load
from app.ui.help.card import cheat_card
from tests import day_data
from tests.reports.conftest import pdf_text
from tests.ui.room_samples import open_door

HOSTS = ("Cordelia", "Winterbourne", "Absalom", "Quartermain", "Tamsin", "Ferro")
TOKENS = sorted({t for n in (*day_data.FIRST, *day_data.LAST, *HOSTS) for t in [n] if len(t) > 3})


def readable(kind: str, content: bytes) -> str:
    """Return everything that can be read in a file, whatever its kind."""
    if kind.endswith(".pdf"):
        return pdf_text(content)
    if kind.endswith(".xlsx"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return " ".join(archive.read(n).decode("utf-8") for n in archive.namelist())
    return content.decode("utf-8")


def names_in(text: str) -> list[str]:
    return [token for token in TOKENS if token.casefold() in text.casefold()]


def made(snapshot: Snapshot, kind: str) -> str:
    report = report_input(snapshot, "en", now=day_data.END, purpose=PURPOSES[kind])
    options = BuildOptions(card=cheat_card("en"), door=open_door(snapshot))
    return readable(kind, build(Job(kind=kind, inputs=(report,), target="", options=options)))


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("language", ["en", "es"])
def test_what_travels_to_the_worker_has_no_name(
    full_day: Snapshot, purpose: Purpose, language: str
) -> None:
    report = report_input(full_day, language, now=day_data.END, purpose=purpose)
    told = json.dumps(to_json(report), ensure_ascii=False)
    assert names_in(told) == []
    assert "example.org" not in told
    assert "Site " not in told


@pytest.mark.parametrize("kind", sorted(BUILDERS))
def test_no_file_has_a_name(full_day: Snapshot, kind: str) -> None:
    assert names_in(made(full_day, kind)) == []


def test_a_full_name_in_a_note_is_covered_and_counted(full_day: Snapshot) -> None:
    report = report_input(full_day, "en", now=day_data.END)
    notes = [note for prompt in report.prompts for note in prompt.notes]
    assert "Families want to be asked earlier, said [name left out]." in notes
    assert report.names_left_out >= 1
    assert "left out of what people wrote" in made(full_day, "summary.pdf")


def test_names_come_only_when_asked_for_and_only_into_lists(full_day: Snapshot) -> None:
    report = report_input(full_day, "en", now=day_data.END, names=True, purpose=Purpose.PAPER)
    listed = {name for group in report.groups for name in group.names}
    assert listed == set(day_data.people_names())
    bare = replace(report, groups=(), hosts=())
    assert names_in(json.dumps(to_json(bare), ensure_ascii=False)) == []


@pytest.mark.parametrize(
    ("words", "covered"),
    [
        ("Ana Ruiz said so", "[name left out] said so"),
        ("ANA   RUIZ, twice: ana\nruiz", "[name left out], twice: [name left out]"),
        ("Juliana Ruizing", "Juliana Ruizing"),
        ("Hope matters", "Hope matters"),
        ("write to ana@x.org", "write to [name left out]"),
    ],
)
def test_only_whole_names_are_covered(words: str, covered: str) -> None:
    assert NameCover(["Ana Ruiz", "Hope", "ana@x.org", ""], "en").covered(words) == covered


FREE_WORDS = (
    *(re.escape(reason[:40]) for reason in day_data.REASONS),
    "Budget book",
    "One of us would have said",
    "Nobody at our table knows",
    "The buses decide",
    "Time and transport",
    "Per-pupil spending by school",
    "Newcomers",
)


@pytest.mark.parametrize("kind", ["share.pdf", "share.html", "next.ics"])
def test_what_is_shared_at_once_has_nobodys_free_words(full_day: Snapshot, kind: str) -> None:
    text = made(full_day, kind)
    assert [words for words in FREE_WORDS if re.search(words, text)] == []


def test_the_hidden_note_is_not_printed_but_owned_up_to(full_day: Snapshot) -> None:
    text = made(full_day, "summary.pdf")
    assert "hidden on purpose" not in text
    assert "1 note that the facilitator hid is not printed." in text


def test_before_the_reveal_the_page_to_share_holds_no_score(full_day: Snapshot) -> None:
    hidden = replace(full_day, workshop=replace(full_day.workshop, revealed_at=None))
    report = report_input(hidden, "en", now=day_data.END, purpose=Purpose.SHARE)
    assert all(not row.marks for row in report.results.rows)
    assert all(not dimension.answers for dimension in report.dimensions)
    assert "shown when the facilitator reveals them" in made(hidden, "share.pdf")


def test_withdrawn_words_are_in_no_report(tmp_path: Path) -> None:
    database = day_data.full_day(tmp_path / "day.eqw")
    target = "cell:" + day_data.set_cell("A", "d01", day_data.Field.OTHER_VIEW, "").cell
    day_data.carry_out(database, [WithdrawWords(target=target)], day_data.END)
    snapshot = load(database)
    database.close()
    report: ReportInput = report_input(snapshot, "en", now=day_data.END)
    assert "magnet schools" not in json.dumps(to_json(report))
