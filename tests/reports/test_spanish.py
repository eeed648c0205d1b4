"""Every file for people to read, in Spanish: none of our words is left in English."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from app import i18n
from app.domain.codec import to_json
from app.domain.snapshot import Snapshot
from app.ui.help.card import cheat_card
from tests.reports.test_summary import made
from tests.spanish import english_in, framework_english_in

KINDS = ("summary.pdf", "share.pdf", "paper-kit.pdf", "cheat-card.pdf")


def lines_of(content: bytes) -> list[str]:
    """Return a PDF's lines."""
    return [
        line.strip()
        for page in PdfReader(BytesIO(content)).pages
        for line in page.extract_text().splitlines()
    ]


def typed_in(snapshot: Snapshot) -> str:
    """Return all that people wrote on the day, as it stands in the records."""
    told = (
        snapshot.cells, snapshot.notes, snapshot.next_steps, snapshot.history, snapshot.datasets,
        snapshot.workshop, snapshot.themes,
    )  # fmt: skip
    return str([to_json(part) for part in told])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("day", ["full_day", "empty_day"])
def test_nothing_of_ours_is_left_in_english(
    request: pytest.FixtureRequest, kind: str, day: str
) -> None:
    snapshot: Snapshot = request.getfixturevalue(day)
    i18n.use_language("en")
    lines = lines_of(made(snapshot, kind, "es"))
    typed = typed_in(snapshot)
    assert len(lines) > 10
    assert english_in(lines, typed) == []
    assert framework_english_in(snapshot.framework, lines, typed) == []


def test_the_looker_sees_what_is_english(full_day: Snapshot) -> None:
    lines = lines_of(made(full_day, "summary.pdf", "en"))
    assert len(english_in(lines)) > 10
    assert len(framework_english_in(full_day.framework, lines)) > 10
    card = lines_of(made(full_day, "cheat-card.pdf", "en"))
    assert len(english_in(card)) > 5
    assert cheat_card("es") != cheat_card("en")
