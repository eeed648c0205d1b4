"""What the charts promise: every mark shown, nothing touching, nothing cut, nothing too small."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.chart import results_chart
from app.domain.chart_grid import heat_grid
from app.domain.chart_labels import chart_labels
from app.domain.chart_map import settled_pairs, two_axis_map
from app.domain.chart_marks import short_labels
from app.domain.chart_spread import spread_chart
from app.domain.chart_text import narrowest, wrap
from app.domain.drawing import (
    ROLES,
    Box,
    Circle,
    Diamond,
    Drawing,
    Group,
    Line,
    Text,
    bounds,
    missing_roles,
)
from app.domain.framework import Lens
from app.domain.results import DimensionResult, Mark, ResultsTable, Standing

View = Callable[..., Drawing]
VIEWS: tuple[View, ...] = (results_chart, spread_chart, heat_grid, two_axis_map)
LABELS = chart_labels(lambda words: words, "What the groups found")
NAMES = (
    "School Funding",
    "Calidad y diversidad del liderazgo escolar",
    "Diverse & Inclusive Schools & Classrooms",
    "Time",
    "Escuelas y aulas diversas e inclusivas para todas las personas",
)
SCALES = {
    Lens.FOUNDATIONS: (
        "mostly missing",
        "uneven",
        "partly",
        "mostly in place",
        "strong throughout",
    ),
    Lens.ACCESS: ("reaches few who need it", "some", "half", "most", "all"),
}


def measure(text: str, size: float, weight: str) -> float:
    """Stand in for a font: every letter equally wide."""
    return len(text) * size * (0.6 if weight == "bold" else 0.55)


def make_mark(group: str, lens: Lens, level: int | None, standing: Standing | None = None) -> Mark:
    chosen = standing or (Standing.SCORED if level else Standing.NOT_YET)
    return Mark(group_id=group, group_label=group, lens=lens, standing=chosen, level=level)


def make_row(number: int, *marks: Mark, **more: object) -> DimensionResult:
    row = DimensionResult(
        dimension_id=f"d{number:02}",
        number=number,
        name=NAMES[number % len(NAMES)],
        short_name=f"Short {number}",
        marks=marks,
    )
    return replace(row, **more)  # type: ignore[arg-type]


def make_table(*rows: DimensionResult, levels: int = 4, **more: object) -> ResultsTable:
    table = ResultsTable(
        rows=rows,
        level_count=levels,
        level_names={lens: names[:levels] for lens, names in SCALES.items()},
        lens_names={Lens.FOUNDATIONS: "Foundations of Excellence", Lens.ACCESS: "Equitable Access"},
    )
    return replace(table, **more)  # type: ignore[arg-type]


def draw(
    table: ResultsTable, width: float = 1824.0, height: float = 745.0, **more: object
) -> Drawing:
    return results_chart(table, width, height, measure, labels=LABELS, **more)  # type: ignore[arg-type]


def visible(item: Text | Circle | Diamond) -> Box:
    """Return an item's box, words without the room for descenders, which lines may share."""
    box = bounds(item, measure)
    return replace(box, bottom=item.y) if isinstance(item, Text) else box


@st.composite
def tables(draw_from: st.DrawFn) -> ResultsTable:
    levels = draw_from(st.sampled_from((3, 4, 5)))
    groups = "ABCDEFGHIJKL"[: draw_from(st.integers(1, 12))]
    rows = []
    for number in range(1, draw_from(st.integers(1, 10)) + 1):
        # A day's groups take one or two dimensions each; a crowd on one dimension is rare.
        most = 12 if number == 1 else 3
        chosen = draw_from(st.lists(st.sampled_from(groups), max_size=most, unique=True))
        marks = []
        for group in chosen:
            for lens in Lens:
                standing = draw_from(st.sampled_from((Standing.SCORED,) * 4 + tuple(Standing)))
                level = draw_from(st.integers(1, levels)) if standing is Standing.SCORED else None
                found = make_mark(group, lens, level, standing)
                if level and draw_from(st.integers(0, 9)) == 0:
                    found = replace(found, contested=True, level=None, levels=(1, levels))
                marks.append(found)
        agreed = draw_from(
            st.none() | st.fixed_dictionaries({lens: st.none() | st.just(2) for lens in Lens})
        )
        needs = draw_from(st.integers(0, 12))
        rows.append(make_row(number, *marks, data_needs=needs, agreed=agreed))
    return make_table(*rows, levels=levels)


