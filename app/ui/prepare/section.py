"""What Prepare is made of: sections, each with its page."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.desk import Desk


class Section(NamedTuple):
    """One section: its id, its name in the interface's language, its icon, what makes its page."""

    section_id: str
    label: str
    icon_name: str
    make: Callable[[Desk], QWidget]


def first_sections() -> list[Section]:
    """Return the sections that stand before people and groups."""
    from app.ui.agenda.view import AgendaView
    from app.ui.details.view import DetailsView
    from app.ui.history.view import HistoryView
    from app.ui.norms.view import NormsView
    from app.ui.prepare.checklist import ChecklistView

    return [
        Section("details", _("Details"), "calendar", DetailsView),
        Section("checklist", _("Checklist"), "list-checks", ChecklistView),
        Section("agenda", _("Agenda"), "clock", AgendaView),
        Section("norms", _("Norms"), "heart-handshake", NormsView),
        Section("history", _("History and efforts"), "history", HistoryView),
    ]


def last_sections() -> list[Section]:
    """Return the sections that stand after people, groups and data."""
    from app.ui.framework.view import FrameworkView
    from app.ui.prepare.paper_kit import PaperKitView

    return [
        Section("framework", _("Framework"), "layers", FrameworkView),
        Section("paper", _("Paper kit"), "printer", PaperKitView),
    ]
