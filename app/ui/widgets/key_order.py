"""Where Tab comes to what was made after its page."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def follow(before: QWidget, after: QWidget) -> None:
    """Have Tab come to ``after``, and to all that is in it, next after ``before``.

    ``before`` stands beside ``after``, or holds it: then what stands before that counts, and where
    nothing does, ``after`` comes before all that stands behind it. Qt puts what is made late behind
    everything else of the window, and orders only widgets that take keys themselves.
    """
    inside = [] if before.isAncestorOf(after) else _stops(before)
    stops = _stops(after)
    stop = inside[-1] if inside else _stop_before(before)
    if stop is None and stops:
        stop = _last_before(_stop_after(before), stops)
    for each in stops:
        if stop is not None:
            QWidget.setTabOrder(stop, each)
        stop = each


def _stops(widget: QWidget) -> list[QWidget]:
    """Return what takes keys of a widget and all in it, in the order in which it was put there."""
    window = widget.window()  # the list of a drop-down is a window of its own
    inside = (widget, *widget.findChildren(QWidget))
    return [each for each in inside if _takes_keys(each) and each.window() is window]


def _stop_before(widget: QWidget) -> QWidget | None:
    """Return the last widget with keys among those that were put on the page before this one."""
    parent = widget.parentWidget()
    while parent is not None:
        last = None
        for child in parent.children():
            if child is widget:
                break
            stops = _stops(child) if isinstance(child, QWidget) else []
            last = stops[-1] if stops else last
        if last is not None:
            return last
        widget, parent = parent, parent.parentWidget()
    return None


def _stop_after(widget: QWidget) -> QWidget | None:
    """Return the first widget with keys among those that were put on the page after this one."""
    parent = widget.parentWidget()
    while parent is not None:
        children = parent.children()
        for child in children[children.index(widget) + 1 :]:
            stops = _stops(child) if isinstance(child, QWidget) else []
            if stops:
                return stops[0]
        widget, parent = parent, parent.parentWidget()
    return None


def _last_before(stop: QWidget | None, others: Sequence[QWidget]) -> QWidget | None:
    """Return whatever Tab leaves to come to ``stop``, none of ``others``."""
    found = stop.previousInFocusChain() if stop is not None else None
    while found is not None and found is not stop:
        if found not in others and _takes_keys(found):
            return found
        found = found.previousInFocusChain()
    return None


def _takes_keys(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