SIZES = ((1824.0, 745.0, 1.0), (1384.0, 560.0, 0.758), (973.0, 500.0, 0.533), (520.0, 680.0, 0.268))


@settings(max_examples=60, deadline=None)
@given(table=tables(), size=st.sampled_from(SIZES))
def test_nothing_overlaps_and_nothing_leaves_the_drawing(
    table: ResultsTable, size: tuple[float, float, float]
) -> None:
    width, height, scale = size
    drawing = draw(table, width, height, scale=scale)
    # A contested mark's second shape lies within its first.
    inner = {
        id(item)
        for mark in drawing.groups("mark")
        for item in mark.items[1:]
        if not isinstance(item, Text)
    }
    inner |= {id(item) for key in drawing.groups("key") for item in key.items}
    boxes = [
        visible(item)
        for item in drawing.primitives()
        if isinstance(item, Text | Circle | Diamond) and id(item) not in inner
    ]
    boxes += [visible(i) for k in drawing.groups("key") for i in k.items if isinstance(i, Text)]
    boxes += [bounds(part, measure) for part in drawing.groups("flag")]
    for one, other in combinations(boxes, 2):
        assert not one.overlaps(other), (one, other)
    for item in drawing.primitives():
        assert bounds(item, measure).inside(width, height, slack=0.5), item


@settings(max_examples=60, deadline=None)
@given(table=tables(), size=st.sampled_from(SIZES[:3]))
def test_every_answer_has_its_mark(table: ResultsTable, size: tuple[float, float, float]) -> None:
    drawing = draw(table, size[0], size[1], scale=size[2])
    expected = sum(max(1, len(mark.shown_levels)) for row in table.rows for mark in row.marks)
    assert len(list(drawing.groups("mark"))) == expected
    assert len(list(drawing.groups("row"))) == len(table.rows)
    assert missing_roles(drawing, dict.fromkeys(ROLES, "#000000")) == set()


@settings(max_examples=40, deadline=None)
@given(table=tables())
def test_no_text_on_the_room_screen_is_under_28_pixels(table: ResultsTable) -> None:
    texts = [item for item in draw(table, 1824, 900).primitives() if isinstance(item, Text)]
    assert min(text.size for text in texts) >= 28


@pytest.mark.parametrize("count", range(1, 13))
def test_one_to_twelve_groups_on_one_level_all_keep_their_names(count: int) -> None:
    groups = "ABCDEFGHIJKL"[:count]
    crowd = [make_mark(group, lens, 2) for group in groups for lens in Lens]
    rest = [
        make_row(number, make_mark("A", Lens.FOUNDATIONS, 3), make_mark("A", Lens.ACCESS, 1))
        for number in range(2, 11)
    ]
    drawing = draw(make_table(make_row(1, *crowd), *rest))
    row = next(group for group in drawing.groups("row") if group.id == "row-d01")
    named = [
        item.text
        for mark in Drawing(width=0, height=0, items=row.items).groups("mark")
        for item in mark.items
        if isinstance(item, Text)
    ]
    assert sorted(named) == sorted(groups * 2)


def test_a_chart_whose_marks_go_unnamed_says_where_the_names_are() -> None:
    crowd = [make_mark(letter, Lens.FOUNDATIONS, 2) for letter in "ABCDEFGHIJKL"]
    table = make_table(*(make_row(number, *crowd) for number in range(1, 11)))

    def said(height: float) -> tuple[bool, bool]:
        drawing = draw(table, 900.0, height)
        named = any(
            isinstance(item, Text) for mark in drawing.groups("mark") for item in mark.items
        )
        words = " ".join(item.text for item in drawing.primitives() if isinstance(item, Text))
        return named, "in words" in words

    assert said(400.0) == (False, True)
    assert said(9000.0) == (True, False)


def test_the_key_gives_its_levels_away_before_marks_lose_their_names() -> None:
    rows = [make_row(n, make_mark("A", Lens.FOUNDATIONS, 3)) for n in range(1, 11)]
    for height in (900.0, 660.0):
        drawing = draw(make_table(*rows), 1824.0, height)
        texts = [item.text for item in drawing.primitives() if isinstance(item, Text)]
        words = " ".join(texts)
        assert texts.count("A") == len(rows)
        assert ("mostly in place" in words) == (height == 900.0)
        assert "Equitable Access" in words


