"""The sections of Prepare, in the order of the work; each page is imported when it is opened."""

from collections.abc import Callable
from importlib import import_module

from PySide6.QtWidgets import QWidget

from app.i18n import N_, _
from app.ui.desk import Desk
from app.ui.prepare.section import Section

_SECTIONS = (
    ("details", N_("Details"), "calendar", "app.ui.details.view", "DetailsView"),
    ("checklist", N_("Checklist"), "list-checks", "app.ui.prepare.checklist", "ChecklistView"),
    ("prework", N_("Invite and survey"), "mail", "app.ui.prepare.prework", "PreworkView"),
    ("agenda", N_("Agenda"), "clock", "app.ui.agenda.view", "AgendaView"),
    ("norms", N_("Norms"), "heart-handshake", "app.ui.norms.view", "NormsView"),
    ("people", N_("People"), "users", "app.ui.people.view", "PeopleView"),
    ("groups", N_("Groups"), "users-round", "app.ui.groups.view", "GroupsView"),
    ("data", N_("District data"), "chart-column", "app.ui.data.view", "DataView"),
    ("history", N_("History and efforts"), "history", "app.ui.history.view", "HistoryView"),
    ("framework", N_("Framework"), "book-open", "app.ui.framework.view", "FrameworkView"),
    ("room", N_("Room for devices"), "wifi", "app.ui.prepare.room_page", "RoomPage"),
    ("paper", N_("Paper kit"), "printer", "app.ui.prepare.paper_kit", "PaperKitView"),
)


def _factory(module: str, name: str) -> Callable[[Desk], QWidget]:
    def make(desk: Desk) -> QWidget:
        view: QWidget = getattr(import_module(module), name)(desk)
        return view

    return make


def sections() -> list[Section]:
    """Return the sections, named in the interface's language."""
    return [
        Section(section_id, _(label), icon, _factory(module, name))
        for section_id, label, icon, module, name in _SECTIONS
    ]
