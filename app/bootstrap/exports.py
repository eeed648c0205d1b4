"""Writing every report of a workshop at once, for `export` and for rehearsals."""

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from app import i18n
from app.bootstrap.out_folder import write_file
from app.domain.chart import results_chart
from app.domain.chart_labels import chart_labels
from app.domain.report import BuildOptions
from app.domain.results_reading import results_table
from app.domain.snapshot import Snapshot
from app.services import reports
from app.ui import theme
from app.ui.charts.image import to_png
from app.ui.charts.painter import measure_with
from app.ui.help.card import cheat_card

WIDTH, HEIGHT = 1872.0, 1032.0
"""The chart's size within a margin of 24: a picture of 1920 by 1080."""

KINDS = (
    "summary.pdf", "summary.html", "share.pdf", "paper-kit.pdf", "cheat-card.pdf", "scores.csv",
    "scores.xlsx", "data-packets.pdf", "data.csv", "next.ics", "handoff.json", "results.svg",
)  # fmt: skip
PICTURE = "results.png"


def names_for(snapshot: Snapshot) -> list[str]:
    """Return the names of the files that :func:`write_all` writes, in its order."""
    return [*_kinds(snapshot, KINDS), PICTURE]


def _kinds(snapshot: Snapshot, kinds: Iterable[str]) -> list[str]:
    empty = {
        "next.ics": not snapshot.workshop.next_date,
        "data-packets.pdf": not snapshot.datasets,
        "data.csv": not snapshot.datasets,
    }
    return [kind for kind in kinds if not empty.get(kind)]


def write_all(
    snapshot: Snapshot, out: Path, *, now: datetime, kinds: Iterable[str] = KINDS
) -> list[Path]:
    """Write the reports and the chart's picture; return the paths.

    Two are built at a time, each in a process of its own.

    Raises:
        UserError: of the first one that cannot be written.

    """
    waiting = _kinds(snapshot, kinds)
    running: list[reports.ReportBuild] = []
    written: list[Path] = []
    at_once = max(1, min(2, os.cpu_count() or 1))
    try:
        while waiting or running:
            while waiting and len(running) < at_once:
                kind = waiting.pop(0)
                options = BuildOptions(card=cheat_card(snapshot.language))
                running.append(
                    reports.start_build(snapshot, kind, out / kind, now=now, options=options)
                )
            written.append(running[0].wait())
            running.pop(0).close()
    finally:
        for build in running:  # where one failed, the other must not write any more
            build.close()
    written.append(write_picture(snapshot, out / PICTURE))
    return written


def write_picture(snapshot: Snapshot, target: Path) -> Path:
    """Write the chart of both scores as PNG, as wide as the room screen.

    Raises:
        FileProblemError: where it cannot be written.

    """
    language = snapshot.language
    words = i18n.translator(language)
    revealed = snapshot.workshop.revealed_at is not None
    mark = "" if revealed else words("before reveal")
    theme.load_fonts()
    drawing = results_chart(
        results_table(snapshot, language, before_reveal_mark=mark),
        WIDTH,
        HEIGHT,
        measure_with(),
        labels=chart_labels(words),
    )
    write_file(target, to_png(drawing, theme.load_theme("light").roles))
    return target
