"""What the summary looks like page by page: none nearly empty, no heading alone at a foot."""

import re
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from app.domain.cells import RevealResults
from app.domain.snapshot import Snapshot
from app.domain.text import say
from app.i18n import translator
from app.reports.pdf_document import MARGIN
from app.reports.pdf_styles import style
from app.services.snapshot import load
from tests import day_data
from tests.reports.conftest import pdf_text
from tests.reports.test_summary import made

LEAST = 1 / 3
HEADINGS = {style(name).fontSize for name in ("h1", "h2", "h3", "label")}


@dataclass(frozen=True)
class Line:
    """A piece of text on a page: how far above its lower edge, and how large, in points."""

    y: float
    size: float
    words: str


def lines(page: Any) -> list[Line]:
    """Return the words of a page but its footer and band."""
    found: list[Line] = []

    def visit(text: str, cm: list[float], tm: list[float], _font: Any, size: float) -> None:
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        if text.strip() and y > MARGIN - 4 and y < float(page.mediabox.height) - 24:
            found.append(Line(y=y, size=size, words=text.strip()))

    page.extract_text(visitor_text=visit)
    return found


def filled(page: Any) -> float:
    """Return the share of a page's text area that lies above its last line."""
    height = float(page.mediabox.height)
    lowest = min(line.y for line in lines(page))
    return (height - MARGIN - lowest) / (height - 2 * MARGIN)


def html_text(content: bytes) -> str:
    """Return a page's words with single spaces, the drawings' left out."""
    page = re.sub(r"<svg.*?</svg>", " ", content.decode("utf-8"), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def pages(snapshot: Snapshot, language: str = "en", paper: str = "letter") -> list[Any]:
    return list(PdfReader(BytesIO(made(snapshot, language=language, paper=paper))).pages)


@pytest.fixture(scope="session")
def begun_day(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A day at which only one group scored one of its dimensions."""
    database = day_data.create(tmp_path_factory.mktemp("begun") / "day.eqw")
    first = day_data.scored()[:4]
    words = [*day_data.prepared(), *day_data.seated(), *first, RevealResults(at=day_data.START)]
    day_data.carry_out(database, words)
    try:
        return load(database)
    finally:
        database.close()


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_almost_empty_day_is_a_thin_paper(empty_day: Snapshot, language: str) -> None:
    found = pages(empty_day, language)
    assert len(found) <= 5
    assert min(map(filled, found[:-1])) >= LEAST


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_no_page_of_a_normal_day_is_nearly_empty(
    full_day: Snapshot, language: str, paper: str
) -> None:
    found = pages(full_day, language, paper)
    assert [f"{n}: {filled(p):.2f}" for n, p in enumerate(found[:-1], 1) if filled(p) < LEAST] == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_dimensions_that_nobody_scored_share_one_table(begun_day: Snapshot, language: str) -> None:
    found = pages(begun_day, language)
    assert len(found) <= 9
    assert min(map(filled, found[:-1])) >= LEAST
    title = translator(language)("Dimensions not scored yet")
    for kind in ("summary.pdf", "summary.html"):
        content = made(begun_day, kind, language)
        text = pdf_text(content) if kind.endswith("pdf") else html_text(content)
        before, _title, table = text.partition(title)
        for dimension in begun_day.framework.dimensions[1:]:
            assert say(dimension.name, language) in table
            assert say(dimension.vision, language) in table
        assert day_data.REASONS[0] in before


@pytest.mark.parametrize(
    "kind",
    ["full_day", "begun_day", "empty_day", pytest.param("overfull_day", marks=pytest.mark.long)],
)
def test_no_heading_stands_alone_at_the_foot_of_a_page(
    kind: str, request: pytest.FixtureRequest
) -> None:
    snapshot = request.getfixturevalue(kind)
    alone = []
    for number, page in enumerate(pages(snapshot)[1:-1], 2):
        last = min(lines(page), key=lambda line: line.y)
        if last.size in HEADINGS:
            alone.append((number, last.words))
    assert alone == []
