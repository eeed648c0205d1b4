"""Home: the workshops of this laptop, and how to begin, open, copy or bring one back."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QWidget,
)

from app.domain.errors import UserError
from app.domain.exchange import FILE_SUFFIX
from app.domain.handing_over import HANDOVER_SUFFIX
from app.i18n import _, _n
from app.services.library import Listed, can_rebuild
from app.ui import theme
from app.ui.home import mending
from app.ui.home.actions import HomeActions
from app.ui.home.details import WorkshopDetails
from app.ui.home.handover_panel import HandoverPanel
from app.ui.home.model import WorkshopModel
from app.ui.home.new_workshop import NewWorkshop
from app.ui.home.resume import ResumeCard
from app.ui.home.works import Works
from app.ui.home.workshop_list import WorkshopListView
from app.ui.importing.choose_file import choose_file, choose_place
from app.ui.widgets.banner import Banner
from app.ui.widgets.button import Button
from app.ui.widgets.dropped import dropped_file
from app.ui.widgets.panel import Panel
from app.ui.widgets.scroll_page import ScrollPage, fill
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.text import Heading, Label

SUFFIX = ".eqw"
RECEIVED = (SUFFIX, HANDOVER_SUFFIX, FILE_SUFFIX)
"""What may be dropped here: workshops, handed-over ones, and files from devices."""
_NARROW = 860
_Result = TypeVar("_Result")


class HomeView(QWidget):
    """All workshops; no workshop is open yet.

    Signals:
        open_requested(Path): open this workshop.
        resume_requested(Path): open it and go on with the running day.
        create_requested(str, date): make a workshop for a district and a day, and open it.
        sample_requested(): open the bundled sample.
        join_requested(): take notes for a group in somebody else's room.
        device_file_requested(Path, Path): open this workshop, and take a device's file in.
        hand_over_requested(Path): open this workshop where it is handed over.
        reports_requested(): show the folder with the crash reports.
        reports_put_away(): the offer to show them was closed.
    """

    open_requested = Signal(object)
    resume_requested = Signal(object)
    create_requested = Signal(str, object)
    sample_requested = Signal()
    join_requested = Signal()
    device_file_requested = Signal(object, object)
    hand_over_requested = Signal(object)
    reports_requested = Signal()
    reports_put_away = Signal()

    def __init__(self, actions: HomeActions, parent: QWidget | None = None) -> None:
        """Build the page and list the workshops."""
        super().__init__(parent)
        self.setObjectName("home")
        self.setProperty("role", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self._actions = actions
        self.works = Works(actions, self)
        self._deleted: Path | None = None
        self._mended: Path | None = None
        self._model = WorkshopModel()
        self._resume = ResumeCard()
        self._handover = HandoverPanel()
        self._banner = Banner()
        self._banner.setObjectName("home.banner")
        self._reports = Banner()
        self._reports.setObjectName("home.reports")
        self._heading = Heading(role="title")
        self._welcome = Label(role="quiet")
        self._sample = Button(_("Open the sample"), kind="quiet", icon_name="sparkles")
        self._sample.setObjectName("home.sample")
        self._import = Button(_("Import a workshop file"), kind="quiet", icon_name="file-up")
        self._import.setObjectName("home.import")
        self._join = Button(_("Join a room"), kind="quiet", icon_name="door-open")
        self._join.setObjectName("home.join")
        self._new = NewWorkshop(actions.today())
        self._search = SearchField(_("Search by district, date or state"))
        self._search.setObjectName("home.search")
        self._list = WorkshopListView()
        self._list.setObjectName("home.list")
        self._list.setModel(self._model)
        self._count = Label(role="small")
        self._details = WorkshopDetails(actions.today())
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """List the workshops again; the chosen one stays chosen."""
        kept = self._chosen()
        found = self._try(self._actions.workshops)
        self._model.set_entries(found or ())
        self._resume.show_interrupted(self._try(self._actions.interrupted))
        self._choose(kept.path if kept else None)
        self._show_counts()
        for rescued in self._try(self._actions.rescued) or ():
            self._mended = rescued.path
            strong, words = mending.rescued_words(rescued)
            self._banner.show_message("attention", strong, words, (("fetch", _("Bring it back")),))

    def say(self, error: UserError, path: Path | None = None) -> None:
        """Say what went wrong, calmly, on the page; a damaged ``path`` can be rebuilt at once."""
        self._mended = path
        rebuilds = path is not None and can_rebuild(error)
        actions = (("rebuild", _("Rebuild this workshop")),) if rebuilds else ()
        self._banner.show_error(error, actions)

    def mention_reports(self, count: int) -> None:
        """Offer to show the reports of what went wrong in the program."""
        words = _n(
            "It wrote {n} report, without names or notes. It stays on this laptop.",
            "It wrote {n} reports, without names or notes. They stay on this laptop.",
            count,
        )
        self._reports.show_message(
            "info", _("The program had a fault. Your workshops are saved."),
            words.format(n=count), (("show", _("Show the folder")),),
        )  # fmt: skip

    def import_file(self, source: Path) -> None:
        """Take a received file in; a workshop is then chosen."""
        if source.suffix.lower() == HANDOVER_SUFFIX:
            self._handover.ask(source)
        elif source.suffix.lower() == FILE_SUFFIX:
            self.works.find_workshop(source)
        else:
            self.works.import_file(source)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the cursor where most people go on: resume, the list, or a first workshop."""
        super().showEvent(event)
        if not self._resume.isHidden():
            self._resume.focus_resume()
        elif self._model.total():
            self._list.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
        else:
            self._new.focus_district()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put list and details side by side, or below each other where it is narrow."""
        super().resizeEvent(event)
        narrow = self.width() < theme.scaled(_NARROW)
        self._columns.setDirection(_direction(narrow))
        self._top.setDirection(_direction(narrow))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a file that can be taken in."""
        if dropped_file(event, RECEIVED) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in a file that was dropped here."""
        dropped = dropped_file(event, RECEIVED)
        if dropped is not None:
            event.acceptProposedAction()
            self.import_file(dropped)

    def _lay_out(self) -> None:
        page = ScrollPage(margin=28, top=20, spacing=14)
        column = page.column
        column.addWidget(self._resume)
        column.addWidget(self._handover)
        column.addWidget(self.works.strip)
        column.addWidget(self._banner)
        column.addWidget(self._reports)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.addWidget(self._heading, 1)
        links = QHBoxLayout()
        links.addWidget(self._join)
        links.addWidget(self._sample)
        links.addWidget(self._import)
        links.addStretch(1)
        self._top.addLayout(links)
        column.addLayout(self._top)
        column.addWidget(self._welcome)
        begin = Panel()
        begin.add(self._new)
        column.addWidget(begin)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme.scaled(16))
        self._listing = Panel()
        self._listing.add(self._search)
        self._listing.add(self._list, 1)
        self._listing.add(self._count)
        self._columns.addWidget(self._listing, 3)
        self._columns.addWidget(self._details, 2)
        column.addLayout(self._columns, 1)
        # Before the first workshop nothing else would take the room that is left.
        column.addStretch(0)
        fill(self, page)

    def _connect(self) -> None:
        self.works.done.connect(self._on_works_done)
        self.works.given_up.connect(lambda words: self._banner.show_message("info", "", words))
        self.works.failed.connect(self.say)
        self.works.found.connect(self.device_file_requested)
        self._handover.answered.connect(self.works.receive_handover)
        self.works.backups_read.connect(self._details.show_backups)
        self._join.clicked.connect(self.join_requested)
        self._sample.clicked.connect(self.sample_requested)
        self._import.clicked.connect(self._on_import_clicked)
        self._resume.resume_requested.connect(self.resume_requested)
        self._new.create_requested.connect(self.create_requested)
        self._search.searched.connect(self._on_search_searched)
        self._search.returnPressed.connect(self._list.setFocus)
        self._list.moved_to.connect(self._on_list_moved_to)
        self._list.open_requested.connect(self._on_open_requested)
        self._list.delete_requested.connect(self._on_delete_requested)
        self._details.open_requested.connect(self._on_open_requested)
        self._details.duplicate_requested.connect(self._on_duplicate_requested)
        self._details.export_requested.connect(self._on_export_requested)
        self._details.hand_over_requested.connect(self._on_hand_over_requested)
        self._details.backups_requested.connect(self._on_backups_requested)
        self._details.restore_requested.connect(self._on_restore_requested)
        self._details.delete_requested.connect(self._on_delete_requested)
        self._details.rebuild_requested.connect(self._on_rebuild_requested)
        self._banner.action_requested.connect(self._on_banner_action_requested)
        self._reports.action_requested.connect(self._on_reports_action_requested)
        self._reports.dismissed.connect(self.reports_put_away)

    def _try(self, action: Callable[[], _Result]) -> _Result | None:
        """Do something that may fail for reasons outside the program, and say so if it does."""
        try:
            return action()
        except UserError as error:
            self.say(error)
            return None

    def _chosen(self) -> Listed | None:
        return self._model.entry(self._list.currentIndex())

    def _choose(self, path: Path | None) -> None:
        index = self._model.place(path)
        if not index.isValid() and self._model.rowCount():
            index = self._model.index(0)
        self._list.setCurrentIndex(index)
        if index.row() > 0:
            self._list.show_row(index)
        self._on_list_moved_to()

    def _show_counts(self) -> None:
        total, shown = self._model.total(), self._model.rowCount()
        self._heading.setText(_("Your workshops") if total else _("Welcome"))
        self._welcome.setText(
            _(
                "Four hours with the people of a district, prepared and run from this laptop. "
                "Begin with a name and a date, or look around in the sample first."
            )
        )
        self._welcome.setVisible(not total)
        self._listing.setVisible(bool(total))
        # A few workshops need no more room than their rows take.
        self._list.setMinimumHeight(theme.scaled(min(180, 64 * total)))
        self._search.setVisible(total > 1)
        words = _n("{n} workshop", "{n} workshops", total).format(n=total)
        if shown != total:
            words = _("{shown} of {total} fit the search").format(shown=shown, total=total)
        self._count.setText(words)

    def _on_list_moved_to(self) -> None:
        entry = self._chosen()
        self._details.setVisible(entry is not None)
        if entry is not None:
            self._details.show_entry(entry)

    def _on_search_searched(self, words: str) -> None:
        kept = self._chosen()
        self._model.search(words)
        self._choose(kept.path if kept else None)
        self._show_counts()

    def _on_open_requested(self) -> None:
        entry = self._chosen()
        if entry is not None and not entry.problem:
            self.open_requested.emit(entry.path)

    def _on_hand_over_requested(self) -> None:
        entry = self._chosen()
        if entry is not None and not entry.problem:
            self.hand_over_requested.emit(entry.path)

    def _on_duplicate_requested(self, day: object) -> None:
        entry = self._chosen()
        if entry is not None:
            self.works.duplicate(entry.path, day)  # type: ignore[arg-type]

    def _on_export_requested(self, with_names: bool) -> None:
        entry = self._chosen()
        if entry is None:
            return

        def export(target: Path) -> None:
            named = target if target.suffix == SUFFIX else target.with_name(target.name + SUFFIX)
            self.works.export(entry.path, named, with_names)

        kinds = _("Workshop files (*.eqw)")
        choose_place(self, _("Export this workshop"), kinds, entry.path.name, export)

    def _on_import_clicked(self) -> None:
        patterns = " ".join(f"*{suffix}" for suffix in RECEIVED)
        kinds = _("Workshops, hand-overs, files from devices ({patterns})").format(
            patterns=patterns
        )
        choose_file(self, _("Import a workshop file"), kinds, self.import_file)

    def _on_backups_requested(self) -> None:
        entry = self._chosen()
        if entry is not None:
            self.works.read_backups(entry.path)

    def _on_restore_requested(self, backup: object) -> None:
        entry = self._chosen()
        if entry is not None:
            self.works.restore(entry.path, backup)  # type: ignore[arg-type]

    def _on_rebuild_requested(self) -> None:
        entry = self._chosen()
        if entry is not None:
            self.works.rebuild(entry.path)

    def _on_works_done(self, path: object, strong: str, words: str) -> None:
        """Show what is there now, and say so."""
        self._banner.hide()
        self._handover.hide()
        self.refresh()
        if isinstance(path, Path):
            self._choose(path)
        self._details.close_questions()
        if strong:
            self._banner.show_message("info", strong, words)

    def _on_delete_requested(self) -> None:
        entry = self._chosen()
        if entry is None:
            return
        self._deleted = self._try(lambda: self._actions.delete(entry.path))
        if self._deleted is not None:
            self.refresh()
            said = _("{district} was moved to the deleted workshops.")
            self._banner.show_message(
                "info", said.format(district=entry.district), actions=(("undo", _("Undo")),)
            )

    def _on_reports_action_requested(self, _action_id: str) -> None:
        self._reports.hide()
        self.reports_requested.emit()

    def _on_banner_action_requested(self, action_id: str) -> None:
        deleted, mended = self._deleted, self._mended
        if action_id == "rebuild" and mended is not None:
            self.works.rebuild(mended)
        elif action_id == "fetch" and mended is not None:
            self.works.fetch(mended)
        if action_id == "undo" and deleted is not None:
            back = self._try(lambda: self._actions.bring_back(deleted))
            if back is not None:
                self._deleted = None
                self._banner.hide()
                self.refresh()
                self._choose(back)


def _direction(narrow: bool) -> QBoxLayout.Direction:
    return QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
