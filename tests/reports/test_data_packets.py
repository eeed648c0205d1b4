"""Packets: each group's dimensions with what to look for and its charts, in every language."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from app.domain.drawing import Drawing, Measure, Text
from app.domain.report_reading import report_input
from app.domain.snapshot import Snapshot
from app.domain.text import say
from app.reports.build import BuildOptions, Job, build
from app.reports.data_charts import dataset_blocks
from app.reports.data_packets import data_packets
from app.reports.document import Document, Heading, Picture, Together, Words, WritingLines
from app.reports.pdf_document import to_pdf
from app.reports.wording import Wording
from app.services.reports import PURPOSES
from tests import day_data
from tests.reports.conftest import pdf_text
from tests.reports.test_pages import lines

KIND = "data-packets.pdf"


def packets(snapshot: Snapshot, *languages: str) -> str:
    inputs = tuple(
        report_input(snapshot, language, now=day_data.START, purpose=PURPOSES[KIND])
        for language in languages
    )
    return pdf_text(build(Job(kind=KIND, inputs=inputs, target="", options=BuildOptions())))


def test_each_group_gets_its_dimensions_look_fors_and_charts(full_day: Snapshot) -> None:
    text = packets(full_day, "en", "es")
    for language in ("en", "es"):
        for dimension in full_day.framework.dimensions:
            assert say(dimension.name, language) in text
            for line in dimension.look_fors:
                assert " ".join(say(line, language).split()) in text
        assert say(full_day.framework.gap_statement, language) in text
    shown = [d for d in full_day.datasets if d.shown and d.dimensions]
    assert shown
    assert all(dataset.title in text for dataset in shown)
    assert "suppressed, too few students" in text
    assert "no score follows from a chart" in text


def test_what_is_not_shown_and_who_is_there_stays_out(full_day: Snapshot) -> None:
    hidden = tuple(replace(dataset, shown=False) for dataset in full_day.datasets)
    text = packets(replace(full_day, datasets=hidden), "en")
    assert not any(dataset.title in text for dataset in hidden if dataset.dimensions)
    assert "No district data is marked for this dimension" in text
    assert not any(name in text for name in day_data.people_names())


@pytest.mark.parametrize("height", range(300, 345, 5))
def test_no_title_of_a_chart_stands_without_it_at_the_foot_of_a_page(height: int) -> None:
    """Whatever room is left on the page: the charts' heights go through all that a line has."""
    picture = Picture(draw=_drawn, height=height)
    blocks = (
        Heading(text="Packet"),
        WritingLines(label="", count=12),
        Heading(text="Chart", level=2, new_page=False),
    )
    document = Document(title="", subject="", language="en", footer="", page_of="{page}/{pages}",
                        blocks=(*blocks, picture))  # fmt: skip
    pages = [{line.words for line in lines(p)} for p in PdfReader(BytesIO(to_pdf(document))).pages]
    assert any({"Chart", "bar"} <= page for page in pages)


@pytest.mark.parametrize("filled", range(14, 26))
def test_what_belongs_together_is_on_one_page_wherever_that_begins(filled: int) -> None:
    inner = Together(blocks=(Picture(draw=_drawn, height=200), Words(text="source")))
    blocks = (
        Heading(text="Packet"),
        WritingLines(label="", count=filled),
        Together(
            blocks=(Heading(text="Chart", level=2), inner, WritingLines(label="ask", count=2))
        ),
    )
    document = Document(title="", subject="", language="en", footer="", page_of="{page}/{pages}",
                        blocks=blocks)  # fmt: skip
    pages = [{line.words for line in lines(p)} for p in PdfReader(BytesIO(to_pdf(document))).pages]
    assert any({"Chart", "bar", "source", "ask"} <= page for page in pages)


def test_what_is_taller_than_a_page_goes_over_several() -> None:
    many = Together(blocks=tuple(Picture(draw=_drawn, height=300) for _number in range(5)))
    document = Document(title="", subject="", language="en", footer="", page_of="{page}/{pages}",
                        blocks=(Heading(text="Packet"), many))  # fmt: skip
    assert len(PdfReader(BytesIO(to_pdf(document))).pages) == 3


def test_no_page_of_a_packet_has_lines_for_a_pen_alone(full_day: Snapshot) -> None:
    report = report_input(full_day, "en", now=day_data.START, purpose=PURPOSES[KIND])
    for page in PdfReader(BytesIO(to_pdf(data_packets((report,))))).pages:
        words = [line.words for line in lines(page)]
        assert words[0] != "What else do we want to know?"


def _drawn(width: float, height: float, _measure: Measure) -> Drawing:
    return Drawing(width=width, height=height, items=(Text(x=9, y=9, text="bar", size=9),))


@pytest.mark.parametrize("height", range(390, 560, 10))
def test_the_statement_on_opportunity_is_on_the_page_of_its_chart(
    full_day: Snapshot, height: int
) -> None:
    """Whatever stands above: the chart moves on with it."""
    report = report_input(full_day, "en", now=day_data.START, purpose=PURPOSES[KIND])
    outcome = next(data for data in report.datasets if data.outcome)
    twice = replace(outcome, charts=(outcome.charts[0],) * 2)
    blocks = (
        Heading(text="Packet"),
        Picture(draw=_drawn, height=height),
        *dataset_blocks(twice, report, Wording(report)),
    )
    document = Document(title="", subject="", language="en", footer="", page_of="{page}/{pages}",
                        blocks=blocks)  # fmt: skip
    said = report.gap_statement.split(".")[0]
    pages = [page.extract_text() for page in PdfReader(BytesIO(to_pdf(document))).pages]
    bars = [page.count("suppressed, too few") for page in pages]
    assert sum(bars) == 2
    assert [" ".join(page.split()).count(said) for page in pages] == bars