def test_words_in_two_languages_break_after_the_slash() -> None:
    words = "Cannot tell / No se puede saber"
    width = narrowest(words, 10, "regular", 2, measure)
    assert wrap(words, 10, "regular", width, 2, measure) == ("Cannot tell /", "No se puede saber")
    width = narrowest(words, 10, "regular", 3, measure)
    assert wrap(words, 10, "regular", width, 3, measure) == (
        "Cannot tell /",
        "No se puede",
        "saber",
    )
    assert wrap(words, 10, "regular", 1000, 1, measure) == (words,)


def test_marks_one_under_the_other_stand_on_their_levels_line() -> None:
    row = make_row(1, *(make_mark(letter, Lens.FOUNDATIONS, 2) for letter in "AB"))
    others = (make_row(number, make_mark("C", Lens.ACCESS, 1)) for number in range(2, 11))
    drawing = draw(make_table(row, *others), 800.0, 1400.0)
    level = next(
        item for item in drawing.primitives() if isinstance(item, Text) and item.text == "2"
    )
    circles = [
        item for mark in drawing.groups("mark") for item in mark.items if isinstance(item, Circle)
    ]
    assert len({circle.y for circle in circles}) == 2
    assert [circle.x for circle in circles] == pytest.approx([level.x, level.x])


def test_a_single_mark_stands_on_its_levels_line() -> None:
    drawing = draw(make_table(make_row(1, make_mark("A", Lens.FOUNDATIONS, 3))))
    circle = next(
        item for mark in drawing.groups("mark") for item in mark.items if isinstance(item, Circle)
    )
    number = next(
        item for item in drawing.primitives() if isinstance(item, Text) and item.text == "3"
    )
    assert circle.x == pytest.approx(number.x)


def test_lenses_differ_by_shape_and_standings_by_outline() -> None:
    marks = [make_mark("A", lens, 2) for lens in Lens]
    marks += [make_mark(f"{i}", Lens.FOUNDATIONS, None, s) for i, s in enumerate(Standing) if i]
    drawing = draw(make_table(make_row(1, *marks)))
    shapes = {group.id: group.items[0] for group in drawing.groups("mark")}
    assert isinstance(shapes["mark-foundations-A"], Circle)
    assert isinstance(shapes["mark-access-A"], Diamond)
    outlines = [shapes[f"mark-foundations-{index}"] for index in (1, 2, 3)]
    assert all(isinstance(shape, Circle) and not shape.fill for shape in outlines)
    assert len({(shape.stroke, shape.dash, shape.stroke_width) for shape in outlines}) == 3  # type: ignore[union-attr]


def test_a_column_is_there_only_when_something_is_in_it() -> None:
    scored = make_table(make_row(1, make_mark("A", Lens.ACCESS, 2)))
    words = {item.text for item in draw(scored).primitives() if isinstance(item, Text)}
    assert not words & {LABELS.cannot_tell, LABELS.chose_not, LABELS.agreed, LABELS.more_data}


def test_contested_answers_stand_at_both_levels_and_say_so() -> None:
    mark = Mark(
        group_id="B",
        group_label="B",
        lens=Lens.ACCESS,
        standing=Standing.SCORED,
        contested=True,
        levels=(1, 3),
    )
    drawing = draw(make_table(make_row(1, mark)))
    assert len(list(drawing.groups("mark"))) == 2
    assert any(isinstance(item, Line) and item.dash for item in drawing.primitives())
    assert LABELS.contested in drawing.description
    assert LABELS.contested in {i.text for i in drawing.primitives() if isinstance(i, Text)}


def test_nothing_shows_before_the_reveal_without_a_stamp() -> None:
    table = make_table(make_row(1, make_mark("A", Lens.ACCESS, 2)), revealed=False)
    drawing = draw(table)
    assert not list(drawing.groups("mark"))
    assert drawing.description == LABELS.hidden
    assert "A" not in {i.text for i in drawing.primitives() if isinstance(i, Text)}
    stamped = draw(replace(table, before_reveal_mark="Before the reveal"))
    assert len(list(stamped.groups("mark"))) == 1
    assert list(stamped.groups("stamp"))


def test_the_description_tells_the_four_kinds_of_no_score_apart() -> None:
    row = make_row(
        1, *(make_mark(s.value, Lens.ACCESS, None, s) for s in Standing if s != "scored")
    )
    said = draw(make_table(row, make_row(2))).description
    for words in (LABELS.cannot_tell, LABELS.chose_not, LABELS.not_yet, LABELS.not_assigned):
        assert words in said


