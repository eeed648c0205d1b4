"""A report before it is set: blocks of plain words, for the PDF and for its HTML twin alike.

Nothing here is mark-up; whoever sets a block escapes it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from app.domain.drawing import Drawing, Measure
from app.domain.framework import Lens


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading; level 1 begins a part, and so a page, unless the page before would stay nearly
    empty. With ``new_page`` False it does so only when little of the page is left; with
    ``handed_out`` always, because its pages are given to somebody by themselves. ``over`` is a line
    above.
    """

    text: str
    level: int = 1
    new_page: bool = True
    over: str = ""
    handed_out: bool = False


@dataclass(frozen=True, kw_only=True)
class Words:
    """A paragraph; ``kind`` is how it is meant. ``with_next``: no page ends after it."""

    text: str
    kind: Literal["body", "lead", "quiet", "strong"] = "body"
    with_next: bool = False


@dataclass(frozen=True, kw_only=True)
class Said:
    """Somebody's own words under a label; ``lens`` puts the lens's shape before the label."""

    label: str
    text: str
    lens: Lens | None = None


@dataclass(frozen=True, kw_only=True)
class SaidPair:
    """Two :class:`Said` side by side, where they are short enough."""

    left: Said
    right: Said


@dataclass(frozen=True, kw_only=True)
class Bullets:
    """A list of lines; ``checkable`` prints boxes instead of dots."""

    items: tuple[str, ...]
    checkable: bool = False


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell of a table; ``lens`` puts the lens's shape before it."""

    text: str
    lens: Lens | None = None
    strong: bool = False
    quiet: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with a heading row; ``widths`` are shares of the page's width.

    Rows may be headings themselves (``section_rows`` holds their numbers). The caption is read
    aloud in the HTML twin.
    """

    caption: str
    headings: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    section_rows: frozenset[int] = frozenset()
    compact: bool = False


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Big numbers with a label each."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Callout:
    """A sentence that must not be missed. ``with_next``: no page ends after it."""

    text: str
    with_next: bool = False


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A drawing, laid out for the width it gets; ``height`` is in points on paper.

    Where less of a page is left it may shrink to ``least`` (0: it never does). ``with_next``: no
    page ends after it.
    """

    draw: Callable[[float, float, Measure], Drawing]
    height: float
    least: float = 0.0
    with_next: bool = False


@dataclass(frozen=True, kw_only=True)
class WritingLines:
    """Empty lines for a pen, under a label."""

    label: str
    count: int
    lens: Lens | None = None


@dataclass(frozen=True, kw_only=True)
class OnePage:
    """Blocks that belong on one page of their own and are set smaller where they must be."""

    blocks: tuple["Block", ...]


Block: TypeAlias = (
    Heading
    | Words
    | Said
    | SaidPair
    | Bullets
    | Table
    | Facts
    | Callout
    | Picture
    | WritingLines
    | OnePage
)


@dataclass(frozen=True, kw_only=True)
class Cover:
    """The first page: title, kind of paper, the day, and each lens with its name and question."""

    title: str
    subtitle: str
    lines: tuple[str, ...]
    small: tuple[str, ...] = ()
    lenses: tuple[tuple[Lens, str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Document:
    """A whole report.

    ``draft`` is the band across every page while nobody approved it, "" for none; ``footer`` stands
    beside the page number, and ``page_of`` is its wording with {page} and {pages}.
    """

    title: str
    subject: str
    language: str
    footer: str
    page_of: str
    draft: str = ""
    cover: Cover | None = None
    blocks: tuple[Block, ...] = field(default_factory=tuple)
