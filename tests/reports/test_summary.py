"""The summary says everything that the day brought, from any state, in any script."""

import re
import time
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.domain.codec import from_json, to_json
from app.domain.report import Purpose, ReportInput
from app.domain.report_reading import report_input
from app.domain.snapshot import Snapshot
from app.domain.text import say
from app.i18n import translator
from app.reports.build import BUILDERS, BuildOptions, Job, build
from app.services.reports import PURPOSES
from app.services.snapshot import load
from app.ui.help.card import cheat_card
from tests import day_data
from tests.reports.conftest import pdf_text
from tests.ui.room_samples import open_door


def made(
    snapshot: Snapshot, kind: str = "summary.pdf", language: str = "en", paper: str = "letter"
) -> bytes:
    report = report_input(snapshot, language, now=day_data.END, purpose=PURPOSES[kind])
    options = BuildOptions(paper=paper, card=cheat_card(language), door=open_door(snapshot))
    return build(Job(kind=kind, inputs=(report,), target="", options=options))


def with_words(snapshot: Snapshot, words: str) -> Snapshot:
    """Return the day with other words in every note, reason and step."""
    cells = tuple(
        replace(cell, value=words) if isinstance(cell.value, str) else cell
        for cell in snapshot.cells
    )
    steps = tuple(replace(s, text=words, owner_role=words) for s in snapshot.next_steps)
    history = tuple(replace(item, text=words) for item in snapshot.history)
    return replace(snapshot, cells=cells, next_steps=steps, history=history)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_summary_holds_the_whole_day(full_day: Snapshot, language: str) -> None:
    text = pdf_text(made(full_day, language=language))
    wanted = [say(d.name, language) for d in full_day.framework.dimensions]
    wanted += [say(n.name, language) for n in full_day.norms]
    wanted += [say(n.text, language) for n in full_day.norms]
    wanted += [say(a.title, language) for a in full_day.agenda.activities]
    wanted += [step.text for step in full_day.next_steps]
    wanted += [step.owner_role for step in full_day.next_steps]
    wanted += [*day_data.REASONS, "Nobody at our table knows preschool.", "Time and transport"]
    wanted += [item.text for item in full_day.history]
    wanted += ["Lincoln School cafeteria", say(full_day.framework.gap_statement, language)]
    assert [words for words in wanted if " ".join(words.split()) not in text] == []


def test_draft_until_the_facilitator_approves(full_day: Snapshot) -> None:
    draft = PdfReader(BytesIO(made(full_day)))
    assert all("DRAFT" in page.extract_text() for page in draft.pages)
    approved = replace(full_day, workshop=replace(full_day.workshop, approved_at=day_data.END))
    assert "DRAFT" not in pdf_text(made(approved))


def test_the_facilitators_copy_before_the_reveal_says_so_on_every_page(full_day: Snapshot) -> None:
    early = replace(full_day, workshop=replace(full_day.workshop, revealed_at=None))
    pages = PdfReader(BytesIO(made(early))).pages
    assert all("Before the reveal" in page.extract_text() for page in pages)


def test_title_language_outline_and_page_numbers(full_day: Snapshot) -> None:
    reader = PdfReader(BytesIO(made(full_day, language="es")))
    assert reader.metadata is not None
    assert "Riverbend" in str(reader.metadata.title)
    assert reader.root_object["/Lang"] == "es"
    titles = [str(item["/Title"]) for item in reader.outline if not isinstance(item, list)]
    assert len(titles) > 15
    last = len(reader.pages)
    assert f"Página {last} de {last}" in reader.pages[-1].extract_text()


@pytest.mark.parametrize(("paper", "width"), [("letter", 612), ("a4", 595)])
def test_paper_sizes(empty_day: Snapshot, paper: str, width: int) -> None:
    reader = PdfReader(BytesIO(made(empty_day, paper=paper)))
    assert int(reader.pages[0].mediabox.width) == width


@pytest.mark.parametrize("kind", sorted(BUILDERS))
def test_every_file_can_be_built_from_an_empty_and_from_a_running_day(
    empty_day: Snapshot, full_day: Snapshot, kind: str
) -> None:
    running = replace(full_day, clock_events=full_day.clock_events[:6])
    for snapshot in (empty_day, running):
        assert made(snapshot, kind)


def test_markup_in_words_is_only_words(full_day: Snapshot) -> None:
    words = "<b>bold</b> & <font color=red>x</font> <img src='file:///x'/> <para> ]]> &amp;"
    for kind in ("summary.pdf", "share.pdf"):
        assert "<b>bold</b> & <font color=red>" in pdf_text(made(with_words(full_day, words), kind))
    page = made(with_words(full_day, words), "summary.html").decode()
    assert "<b>bold" not in page
    assert "<img" not in page


@pytest.mark.parametrize(
    "words",
    [
        "م" * 2000,
        "x" * 2000,
        "a b " * 1200,
        "line\n" * 200,
        "\x00\x0b\ud83d",
        "ễ ● 漢字 😀",
        "‮evil‬",
    ],
)
def test_no_words_break_a_build(full_day: Snapshot, words: str) -> None:
    snapshot = with_words(full_day, words)
    for kind in ("summary.pdf", "summary.html", "scores.xlsx"):
        assert made(snapshot, kind)


