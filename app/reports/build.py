"""Every kind of file that can be built, and writing one so that a half file never stands."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.report import BuildOptions, ReportInput
from app.reports import pdf_drawing

Inputs = tuple[ReportInput, ...]


@dataclass(frozen=True, kw_only=True)
class Job:
    """One build: what, from what, whereto (an absolute path). Inputs differ in language only."""

    kind: str
    inputs: Inputs
    target: str
    options: BuildOptions = field(default_factory=BuildOptions)


def _summary_pdf(inputs: Inputs, options: BuildOptions) -> bytes:
    from app.reports.pdf_document import to_pdf
    from app.reports.summary import summary

    return to_pdf(summary(inputs[0]), paper=options.paper)


def _summary_page(inputs: Inputs, _options: BuildOptions) -> bytes:
    from app.reports.page import to_html
    from app.reports.summary import summary

    return to_html(summary(inputs[0]))


def _share_pdf(inputs: Inputs, options: BuildOptions) -> bytes:
    from app.reports.pdf_document import to_pdf
    from app.reports.share import share

    return to_pdf(share(inputs[0]), paper=options.paper)


def _share_page(inputs: Inputs, _options: BuildOptions) -> bytes:
    from app.reports.page import to_html
    from app.reports.share import share

    return to_html(share(inputs[0]))


def _paper_kit(inputs: Inputs, options: BuildOptions) -> bytes:
    from app.reports.paper_kit import paper_kit
    from app.reports.pdf_document import to_pdf

    return to_pdf(paper_kit(inputs), paper=options.paper)


def _cheat_card(inputs: Inputs, options: BuildOptions) -> bytes:
    from app.reports.cheat_card import cheat_card
    from app.reports.pdf_document import to_pdf

    if options.card is None:
        raise KeyError("a cheat card needs its words")
    return to_pdf(cheat_card(options.card, inputs[0]), paper=options.paper)


def _join_sheets(inputs: Inputs, options: BuildOptions) -> bytes:
    from app.reports.join_sheets import join_sheets
    from app.reports.pdf_document import to_pdf

    if options.door is None:
        raise KeyError("join sheets need an open room")
    return to_pdf(join_sheets(options.door, inputs), paper=options.paper)


def _data_packets(inputs: Inputs, options: BuildOptions) -> bytes:
    from app.reports.data_packets import data_packets
    from app.reports.pdf_document import to_pdf

    return to_pdf(data_packets(inputs), paper=options.paper)


def _data_csv(inputs: Inputs, _options: BuildOptions) -> bytes:
    from app.reports.data_csv import data_csv

    return data_csv(inputs[0])


def _seating(make: str) -> Callable[[Inputs, BuildOptions], bytes]:
    def built(inputs: Inputs, options: BuildOptions) -> bytes:
        from app.reports import seating_kit
        from app.reports.pdf_document import to_pdf

        return to_pdf(getattr(seating_kit, make)(inputs[0]), paper=options.paper)

    return built


def _csv(inputs: Inputs, _options: BuildOptions) -> bytes:
    from app.reports.tables import to_csv

    return to_csv(inputs[0])


def _xlsx(inputs: Inputs, options: BuildOptions) -> bytes:
    from app.reports.tables import to_xlsx

    return to_xlsx(inputs[0], with_words=options.with_words)


def _ics(inputs: Inputs, options: BuildOptions) -> bytes:
    from app.reports.calendar_file import to_ics

    return to_ics(inputs[0], with_workshop=options.with_workshop)


def _handoff(inputs: Inputs, _options: BuildOptions) -> bytes:
    from app.reports.handoff import to_handoff

    return to_handoff(inputs[0])


def _svg(inputs: Inputs, _options: BuildOptions) -> bytes:
    from app.reports.palette import roles
    from app.reports.summary_chart import chart_drawing
    from app.reports.svg import to_svg
    from app.reports.wording import Wording

    drawing = chart_drawing(inputs[0], Wording(inputs[0]), 960.0, 620.0, pdf_drawing.measure)
    return to_svg(drawing, roles(), measure=pdf_drawing.measure)


BUILDERS: dict[str, Callable[[Inputs, BuildOptions], bytes]] = {
    "summary.pdf": _summary_pdf,
    "summary.html": _summary_page,
    "share.pdf": _share_pdf,
    "share.html": _share_page,
    "paper-kit.pdf": _paper_kit,
    "cheat-card.pdf": _cheat_card,
    "join-sheets.pdf": _join_sheets,
    "data-packets.pdf": _data_packets,
    "data.csv": _data_csv,
    "table-cards.pdf": _seating("table_cards"),
    "name-tents.pdf": _seating("name_tents"),
    "packet-covers.pdf": _seating("packet_covers"),
    "rosters.pdf": _seating("rosters"),
    "scores.csv": _csv,
    "scores.xlsx": _xlsx,
    "next.ics": _ics,
    "handoff.json": _handoff,
    "results.svg": _svg,
}
"""Kind → what makes its bytes."""


def build(job: Job) -> bytes:
    """Return a file's bytes.

    Raises:
        KeyError: for a kind that there is not.

    """
    return BUILDERS[job.kind](job.inputs, job.options)


def write_whole(target: Path, content: bytes) -> None:
    """Write a file beside its place and then move it there, so that it is whole or not there.

    Raises:
        OSError: where the folder is gone, full or closed to us; the old file is untouched.

    """
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
