"""District data: one measure a page, as bars beside its numbers, with what a gap means."""

from dataclasses import dataclass, replace
from functools import partial

from app.domain.bar_tables import OUTCOME, board_table, group_label, shares_of_students
from app.domain.chart_bar_marks import bar_labels, joined_labels
from app.domain.chart_bars import bar_chart
from app.domain.data_boards import Board, boards_of
from app.domain.drawing import Text
from app.domain.measures import Dataset, Measure, MeasureStatus
from app.i18n import translator
from app.ui.room_screen.board import Placed
from app.ui.room_screen.context import SceneContext
from app.ui.room_screen.scenes.prompt import draw_prompt, words_strip
from app.ui.room_screen.stage import Area, Stage
from app.ui.room_screen.typeset import SMALLEST, Para, sizes_from

TABLE_SHARE = 0.3
"""Share of the width that the table of counts takes beside the bars, where counts are known."""

LARGEST = 1.9
"""How many times the smallest size the words beside the bars may be: a few bars fill the room."""


@dataclass(frozen=True, kw_only=True)
class _Page:
    """One picture of one dataset, or as much of it (``board``) as can be read at once."""

    dataset: Dataset
    board: Board
    whole: Board


def draw_data(context: SceneContext, stage: Stage, area: Area) -> None:
    """Draw a measure; pages turn through all measures of the datasets shown.

    ``dataset_id`` among the arguments keeps to one dataset. A measure with more groups, or more
    years or schools side by side, than can be read goes on over several pages.
    """
    wished = context.argument("dataset_id")
    datasets = [d for d in context.snapshot.datasets if (d.id == wished if wished else d.shown)]
    pages = [
        part
        for dataset in datasets
        for board in boards_of(dataset)
        for part in _readable(
            context, stage, _Page(dataset=dataset, board=board, whole=board), area
        )
    ]
    if not pages:
        draw_prompt(context, stage, area)
        return
    _draw_page(context, stage, pages[stage.turn_to(len(pages))], area)


def _readable(context: SceneContext, stage: Stage, page: _Page, area: Area) -> list[_Page]:
    """Return the page in as few parts as leave every word large enough.

    Where lines alone do not help, because too much stands side by side, columns are parted too.
    Trying it out is most of the work of a full page, so it is done once, not at every redraw.
    """
    snapshot = context.snapshot
    key = (
        page.dataset.id, area, stage.width, stage.height, context.languages, page.dataset,
        page.board, snapshot.datasets, snapshot.framework,
    )  # fmt: skip
    across, down = stage.memo.found(key, lambda: _fewest(context, stage, page, area))
    return _parted(page, across, down)


def _fewest(context: SceneContext, stage: Stage, page: _Page, area: Area) -> tuple[int, int]:
    """Return into how many parts of columns, and of lines, a page has to be parted."""
    probe = replace(stage, pieces=[], live=[])
    best: tuple[int, int] | None = None
    fewest = 0
    for across in range(1, len(page.board.columns) + 1):
        for down in range(1, len(page.board.rows) + 1):
            made = _parted(page, across, down)
            if best and len(made) >= fewest:
                break
            sizes = (_draw_page(context, probe, part, area) for part in made)
            if all(size >= SMALLEST - 0.01 for size in sizes):
                best, fewest = (across, down), len(made)
                break
    return best or (1, 1)


def _parted(page: _Page, across: int, down: int) -> list[_Page]:
    """Return a page in parts of like size: all lines of some columns, then of the next ones."""
    columns, rows = len(page.board.columns), len(page.board.rows)
    wide, tall = -(-columns // across), -(-rows // down)
    return [
        replace(
            page,
            board=page.board.part(slice(start, start + tall), columns=slice(beside, beside + wide)),
        )
        for beside in range(0, columns, wide)
        for start in range(0, rows, tall)
    ]


def _draw_page(context: SceneContext, stage: Stage, page: _Page, area: Area) -> float:
    """Draw one page; return the size of its smallest word in the bars."""
    area = stage.title((page.dataset.title,), area, 56)
    if page.dataset.kind == OUTCOME:
        words = context.say(context.snapshot.framework.gap_statement)
        area = words_strip(stage, area, words, 0.3 * area.height, 34.0)
    area = _draw_source(stage, page.dataset.source, area)
    counted = [row for row in page.board.measures if row.denominator is not None]
    plain = len(page.whole.columns) == 1 and not any(row.by_place for row in page.board.rows)
    if counted and plain and stage.wide and len(context.languages) == 1:
        left, right = area.columns((1 - TABLE_SHARE, TABLE_SHARE), 56)
        _draw_counts(context, stage, counted, right)
        return _draw_bars(context, stage, page, left)
    return _draw_bars(context, stage, page, area)


def _draw_bars(context: SceneContext, stage: Stage, page: _Page, area: Area) -> float:
    shares = shares_of_students(context.snapshot.datasets)
    tables = [
        board_table(
            page.dataset, page.board, language, partial(_group_name, context), shares,
            whole=page.whole,
        )
        for language in context.languages
    ]  # fmt: skip
    # Numbers are the same in every language; the words under them stand in each.
    table = replace(
        tables[0],
        aim=" / ".join(dict.fromkeys(each.aim for each in tables if each.aim)),
        note=" / ".join(dict.fromkeys(each.note for each in tables if each.note)),
    )
    labels = joined_labels([bar_labels(translator(language)) for language in context.languages])
    drawing = bar_chart(
        table, area.width, area.height, stage.measure, labels=labels, largest=LARGEST
    )
    stage.add(Placed(drawing=drawing, x=area.x, y=area.y))
    return min((i.size for i in drawing.primitives() if isinstance(i, Text)), default=SMALLEST)


def _group_name(context: SceneContext, row: Measure) -> str:
    """Return a student group in the room's languages where it is known, else as written."""
    framework = context.snapshot.framework
    names = (group_label(row, language, framework) for language in context.languages)
    return " / ".join(dict.fromkeys(names))


def _draw_source(stage: Stage, source: str, area: Area) -> Area:
    if not source.strip():
        return area
    block = stage.set((Para(text=source, size=SMALLEST, role="quiet_ink"),), area.width)
    if len(block.lines) > 2:
        block = block.split(2.5 * SMALLEST)[0]
    stage.put(block, area.x, area.bottom - block.height)
    return area.above(block.height + 10)


def _counted(row: Measure) -> str:
    """Return how many students were counted; a number too small to publish is told to nobody."""
    if row.status is not MeasureStatus.REPORTED or row.denominator is None:
        return "–"
    return f"{row.denominator:,.0f}"


def _draw_counts(context: SceneContext, stage: Stage, rows: list[Measure], area: Area) -> None:
    """Draw how many students stand behind each bar, where the file says so."""
    heads = context.both(lambda _: _("Students counted"))
    head, _fits = stage.fit(heads, Area(area.x, area.y, area.width, 100), 34, weight="bold", gap=0)
    y = stage.put(head, area.x, area.y) + 12
    for size in sizes_from(34.0):
        lines = []
        for row in rows:
            number = _counted(row)
            room = area.width - stage.measure("000,000", size, "bold") - 20
            lines.append(
                (stage.set((Para(text=_group_name(context, row), size=size),), room), number)
            )
        total = sum(block.height + 14 for block, _number in lines)
        if total <= area.bottom - y:
            break
    else:
        return
    for block, number in lines:
        stage.rule(area.x, y, area.width)
        stage.put(block, area.x, y + 7)
        stage.word(number, area.right, y + 7 + 0.62 * size, size, weight="bold", anchor="end")
        y += block.height + 14
