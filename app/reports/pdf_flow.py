"""Where pages break: a part begins a page, unless that would leave a page nearly empty.

A heading stays with the beginning of what it heads, never alone at a page's foot.
"""

from collections.abc import Iterable

from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    KeepTogether,
    LongTable,
    PageBreak,
    Paragraph,
)

LEAST_FILLED = 0.36
"""Share of a page that must be filled before the next part begins a page of its own."""

SMALL_PART = 0.4
"""Share of a page that a part must take to begin a page of its own."""

ENOUGH_LEFT = 0.4
"""Share of a page that is enough for the beginning of a part that may begin anywhere."""

SPACE_BEFORE_PART = 30.0
"""Points above a part that begins in the middle of a page."""

FIRST_ROWS = 2
"""Rows of a table that stay with its heading: its own heading row, and one more."""

FIRST_LINES = 3
"""Lines of a paragraph that stay with its heading."""


class PartStart(CondPageBreak):  # type: ignore[misc]
    """The place before a part's heading; starts a page where one is due.

    ``flows``: the part may begin in the middle of any page that has enough room left.
    ``part`` is filled in by :func:`know_parts`.
    """

    def __init__(self, page_height: float, *, flows: bool) -> None:
        super().__init__(0.0)
        self.page_height = page_height
        self.flows = flows
        self.part: list[Flowable] = []

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take no room, or end the page."""
        self.height = 0.0 if self._stays(width, height) else height + 1.0
        found: tuple[float, float] = super().wrap(width, height)
        return found

    def _stays(self, width: float, left: float) -> bool:
        filled = self.page_height - left
        if filled < 1.0:
            return True
        room = left - SPACE_BEFORE_PART
        nearly_empty = filled < LEAST_FILLED * self.page_height
        if nearly_empty or (self.flows and left >= ENOUGH_LEFT * self.page_height):
            return _height(_beginning(self.part), width, room, first=True) <= room
        most = room if self.flows else min(room, SMALL_PART * self.page_height)
        return _height(self.part, width, most) <= most


def know_parts(story: list[Flowable]) -> list[Flowable]:
    """Tell every part's start what belongs to the part; return the same story."""
    part: list[Flowable] = []
    for flowable in reversed(story):
        if isinstance(flowable, PartStart):
            flowable.part = part[::-1]
            part = []
        elif isinstance(flowable, PageBreak):
            part = []
        else:
            part.append(flowable)
    return story


def _beginning(part: list[Flowable]) -> list[Flowable]:
    """Return a part's flowables up to the first that is more than words."""
    found: list[Flowable] = []
    for flowable in part:
        found.append(flowable)
        if not isinstance(flowable, Paragraph) and not flowable.getKeepWithNext():
            break
    return found


def _height(part: Iterable[Flowable], width: float, most: float, *, first: bool = False) -> float:
    """Return how tall a part is; once beyond ``most`` nothing more is measured.

    ``first``: of the last flowable only what must stay with a heading counts.
    """
    flowables = list(part)
    used = after = 0.0
    for index, flowable in enumerate(flowables):
        gap = max(after, flowable.getSpaceBefore()) if index else 0.0
        used += gap + flowable.wrap(width, most - used - gap)[1]
        if first and index == len(flowables) - 1:
            used -= _later(flowable)
        after = flowable.getSpaceAfter()
        if used > most:
            break
    return used


def _later(flowable: Flowable) -> float:
    """Return how much of a wrapped flowable's height may follow on the next page."""
    if isinstance(flowable, LongTable):
        return float(sum(flowable._rowHeights[FIRST_ROWS:]))
    if isinstance(flowable, Paragraph):
        return float(max(0.0, flowable.height - FIRST_LINES * flowable.style.leading))
    return 0.0


class KeepWithBeginning(KeepTogether):  # type: ignore[misc]
    """Keeps a heading with the beginning of a long table or paragraph, not with all of it."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure what must stay together."""
        found: tuple[float, float] = super().wrap(width, height)
        if len(self._content) > 1:
            self._H -= _later(self._content[-1])
        # The room above the first is taken once it stands there, and was not measured.
        self._H += max(each.getSpaceBefore() for each in self._content[:2])
        return found
