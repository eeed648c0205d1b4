"""The paper kit: everything the room needs on the day when no screen works."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.errors import UserError
from app.domain.preparation import LockScale
from app.domain.report import BuildOptions
from app.i18n import _, _n
from app.ui import theme
from app.ui.after.exporter import Exporter
from app.ui.desk import Desk
from app.ui.prepare.captioned import Captioned
from app.ui.prepare.language_fields import languages_inside
from app.ui.prepare.page import Page
from app.ui.widgets.banner import Banner
from app.ui.widgets.button import Button
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.panel import Panel
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import Label
from app.ui.widgets.toggle import Toggle

KIND = "paper-kit.pdf"
LOCK_REASON = "paper kit printed"


class PaperKitView(Page):
    """Builds the kit as one PDF; score sheets on paper lock the scale."""

    TABLES = ("workshop", "seatings", "groups", "frameworks", "norms", "participants")

    def __init__(self, desk: Desk, exporter: Exporter | None = None) -> None:
        """Build with ``exporter``, or with one of this page's own."""
        intro = _("One PDF to print and keep in the bag, for the day when everything else fails.")
        super().__init__(desk, _("Paper kit"), intro, widest=900)
        self._exporter = exporter or Exporter(desk, self)
        self._exporter.started.connect(self._on_exporter_started)
        self._exporter.finished.connect(self._on_exporter_finished)
        self._exporter.failed.connect(self._on_exporter_failed)
        self._exporter.cancelled.connect(self._on_exporter_cancelled)
        self._path: Path | None = None
        self.add(self._contents())
        self.add(self._choices())
        self._banner = Banner()
        self._banner.setObjectName("prepare.paper.banner")
        self._banner.action_requested.connect(self._on_banner_action_requested)
        self.add(self._banner)
        self.column.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Say what the kit will hold."""
        snapshot = self.snapshot
        count, people = len(snapshot.groups), len(snapshot.people)
        languages = languages_inside(snapshot.workshop.languages)
        if count:
            words = _n("{n} group", "{n} groups", count).format(n=count)
            words = _("For {groups} and {people}, in {languages}.").format(
                groups=words,
                people=_n("{n} person", "{n} people", people).format(n=people),
                languages=languages,
            )
        else:
            words = _(
                "In {languages}. There are no groups yet: the score sheets then leave the "
                "group open."
            ).format(languages=languages)
        self._for.setText(words)
        if snapshot.workshop.scale_locked_at is None:
            self._lock.setText(
                _(
                    "Building it locks the scale, because score sheets in people’s hands must "
                    "match the screens. Words may still change afterwards; the number of levels "
                    "may not."
                )
            )
        else:
            self._lock.setText(_("The scale is locked, so these sheets will match the screens."))

    def _contents(self) -> Panel:
        panel = Panel(_("What is in it"))
        for words in (
            _("A score sheet for each group and dimension, with every level described"),
            _("Note catchers for each prompt"),
            _("Norms, and the agenda with clock times"),
            _("Group lists"),
            _("A grid of all scores, to type them in afterwards in three minutes"),
        ):
            panel.add(_point(words))
        self._for = Label(role="quiet")
        panel.add(self._for)
        return panel

    def _choices(self) -> Panel:
        panel = Panel()
        papers = [("letter", _("Letter")), ("a4", _("A4"))]
        self._paper = Segmented(papers, "letter", _("Size of the paper"))
        self._paper.setObjectName("prepare.paper.size")
        panel.add(Captioned(_("Size of the paper"), self._paper))
        self._names = Toggle(_("Names on the group lists"))
        self._names.setObjectName("prepare.paper.names")
        panel.add(self._names)
        panel.add(Label(_("Without them, a list says how many people sit at the table."),
                        role="quiet"))  # fmt: skip
        self._lock = Label(role="quiet")
        panel.add(self._lock)
        bar = QWidget()
        flow = FlowLayout(bar, spacing=theme.scaled(8))
        self._build = Button(_("Build the paper kit"), kind="primary", icon_name="printer")
        self._build.setObjectName("prepare.paper.build")
        self._build.clicked.connect(self._on_build_clicked)
        self._cancel = Button(_("Cancel"), kind="quiet")
        self._cancel.setObjectName("prepare.paper.cancel")
        self._cancel.clicked.connect(self._exporter.cancel)
        self._cancel.hide()
        flow.addWidget(self._build)
        flow.addWidget(self._cancel)
        panel.body.addWidget(bar, 0, Qt.AlignmentFlag.AlignTop)
        return panel

    def _show_building(self, building: bool) -> None:
        self._build.setEnabled(not building)
        self._build.setText(_("Building…") if building else _("Build the paper kit"))
        self._cancel.setVisible(building)

    def _on_build_clicked(self) -> None:
        options = BuildOptions(paper=self._paper.value() or "letter")
        self._exporter.build(KIND, names=self._names.isChecked(), options=options)

    def _on_exporter_started(self, kind: str) -> None:
        if kind == KIND:
            self._banner.hide()
            self._show_building(True)

    def _on_exporter_finished(self, kind: str, path: Path) -> None:
        if kind != KIND:
            return
        self._show_building(False)
        self._path = path
        if self.snapshot.workshop.scale_locked_at is None:
            self.desk.submit(LockScale(reason=LOCK_REASON))
        self._banner.show_message(
            "info", _("The paper kit is ready."), self._exporter.where(kind, path),
            (("open", _("Open it")), ("folder", _("Show its folder"))),
        )  # fmt: skip

    def _on_exporter_failed(self, kind: str, error: UserError) -> None:
        if kind == KIND:
            self._show_building(False)
            self._banner.show_message("error", error.happened, f"{error.safe} {error.remedy}")

    def _on_exporter_cancelled(self, kind: str) -> None:
        if kind == KIND:
            self._show_building(False)

    def _on_banner_action_requested(self, action_id: str) -> None:
        if self._path is not None:
            place = self._path if action_id == "open" else self._path.parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))


def _point(words: str) -> QWidget:
    """Return words behind a dot; further lines stand under the first one's words."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.scaled(8))
    dot = Label("•", wrap=False)
    dot.setAccessibleName(" ")
    row.addWidget(dot, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(words), 1)
    return line
