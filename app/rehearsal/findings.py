"""Finding the scores again: in the workshop file, the CSV, and the PDF."""

import csv
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from app.domain.framework import Framework, Lens
from app.domain.report_reading import report_input
from app.domain.results import Mark, Standing
from app.domain.results_reading import results_table
from app.domain.snapshot import Snapshot
from app.reports.wording import Wording

Scores = dict[str, str]
"""``dimension/group label/lens`` → level position, "cannot_tell", "chose_not" or "not_yet"."""


def key(dimension_id: str, label: str, lens: Lens | str) -> str:
    """Return the name of one score."""
    return f"{dimension_id}/{label}/{lens}"


def entered(
    scores: dict[tuple[str, str, Lens], str], framework: Framework, labels: dict[str, str]
) -> Scores:
    """Return what was entered, with level positions instead of ids."""
    told = {}
    for (group_id, dimension_id, lens), value in scores.items():
        known = value in ("cannot_tell", "chose_not")
        shown = value if known else str(framework.level(value).position)
        told[key(dimension_id, labels[group_id], lens)] = shown
    return dict(sorted(told.items()))


def in_file(snapshot: Snapshot) -> Scores:
    """Return what the workshop file holds."""
    table = results_table(snapshot, snapshot.language, before_reveal_mark="copy")
    return _of_marks((row.dimension_id, mark) for row in table.rows for mark in row.marks)


def _of_marks(marks: Iterable[tuple[str, Mark]]) -> Scores:
    told = {}
    for dimension_id, mark in marks:
        scored = mark.standing is Standing.SCORED
        shown = str(mark.settled_level) if scored else mark.standing.value
        told[key(dimension_id, mark.group_label, mark.lens.value)] = shown
    return dict(sorted(told.items()))


def in_csv(path: Path) -> Scores:
    """Return what the CSV says."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        told = {
            key(row["dimension_id"], row["group"], row["lens"]): row["level"] or row["standing"]
            for row in csv.DictReader(file)
        }
    return dict(sorted(told.items()))


def pdf_pages(path: Path) -> list[str]:
    """Return the text of each page, spaces folded."""
    from pypdf import PdfReader

    return [" ".join((page.extract_text() or "").split()) for page in PdfReader(path).pages]


def in_pdf(pages: list[str], snapshot: Snapshot, now: datetime) -> Scores:
    """Return what the PDF's pages of the dimensions say, group by group.

    On the page of a dimension each group's row reads: its name, the foundations, the access; the
    words of the standings are the report's own.
    """
    report = report_input(snapshot, snapshot.language, now=now)
    wording = Wording(report)
    told: Scores = {}
    for row in report.results.rows:
        over = wording.gettext("Dimension {number}").format(number=row.number)
        start = next((n for n, p in enumerate(pages) if _begins(p, over)), -1)
        if start < 0 or not row.marks:
            continue
        text = " ".join(pages[start : start + 2])
        position = text.find(over)
        for label in dict.fromkeys(mark.group_label for mark in row.marks):
            marks = [mark for mark in row.marks if mark.group_label == label]
            position = text.find(wording.group(label), position)
            for mark in sorted(marks, key=lambda m: list(Lens).index(m.lens)):
                position, shown = _next_standing(text, max(position, 0), mark.lens, wording)
                told[key(row.dimension_id, label, mark.lens.value)] = shown
    return dict(sorted(told.items()))


def _begins(page: str, over: str) -> bool:
    return re.search(rf"{re.escape(over)}(?!\d)", page) is not None


def _next_standing(text: str, position: int, lens: Lens, wording: Wording) -> tuple[int, str]:
    """Return where the next standing of a lens ends, and what it says."""
    choices = {
        str(level): wording.level(lens, level)
        for level in range(1, wording.report.results.level_count + 1)
    }
    for standing in (Standing.CANNOT_TELL, Standing.CHOSE_NOT, Standing.NOT_YET):
        mark = Mark(group_id="", group_label="", lens=lens, standing=standing)
        choices[standing.value] = wording.standing(mark)
    found = [(text.find(words, position), shown, words) for shown, words in choices.items()]
    hits = [hit for hit in found if hit[0] >= 0]
    if not hits:
        return position, ""
    place, shown, words = min(hits)
    return place + len(words), shown
