"""Words in a chart: how they break into lines and what a narrow place makes of them."""

from collections.abc import Callable
from typing import TypeVar

from app.domain.drawing import Anchor, Measure, Text, Weight

LINE = 1.16
"""Distance of two baselines, as a multiple of the text's size."""

CAP = 0.68
"""Height of capitals and digits, as a multiple of the text's size (Atkinson Hyperlegible)."""

ELLIPSIS = "…"

SLASH = "/"
"""Stands between the same words in two languages."""

_Fit = TypeVar("_Fit")


def wrap(
    text: str, size: float, weight: Weight, width: float, lines: int, measure: Measure
) -> tuple[str, ...] | None:
    """Break ``text`` at its spaces into at most ``lines`` lines of ``width``; None if it cannot.

    Words in two languages, "one / other", break after the slash, where they can.
    """
    if measure(text, size, weight) <= width:
        return (text,)
    if SLASH in text.split():
        by_language = _wrap(text, size, weight, width, measure, after_slash=True)
        if by_language and len(by_language) <= lines:
            return by_language
    found = _wrap(text, size, weight, width, measure, after_slash=False)
    return found if found is not None and len(found) <= lines else None


def _wrap(
    text: str, size: float, weight: Weight, width: float, measure: Measure, *, after_slash: bool
) -> tuple[str, ...] | None:
    """Fill lines of ``width`` one after the other; ``after_slash`` always begins a new one."""
    found: list[str] = []
    ended = False
    for word in text.split():
        longer = f"{found[-1]} {word}" if found else word
        if found and not ended and measure(longer, size, weight) <= width:
            found[-1] = longer
        elif measure(word, size, weight) <= width:
            found.append(word)
        else:
            return None
        ended = after_slash and word == SLASH
    return tuple(found)


def narrowest(text: str, size: float, weight: Weight, lines: int, measure: Measure) -> float:
    """Return the smallest width in which ``text`` breaks into at most ``lines`` lines (1 to 3).

    Words in two languages, "one / other", are broken after the slash first.
    """
    whole = measure(text, size, weight)
    words = text.split()
    if lines == 1 or len(words) < 2:
        return whole
    cuts = [place + 1 for place, word in enumerate(words[:-1]) if word == SLASH]
    parts = (
        max(
            narrowest(" ".join(words[:cut]), size, weight, 1, measure),
            narrowest(" ".join(words[cut:]), size, weight, lines - 1, measure),
        )
        for cut in cuts[:1] or range(1, len(words))
    )
    # A hair wider, so that rounding never pushes a word over the edge again.
    return min(min(parts) + 0.01, whole)


def wrap_all(
    text: str, size: float, weight: Weight, width: float, measure: Measure
) -> tuple[str, ...]:
    """Break ``text`` into as many lines of ``width`` as it takes; an overlong word is shortened."""
    found: list[str] = []
    for word in text.split():
        fitting = shorten(word, size, weight, width, measure)
        longer = f"{found[-1]} {fitting}" if found else fitting
        if found and measure(longer, size, weight) <= width:
            found[-1] = longer
        else:
            found.append(fitting)
    return tuple(found)


def shorten(text: str, size: float, weight: Weight, width: float, measure: Measure) -> str:
    """Return ``text``, or as much of it as fits into ``width`` with an ellipsis at its end."""
    if measure(text, size, weight) <= width:
        return text
    kept = text
    while kept and measure(kept.rstrip() + ELLIPSIS, size, weight) > width:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS if kept else ""


def block(
    lines: tuple[str, ...],
    x: float,
    middle: float,
    size: float,
    *,
    role: str = "ink",
    anchor: Anchor = "start",
    weight: Weight = "regular",
) -> tuple[Text, ...]:
    """Return lines of text whose capitals are centered, as a block, on the height ``middle``."""
    first = middle - (len(lines) - 1) * LINE * size / 2 + CAP * size / 2
    return tuple(
        Text(
            x=x,
            y=first + index * LINE * size,
            text=line,
            size=size,
            role=role,
            anchor=anchor,
            weight=weight,
        )
        for index, line in enumerate(lines)
    )


def largest(
    attempt: Callable[[float], _Fit | None], wished: float, shares: tuple[float, ...]
) -> _Fit | None:
    """Return the first attempt that fits, at ``shares`` of the ``wished`` size of text, then less.

    ``attempt`` gets a size and returns None where the text does not fit at that size.
    """
    share = shares[-1]
    for each in shares:
        if (found := attempt(wished * each)) is not None:
            return found
    while (share := share * 0.9) > 0.03:
        if (found := attempt(wished * share)) is not None:
            return found
    return None