def test_right_to_left_words_are_drawn_in_a_font_that_has_them(full_day: Snapshot) -> None:
    reader = PdfReader(BytesIO(made(with_words(full_day, "اللغة العربية ועברית (2026) and more"))))
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert any("NotoSansArabic" in font for font in fonts)
    assert any("NotoSansHebrew" in font for font in fonts)


def test_an_overfull_day_is_built_and_loses_no_note(overfull_day: Snapshot) -> None:
    report = report_input(overfull_day, "en", now=day_data.END)
    assert sum(len(prompt.notes) for prompt in report.prompts) == 20
    text = pdf_text(made(overfull_day))
    assert text.count("Cada palabra cuenta") > 1000
    assert all(g.label in text for g in overfull_day.groups)


def test_a_full_day_is_built_in_three_seconds(full_day: Snapshot) -> None:
    began = time.thread_time()
    made(full_day)
    assert time.thread_time() - began < 3.0


@pytest.mark.parametrize("purpose", Purpose)
def test_the_input_survives_the_way_to_the_worker(full_day: Snapshot, purpose: Purpose) -> None:
    report = report_input(full_day, "es", now=day_data.END, purpose=purpose)
    assert from_json(ReportInput, to_json(report)) == report


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "col", "rect", "line", "circle", "polygon", "path"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("kind", ["summary.html", "share.html"])
def test_the_page_is_whole_and_fetches_nothing(full_day: Snapshot, kind: str) -> None:
    content = made(full_day, kind, "es").decode("utf-8")
    page = _Reader()
    page.feed(content)
    assert page.open == []
    tags = [tag for tag, _attrs in page.seen]
    assert tags.count("h1") == 1
    assert not {"script", "link", "img", "iframe", "object"} & set(tags)
    assert all("href" not in attrs and "src" not in attrs for _tag, attrs in page.seen)
    assert page.seen[0] == ("html", {"lang": "es"})
    ids = [attrs["id"] for _tag, attrs in page.seen if "id" in attrs]
    assert len(ids) == len(set(ids))
    headers = [attrs for tag, attrs in page.seen if tag == "th"]
    assert headers
    assert all(attrs.get("scope") in ("col", "row") for attrs in headers)


@pytest.mark.parametrize("kind", ["results.svg", "summary.html"])
def test_the_words_of_a_chart_keep_apart_in_any_font(full_day: Snapshot, kind: str) -> None:
    words = re.findall(r"<text [^>]*>", made(full_day, kind).decode("utf-8"))
    assert words
    assert all("textLength" in word for word in words)


def test_the_page_says_what_the_pdf_says(full_day: Snapshot) -> None:
    page = made(full_day, "summary.html").decode("utf-8")
    wanted = [step.text for step in full_day.next_steps]
    wanted += [reason.split(",")[0] for reason in day_data.REASONS]
    assert [words for words in wanted if words not in page] == []
    assert "<svg" in page


def test_the_paper_kit_comes_in_both_languages(full_day: Snapshot, tmp_path: Path) -> None:
    reports = tuple(
        report_input(full_day, code, now=day_data.END, purpose=Purpose.PAPER)
        for code in ("en", "es")
    )
    text = pdf_text(build(Job(kind="paper-kit.pdf", inputs=reports, target="")))
    assert "School Funding" in text
    assert "Financiamiento escolar" in text
    assert "7 people" in text or "6 people" in text


def test_a_score_sheet_is_one_page(full_day: Snapshot) -> None:
    report = report_input(full_day, "es", now=day_data.END, purpose=Purpose.PAPER)
    pages = PdfReader(BytesIO(build(Job(kind="paper-kit.pdf", inputs=(report,), target="")))).pages
    _ = translator("es")
    texts = [" ".join(page.extract_text().split()) for page in pages]
    chose = _("We chose not to score this. Why, in our own words:").split(".")[0]
    sheets = sum(chose in text for text in texts)
    asked = sum(_("Cannot tell from what we have") in text for text in texts)
    assert sheets == asked == sum(len(group.dimensions) for group in full_day.groups)


def test_a_reopened_file_reads_the_same(tmp_path: Path) -> None:
    database = day_data.full_day(tmp_path / "day.eqw", languages=("es",))
    snapshot = load(database)
    database.close()
    assert report_input(snapshot, snapshot.language, now=day_data.END).language == "es"


def test_a_dimensions_page_names_the_district_data_that_stood_beside_its_scores(
    full_day: Snapshot,
) -> None:
    shown = [one for one in full_day.datasets if one.shown and one.dimensions]
    text = pdf_text(made(full_day, "summary.pdf"))
    (first, *_others) = shown
    assert text.count(first.title) == 1 + len(first.dimensions), "its chart, and each dimension"
    hidden = tuple(replace(one, shown=False) for one in full_day.datasets)
    assert first.title not in pdf_text(made(replace(full_day, datasets=hidden), "summary.pdf"))