@pytest.mark.parametrize("view", VIEWS)
def test_before_the_reveal_no_view_depends_on_the_answers(view: View) -> None:
    asked = [make_mark("A", lens, None, Standing.CANNOT_TELL) for lens in Lens]
    secret = make_table(make_row(1, *asked, data_needs=2, agreed={Lens.ACCESS: 1}), revealed=False)
    empty = make_table(make_row(1), revealed=False)
    assert view(secret, 1824, 745, measure, labels=LABELS) == view(
        empty, 1824, 745, measure, labels=LABELS
    )


@settings(max_examples=40, deadline=None)
@given(table=tables(), view=st.sampled_from(VIEWS[1:]), size=st.sampled_from(SIZES))
def test_the_other_views_keep_their_words_apart_and_inside(
    table: ResultsTable, view: View, size: tuple[float, float, float]
) -> None:
    width, height, scale = size
    drawing = view(table, width, height, measure, labels=LABELS, scale=scale)
    words = [visible(item) for item in drawing.primitives() if isinstance(item, Text)]
    for one, other in combinations(words, 2):
        assert not one.overlaps(other), (one, other)
    for item in drawing.primitives():
        assert bounds(item, measure).inside(width, height, slack=0.5), item
    assert missing_roles(drawing, dict.fromkeys(ROLES, "#000000")) == set()


def test_the_spread_counts_groups_and_names_none() -> None:
    marks = [make_mark(group, Lens.ACCESS, 2) for group in ("Ash", "Elm", "Oak")]
    drawing = spread_chart(make_table(make_row(1, *marks)), 1824, 745, measure, labels=LABELS)
    words = " ".join(item.text for item in drawing.primitives() if isinstance(item, Text))
    assert "×3" in words
    assert not {"Ash", "Elm", "Oak"} & set((words + drawing.description).split())


def test_the_map_shows_only_settled_pairs() -> None:
    row = make_row(3, make_mark("A", Lens.FOUNDATIONS, 4), make_mark("A", Lens.ACCESS, 2))
    half = make_row(5, make_mark("A", Lens.FOUNDATIONS, 4), make_mark("B", Lens.ACCESS, 2))
    table = make_table(row, half)
    assert settled_pairs(table) == {(4, 2): ["3A"]}
    drawing = two_axis_map(table, 1824, 900, measure, labels=LABELS)
    assert "Not on the map: 5" in {i.text for i in drawing.primitives() if isinstance(i, Text)}


def test_an_empty_table_and_a_tiny_area_still_draw() -> None:
    assert draw(make_table()).width == 1824
    rows = [make_row(n, make_mark("A", Lens.ACCESS, 1)) for n in range(1, 11)]
    tiny = draw(make_table(*rows), 200, 120)
    assert len(list(tiny.groups("mark"))) == 10


@pytest.mark.parametrize(
    ("labels", "short"),
    [
        (("A", "B"), ("A", "B")),
        (("Group 1", "Group 12"), ("1", "12")),
        (("Maple", "Birch"), ("M", "B")),
        (("Maple", "Mango"), ("1", "2")),
        (("Table",), ("T",)),
        ((), ()),
    ],
)
def test_groups_get_short_and_different_labels(
    labels: tuple[str, ...], short: tuple[str, ...]
) -> None:
    assert tuple(short_labels(labels).values()) == short


@pytest.mark.parametrize(("groups", "size"), [(2, SIZES[0]), (6, SIZES[1]), (10, SIZES[1])])
def test_marks_stand_between_the_borders_of_their_level(
    groups: int, size: tuple[float, float, float]
) -> None:
    rows = [
        make_row(
            number,
            *(
                make_mark("ABCDEFGHIJ"[n], lens, (n + number) % 4 + 1)
                for n in range(groups)
                for lens in Lens
            ),
        )
        for number in range(1, 11)
    ]
    table = make_table(*rows)
    drawing = draw(table, size[0], size[1], scale=size[2])
    air = 0.3 * 28 * size[2] - 0.01
    for row, drawn in zip(table.rows, drawing.groups("row"), strict=True):
        borders = [i.x1 for i in drawn.items if isinstance(i, Line) and i.stroke == "edge"]
        assert len(borders) == 5
        shown = {part.id: part for part in drawn.items if isinstance(part, Group)}
        for mark in row.marks:
            box = bounds(shown[f"mark-{mark.lens.value}-{mark.group_id}"], measure)
            level = mark.level or 0
            assert borders[level - 1] + air <= box.left
            assert box.right <= borders[level] - air
