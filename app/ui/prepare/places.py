"""Places in an order that is kept by numbers between neighbours' numbers."""

from collections.abc import Sequence

LEAST_GAP = 1e-6
"""Neighbours nearer than this leave no sure room between them."""


def between(positions: Sequence[float], index: int) -> float:
    """Return a position that comes at ``index`` among ``positions``, which are in rising order."""
    before = positions[index - 1] if index > 0 and positions else None
    after = positions[index] if 0 <= index < len(positions) else None
    if before is None and after is None:
        return 1.0
    if before is None:
        return float(after or 0.0) - 1.0
    if after is None:
        return before + 1.0
    return (before + after) / 2


def crowded(positions: Sequence[float], index: int) -> bool:
    """Tell whether there is no sure room at ``index``, so that all must be numbered anew."""
    if not 0 < index < len(positions):
        return False
    return positions[index] - positions[index - 1] < 2 * LEAST_GAP
