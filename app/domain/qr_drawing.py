"""A QR code as rectangles, for the room screen and for paper alike."""

from collections.abc import Iterator, Sequence

from app.domain.drawing import Rect

QUIET = 4
"""Modules of margin that a reader needs around a code (ISO/IEC 18004)."""

SEAM = 0.05
"""Share of a module by which rectangles overlap, so that no hairline shows between them."""


def qr_items(
    modules: Sequence[str], x: float, y: float, side: float, *, light: str, dark: str
) -> Iterator[Rect]:
    """Yield a code's plate and its modules in a square of ``side`` whose corner is (x, y).

    ``modules`` are rows of "0" and "1"; ``light`` and ``dark`` are roles of colors.
    """
    unit = side / (len(modules) + 2 * QUIET)
    yield Rect(x=x, y=y, width=side, height=side, fill=light, radius=2 * unit)
    for top, start, length in _runs(modules):
        yield Rect(
            x=x + (QUIET + start) * unit,
            y=y + (QUIET + top) * unit,
            width=(length + SEAM) * unit,
            height=(1 + SEAM) * unit,
            fill=dark,
        )


def _runs(modules: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield (row, first column, length) of every run of dark modules."""
    for top, row in enumerate(modules):
        start = 0
        for part in row.replace("10", "1 0").replace("01", "0 1").split():
            if part[0] == "1":
                yield top, start, len(part)
            start += len(part)
