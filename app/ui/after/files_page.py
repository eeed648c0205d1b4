"""Files to hand out and to keep: what each is for, and a button that builds it."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QGridLayout, QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.domain.report import BuildOptions
from app.i18n import LANGUAGE_NAMES, N_, _
from app.ui import icons, theme
from app.ui.after.exporter import Exporter
from app.ui.desk import Desk
from app.ui.importing.choose_file import say_labels
from app.ui.widgets.button import Button
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.panel import Panel
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import Heading, Label, Rule
from app.ui.widgets.toggle import Toggle


@dataclass(frozen=True)
class Offer:
    """A kind of file on offer; texts are translated where they are shown."""

    kind: str
    icon_name: str
    title: str
    text: str


OFFERS = (
    Offer("summary.pdf", "file-text", N_("Summary, PDF"),
          N_("Everything the room found, marked DRAFT until you approve it.")),
    Offer("summary.html", "globe", N_("Summary, web page"),
          N_("The same for screen readers; opens in any browser.")),
    Offer("share.pdf", "share-2", N_("Share now, PDF"),
          N_("Scores, norms, next steps, next date. Nobody’s own words: safe to hand out.")),
    Offer("scores.xlsx", "file-spreadsheet", N_("Spreadsheet"),
          N_("Scores, next steps and data needs as XLSX.")),
    Offer("scores.csv", "table", N_("Scores, CSV"), N_("One line a group and dimension.")),
    Offer("next.ics", "calendar-plus", N_("Next date, for calendars"),
          N_("The next convening, to be opened by any calendar.")),
    Offer("paper-kit.pdf", "printer", N_("Paper kit"),
          N_("Score sheets, note catchers, norms, agenda and group lists to print.")),
    Offer("data-packets.pdf", "chart-column", N_("Data packets"),
          N_("For each group: its dimensions, what to look for, and the district’s charts.")),
    Offer("data.csv", "table", N_("District data, CSV"),
          N_("Every number with its file and row; the program reads it back.")),
    Offer("handoff.json", "send", N_("Hand-off, JSON"), N_("For other programs.")),
    Offer("workshop.eqw", "archive", N_("The whole workshop"),
          N_("One file that another copy of this program opens.")),
)  # fmt: skip

IN_ALL_LANGUAGES = ("paper-kit.pdf", "data-packets.pdf")
"""What is handed out on paper has every language of the room in it."""


class OfferRow(QWidget):
    """One file: what it is, what became of it, and the button.

    Signals:
        build_requested(str): build this kind.
    """

    build_requested = Signal(str)

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self._offer = offer
        self._icon = Label(wrap=False)
        self._state = Label(role="small")
        self._state.setObjectName(f"after.state.{offer.kind}")
        self._build = Button(_("Build"))
        self._build.setObjectName(f"after.build.{offer.kind}")
        self._build.setAccessibleName(_("Build: {what}").format(what=_(offer.title)))
        self._build.clicked.connect(self._on_build_clicked)
        self._open = Button(_("Open it"), kind="quiet", icon_name="external-link")
        self._open.setObjectName(f"after.open.{offer.kind}")
        self._open.setAccessibleName(_("Open: {what}").format(what=_(offer.title)))
        self._open.clicked.connect(self._on_open_clicked)
        self._open.hide()
        self._busy, self._path = False, Path()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.scaled(12))
        grid.setVerticalSpacing(0)
        grid.addWidget(self._icon, 0, 0, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(Label(_(offer.title), role="strong"), 0, 1)
        grid.addWidget(Label(_(offer.text), role="quiet"), 1, 1)
        grid.addWidget(self._open, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._build, 0, 3, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        # A line of its own: beside the words, large text left none of them enough width.
        grid.addWidget(self._state, 2, 1, 1, 3)
        grid.setColumnStretch(1, 1)
        self._say("")
        size = theme.scaled(24)
        self._icon.setPixmap(icons.pixmap(offer.icon_name, "accent", size, 1.0))

    def set_state(self, text: str, tone: str = "", busy: bool = False) -> None:
        """Say what became of the file.

        While it is built the button stays as it is, and does nothing: a disabled one would hand
        the focus to another.
        """
        self._say(text)
        self._state.set_tone(tone)
        self._busy = busy
        self._open.hide()

    def set_saved(self, path: Path, left_out: str = "") -> None:
        """Say where the file lies and what is not printed in it, and offer to open it."""
        saved = _("Saved as {file}").format(file=path.name)
        self.set_state("\n".join(filter(None, (saved, left_out))), "success")
        self._path = path
        self._open.show()

    def allow(self, allowed: bool, why_not: str) -> None:
        """Let it be built, or say why it cannot be."""
        self._build.setEnabled(allowed)
        if not allowed:
            self._say(why_not)
        elif self._state.text() == why_not:
            self._say("")

    def _on_build_clicked(self) -> None:
        if not self._busy:
            self.build_requested.emit(self._offer.kind)

    def _on_open_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))

    def _say(self, text: str) -> None:
        self._state.setText(text)
        self._state.setVisible(bool(text))


class FilesPage(QWidget):
    """Choices for all files, then the files."""

    def __init__(self, desk: Desk, exporter: Exporter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._desk, self._exporter = desk, exporter
        self._rows = {offer.kind: OfferRow(offer) for offer in OFFERS}
        exporter.started.connect(lambda kind: self._tell(kind, _("Building…"), busy=True))
        exporter.cancelled.connect(lambda kind: self._tell(kind, _("Cancelled")))
        exporter.finished.connect(self._on_exporter_finished)
        exporter.failed.connect(self._on_exporter_failed)
        exporter.idle.connect(lambda: self._cancel.setEnabled(False))
        exporter.started.connect(lambda _kind: self._cancel.setEnabled(True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.scaled(12), theme.scaled(12))
        column.setSpacing(theme.scaled(12))
        column.addWidget(Heading(_("Files"), role="title"))
        column.addWidget(self._build_choices())
        column.addWidget(self._build_folder())
        for place, row in enumerate(self._rows.values()):
            if place:
                column.addWidget(Rule())
            row.build_requested.connect(self._on_row_build_requested)
            column.addWidget(row)
        column.addStretch(1)

    def refresh(self) -> None:
        """Read the snapshot again."""
        dated = self._desk.snapshot.workshop.next_date is not None
        if not self._exporter.is_building("next.ics"):
            self._rows["next.ics"].allow(dated, _("Set the next date in the details first."))

    def _build_choices(self) -> Panel:
        panel = Panel()
        languages = [(code, name) for code, name in LANGUAGE_NAMES.items()]
        self._language = Segmented(languages, self._desk.snapshot.language, _("Language"))
        self._language.setObjectName("after.language")
        self._paper = Segmented(
            [("letter", _("Letter paper")), ("a4", _("A4 paper"))], "letter", _("Paper size")
        )
        self._paper.setObjectName("after.paper")
        self._names = Toggle(_("Names of people"))
        self._names.setObjectName("after.names")
        self._names.toggled.connect(self._on_names_toggled)
        row = QWidget()
        flow = FlowLayout(row, spacing=theme.scaled(12))
        for widget in (self._language, self._paper, self._names):
            flow.addWidget(widget)
        self._names_hint = Label(role="quiet")
        panel.add(row)
        panel.add(self._names_hint)
        self._on_names_toggled(False)
        return panel

    def _build_folder(self) -> QWidget:
        box = QWidget()
        self._folder = Label()
        self._folder.setObjectName("after.folder")
        choose = Button(_("Choose another folder…"), kind="quiet", icon_name="folder-open")
        choose.clicked.connect(self._on_choose_clicked)
        see = Button(_("Open the folder"), kind="quiet", icon_name="external-link")
        see.setObjectName("after.open_folder")
        see.clicked.connect(self._on_see_clicked)
        everything = Button(_("Build all of them"), kind="primary", icon_name="download")
        everything.setObjectName("after.build_all")
        everything.clicked.connect(self._on_everything_clicked)
        self._cancel = Button(_("Cancel"), kind="plain")
        self._cancel.setObjectName("after.cancel")
        self._cancel.setEnabled(False)
        self._cancel.clicked.connect(self._exporter.cancel)
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=theme.scaled(8))
        for widget in (everything, self._cancel, choose, see):
            flow.addWidget(widget)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(buttons)
        column.addWidget(self._folder)
        self._show_folder()
        return box

    def _show_folder(self) -> None:
        self._folder.setText(_("Files go to {folder}").format(folder=self._exporter.folder))

    def _tell(self, kind: str, text: str, tone: str = "", busy: bool = False) -> None:
        if kind in self._rows:
            self._rows[kind].set_state(text, tone, busy)

    def _on_names_toggled(self, on: bool) -> None:
        self._names_hint.setText(
            _(
                "Names appear in the paper kit’s group lists, as “led by” on the cover, and in the "
                "whole workshop. Keep-apart wishes never leave this laptop."
            )
            if on
            else _("No file names a participant. Switch on only for paper that stays in the room.")
        )

    def _on_row_build_requested(self, kind: str) -> None:
        if kind == "workshop.eqw":
            self._exporter.save_workshop(names=self._names.isChecked())
            return
        self._exporter.build(
            kind,
            language="" if kind in IN_ALL_LANGUAGES else self._language.value(),
            names=self._names.isChecked(),
            options=BuildOptions(paper=self._paper.value()),
        )

    def _on_everything_clicked(self) -> None:
        for kind in self._rows:
            if kind != "next.ics" or self._desk.snapshot.workshop.next_date is not None:
                self._on_row_build_requested(kind)

    def _on_exporter_finished(self, kind: str, path: Path) -> None:
        if kind in self._rows:
            self._rows[kind].set_saved(path, self._exporter.left_out(kind))

    def _on_exporter_failed(self, kind: str, error: UserError) -> None:
        self._tell(kind, f"{error.happened} {error.remedy}".strip(), "attention")

    def _on_choose_clicked(self) -> None:
        dialog = QFileDialog(self, _("Folder for the files"), str(self._exporter.folder))
        say_labels(dialog)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # Beside the window, not over it: the day may be running.
        dialog.setModal(False)
        dialog.fileSelected.connect(self._on_dialog_selected)
        dialog.show()

    def _on_dialog_selected(self, folder: str) -> None:
        self._exporter.folder = Path(folder)
        self._show_folder()

    def _on_see_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._exporter.folder)))
