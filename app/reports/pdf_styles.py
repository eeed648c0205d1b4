"""Type on paper: sizes, leading and colors of every kind of text, and text as flowables."""

from functools import cache

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph

from app.domain.framework import Lens
from app.reports.palette import color, roles
from app.reports.right_to_left import RightToLeftText, has_right_to_left
from app.reports.typeface import CUTS, clean, loaded, main_font, markup

SHAPES = {Lens.FOUNDATIONS: "●", Lens.ACCESS: "◆"}
"""Each lens's shape, which the bundled symbol font draws."""

# name -> (size, leading, cut, color role, space before, space after)
_LOOKS: dict[str, tuple[float, float, str, str, float, float]] = {
    "title": (30, 35, "bold", "ink", 0, 10),
    "subtitle": (15, 20, "regular", "quiet_ink", 0, 8),
    "h1": (20, 24, "bold", "ink", 0, 8),
    "h2": (13.5, 17, "bold", "ink", 14, 4),
    "h3": (10.5, 14, "bold", "accent", 10, 3),
    "over": (9.5, 13, "bold", "accent", 0, 1),
    "lead": (12, 16.5, "regular", "quiet_ink", 0, 8),
    "body": (10, 14, "regular", "ink", 0, 5),
    "strong": (10, 14, "bold", "ink", 0, 3),
    "quiet": (9, 12.5, "regular", "quiet_ink", 0, 5),
    "label": (8.5, 11.5, "bold", "quiet_ink", 4, 1),
    "said": (9.5, 13.2, "regular", "ink", 0, 4),
    "cell": (9, 12.2, "regular", "ink", 0, 0),
    "cell_strong": (9, 12.2, "bold", "ink", 0, 0),
    "cell_quiet": (9, 12.2, "regular", "quiet_ink", 0, 0),
    "cell_head": (8.5, 11.5, "bold", "quiet_ink", 0, 0),
    "fact": (22, 26, "bold", "accent", 0, 0),
    "fact_label": (9, 12, "regular", "quiet_ink", 0, 0),
    "callout": (10.5, 14.5, "bold", "ink", 0, 0),
    "cover_line": (12, 18, "regular", "ink", 0, 0),
    "big_number": (15, 18, "bold", "ink", 0, 0),
}


@cache
def style(name: str) -> ParagraphStyle:
    """Return a named style.

    Raises:
        KeyError: for a name that there is not.

    """
    size, leading, cut, role, before, after = _LOOKS[name]
    return ParagraphStyle(
        name,
        fontName=main_font(cut),
        fontSize=size,
        leading=leading,
        textColor=color(role),
        spaceBefore=before,
        spaceAfter=after,
        allowWidows=0,
        allowOrphans=0,
        keepWithNext=name in ("h1", "h2", "h3", "over", "label"),
    )


def text(words: str, name: str = "body", lens: Lens | None = None) -> Flowable:
    """Return words as a flowable: escaped, in fonts that have the letters, right to left too."""
    cut = _LOOKS[name][2]
    if has_right_to_left(words):
        return RightToLeftText(words, style(name), cut)
    shape = f"{shape_markup(lens)}\u00a0 " if lens else ""
    return Paragraph(shape + markup(words, cut), style(name))


def shape_markup(lens: Lens) -> str:
    """Return a lens's shape in its color."""
    font = loaded(CUTS["regular"][2]).fontName
    return f'<font name="{font}" color="{roles()[lens.value]}">{SHAPES[lens]}</font>'


def plain(words: str) -> str:
    """Return words for a place that takes no mark-up: titles, outline, file properties."""
    return " ".join(clean(words).split())
