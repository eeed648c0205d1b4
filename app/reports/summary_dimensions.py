"""A page for each dimension: the marks, the range, and what the groups wrote, side by side.

Dimensions of which nothing is known yet share a list instead.
"""

from dataclasses import replace

from app.domain.chart import results_chart
from app.domain.drawing import Drawing, Measure
from app.domain.framework import Lens
from app.domain.report import DimensionText, GroupAnswer, ReportInput
from app.domain.results import DimensionResult, Standing
from app.reports.document import (
    Block,
    Bullets,
    Cell,
    Heading,
    Picture,
    Said,
    SaidPair,
    Table,
    Words,
)
from app.reports.summary_chart import SMALLEST_TEXT
from app.reports.wording import Wording


def dimension_blocks(report: ReportInput, wording: Wording) -> list[Block]:
    """Return the pages of all dimensions; those of which nothing is known share a list."""
    _ = wording.gettext
    if not report.results.may_show:
        return []
    results = {row.dimension_id: row for row in report.results.rows}
    blocks: list[Block] = []
    waiting: list[DimensionText] = []
    for dimension in report.dimensions:
        if dimension.needs or any(map(_says_something, dimension.answers)):
            data = (d for d in report.datasets if d.shown)
            shown = [d.title for d in data if dimension.number in d.dimension_numbers]
            blocks += _page(dimension, results[dimension.id], shown, wording)
        elif dimension.answers:
            waiting.append(dimension)
    if waiting:
        blocks += _waiting(waiting, wording)
    rest = [d for d in report.dimensions if not (d.answers or d.needs)]
    if rest:
        blocks += [
            Heading(text=_("Dimensions that no group was given"), new_page=False),
            Words(text=_("Nothing is known about these from today; that is not a low score.")),
            Bullets(items=tuple(f"{d.number} {d.name}: {d.vision}" for d in rest)),
        ]
    return blocks


def _says_something(answer: GroupAnswer) -> bool:
    """Return whether a group gave any answer at all to a dimension."""
    return (
        answer.chose_not is not None
        or any(mark.standing is not Standing.NOT_YET or mark.reason for mark in answer.marks)
        or any((answer.evidence, answer.other_view, answer.student_groups, answer.questions))
    )


def _waiting(dimensions: list[DimensionText], wording: Wording) -> list[Block]:
    """Return the dimensions whose groups have answered nothing, together in one table."""
    _ = wording.gettext
    return [
        Heading(text=_("Dimensions not scored yet"), new_page=False),
        Words(text=_("Nothing was written down about these; that is not a low score.")),
        Table(
            caption=_("Dimensions not scored yet"),
            headings=tuple(
                Cell(text=text) for text in (_("Dimension"), _("What it asks for"), _("Groups"))
            ),
            rows=tuple(
                (
                    Cell(text=f"{d.number} {d.name}", strong=True),
                    Cell(text=d.vision),
                    Cell(text=", ".join(answer.group_label for answer in d.answers)),
                )
                for d in dimensions
            ),
            widths=(0.34, 0.48, 0.18),
        ),
    ]


def _page(
    dimension: DimensionText, row: DimensionResult, shown: list[str], wording: Wording
) -> list[Block]:
    """Return one dimension; ``shown`` are the titles of the district data that inform it."""
    _ = wording.gettext
    blocks: list[Block] = [
        Heading(
            text=dimension.name,
            over=_("Dimension {number}").format(number=dimension.number),
        ),
        Words(text=dimension.vision, kind="lead"),
    ]
    if dimension.answers:
        blocks += [_strip(row, wording), _marks(dimension, row, wording)]
    for answer in dimension.answers:
        blocks += _answer(answer, wording)
    if dimension.needs:
        blocks.append(Heading(text=_("Data that would help"), level=3))
        blocks.append(
            Bullets(
                items=tuple(
                    f"{need.text} ({kind})" if (kind := wording.need_kind(need.kind)) else need.text
                    for need in dimension.needs
                )
            )
        )
    if shown:
        words = _("Shown with it, under “District data that was shown”: {titles}.")
        blocks.append(Words(text=words.format(titles="; ".join(shown)), kind="quiet"))
    return blocks


def _strip(row: DimensionResult, wording: Wording) -> Picture:
    """Return this dimension's own row of the chart."""
    results = replace(wording.report.results, rows=(row,))

    def draw(width: float, height: float, measure: Measure) -> Drawing:
        return results_chart(
            results, width, height, measure, labels=wording.chart_labels, min_text=SMALLEST_TEXT
        )

    return Picture(draw=draw, height=118.0)


def _level_cell(
    answer: GroupAnswer, lens: Lens, dimension: DimensionText, wording: Wording
) -> Cell:
    """Return a mark in words, with what its level means in this dimension."""
    mark = answer.mark(lens)
    told = wording.standing(mark)
    meant = {
        level.position: level.description
        for found in dimension.lenses
        if found.lens is lens
        for level in found.levels
    }
    if mark is not None and mark.settled_level is not None:
        told = "\n".join(filter(None, (told, meant.get(mark.settled_level, ""))))
    return Cell(text=told, lens=lens)


def _marks(dimension: DimensionText, row: DimensionResult, wording: Wording) -> Table:
    _ = wording.gettext
    rows = [
        (
            Cell(text=wording.group(answer.group_label), strong=True),
            *(_level_cell(answer, lens, dimension, wording) for lens in Lens),
        )
        for answer in dimension.answers
    ]
    ranges = [row.range(lens) for lens in Lens]
    if len(dimension.answers) > 1 and any(ranges):
        cells = (Cell(text=wording.range(found) or "–") for found in ranges)
        rows.append((Cell(text=_("Range"), strong=True), *cells))
    if row.agreed:
        told = []
        for lens in Lens:
            level = row.agreed.get(lens)
            words = wording.level(lens, level) if level else _("no agreement")
            told.append(Cell(text=words if lens in row.agreed else "–"))
        rows.append((Cell(text=_("Agreed by the room"), strong=True), *told))
    return Table(
        caption=_("Marks for {dimension}").format(dimension=dimension.name),
        headings=(
            Cell(text=_("Group")),
            *(Cell(text=wording.lens(lens)) for lens in Lens),
        ),
        rows=tuple(rows),
        widths=(0.24, 0.38, 0.38),
    )


def _answer(answer: GroupAnswer, wording: Wording) -> list[Block]:
    """Return what one group wrote; nothing where it wrote nothing."""
    _ = wording.gettext
    blocks: list[Block] = []
    if answer.chose_not is not None:
        told = answer.chose_not or _("The group gave no reason, and need not.")
        blocks.append(Said(label=_("Why the group chose not to score"), text=told))
    said = {
        lens: Said(label=wording.lens(lens), text=mark.reason, lens=lens)
        for lens in Lens
        if (mark := answer.mark(lens)) and mark.reason
    }
    if len(said) == 2:
        blocks.append(SaidPair(left=said[Lens.FOUNDATIONS], right=said[Lens.ACCESS]))
    else:
        blocks += said.values()
    for label, text in (
        (_("Evidence"), answer.evidence),
        (_("Students this is about"), ", ".join(answer.student_groups)),
        (_("Another view in the group"), answer.other_view),
        *((_("Key question {code}").format(code=q.code), q.words) for q in answer.questions),
    ):
        if text:
            blocks.append(Said(label=label, text=text))
    if not blocks:
        return []
    return [Heading(text=wording.group(answer.group_label), level=3), *blocks]
