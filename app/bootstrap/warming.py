"""Loading ahead, off the window's thread, what the next clicks need; Home is there before it."""

from collections.abc import Callable
from importlib import import_module

WARM_AFTER_MS = 250
"""How long after Home's first picture loading ahead begins."""

AHEAD = (
    "app.bootstrap.open_workshop",
    "app.bootstrap.sections",
    "app.ui.prepare.view",
    "app.ui.details.view",
    "app.ui.console.view",
    "app.ui.room_screen.mirror",
    "app.ui.arrivals.view",
    "app.ui.score.view",
    "app.ui.results.view",
    "app.ui.notes.view",
    "app.ui.after.view",
    "app.ui.groups.view",
)
"""What opening a workshop and turning its pages imports, in the order in which it is wanted.

What only few days want (pandas, the charts of pyqtgraph) stays out: it would cost memory all day.
"""


def load_ahead(wanted: Callable[[], bool]) -> None:
    """Import :data:`AHEAD`, one module after the other, for as long as it is ``wanted``."""
    for name in AHEAD:
        if not wanted():
            return
        import_module(name)
