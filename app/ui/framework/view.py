"""The framework editor: what groups score, in whose words, on which scale."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QVBoxLayout, QWidget

from app.domain.changes import ALL_TABLES, Changes
from app.domain.commands import Command
from app.domain.errors import UserError
from app.domain.framework import Framework, framework_to_json, text_at, untranslated
from app.domain.giving_up import GivenUpError
from app.domain.preparation import (
    AddFrameworkLine,
    ChooseScale,
    EditFramework,
    ReplaceFramework,
)
from app.domain.text import has_language, say
from app.i18n import _, _n
from app.services.framework_files import default_framework, read_framework, write_framework
from app.ui import theme
from app.ui.desk import Desk
from app.ui.framework.part_editor import KEY, PartEditor
from app.ui.framework.parts import Part, parts, waiting
from app.ui.framework.scale_panel import ScalePanel
from app.ui.importing.choose_file import choose_file, choose_place
from app.ui.prepare.letting_go import let_go
from app.ui.prepare.page import Page
from app.ui.prepare.side_by_side import SideBySide
from app.ui.prepare.words_field import WordsFaultError
from app.ui.under_way import UnderWay
from app.ui.widgets.banner import Banner
from app.ui.widgets.button import Button
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.panel import Panel
from app.ui.widgets.sidebar_list import Row, SidebarList
from app.ui.widgets.text import Label

FILTER_SUFFIX = ".framework.json"


class FrameworkView(Page):
    """Edits the workshop's own copy of a pack, every text by itself; a loaded one replaces it.

    Attributes:
        ask_open, ask_save: ask the person for a file beside the window and hand it on.

    """

    TABLES = ("frameworks", "workshop", "clock_events")

    def __init__(self, desk: Desk) -> None:
        """Show the open workshop's framework."""
        super().__init__(desk, _("Framework"), widest=1180)
        self.ask_open: Callable[[Callable[[Path], None]], object] = self._ask_open
        self.ask_save: Callable[[str, Callable[[Path], None]], object] = self._ask_save
        self._parts: list[Part] = []
        self._editor: PartEditor | None = None
        self._languages: tuple[str, ...] = ()
        self._scale: ScalePanel | None = None
        self.add(self._about())
        self._work = UnderWay("prepare.framework.work")
        self.add(self._work)
        self._banner = Banner()
        self.add(self._banner)
        self._scale_place = QVBoxLayout()
        self.column.addLayout(self._scale_place)
        row = SideBySide(700)
        self._list = SidebarList(_("Parts of the framework"), marks=False)
        self._list.setObjectName("prepare.framework.parts")
        self._list.section_chosen.connect(self.open_part)
        self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row.add(self._list, 2, top=True)
        place = QWidget()
        self._place = QVBoxLayout(place)
        self._place.setContentsMargins(0, 0, 0, 0)
        row.add(place, 7)
        self.add(row)
        self.column.addStretch(1)
        desk.operations.refused.connect(self._on_operations_refused)
        self.refresh()
        self.open_part(self._left_unfinished() or self._parts[0].part_id)

    def refresh(self) -> None:
        """Show the framework; the open part and what is being typed stay."""
        framework, workshop = self.snapshot.framework, self.snapshot.workshop
        self._title.setText(say(framework.title, self.desk.language))
        self._mark.setText(say(framework.mark, self.desk.language))
        self._show_scale()
        self._parts = parts(framework, self.desk.language)
        self._list.set_rows([self._row(part) for part in self._parts])
        self._list.setFixedHeight(self._list.sizeHint().height() + theme.scaled(8))
        running = self.desk.rundown().running
        for button in (self._load, self._save, self._reset):
            button.setEnabled(not running)
        self._show_waiting()
        current = self._editor.part if self._editor else None
        fresh = next((p for p in self._parts if current and p.part_id == current.part_id), None)
        if fresh is not None and (fresh != current or workshop.languages != self._languages):
            self._open(fresh)
        elif self._editor is not None:
            self._editor.show_pack(framework_to_json(framework))

    def open_part(self, part_id: str) -> None:
        """Show a part; an unknown id shows nothing new."""
        part = next((each for each in self._parts if each.part_id == part_id), None)
        if part is not None:
            self._open(part)

    @property
    def part(self) -> str:
        """Return the open part's id, or ""."""
        return self._editor.part.part_id if self._editor else ""

    def open_place(self, place: str, language: str) -> None:
        """Show the part that holds a place, with the cursor in its field."""
        part = next((each for each in self._parts if each.holds(place)), None)
        if part is None:
            return
        if part.part_id != self.part:
            self._open(part)
        self._go_to(f"{KEY}.{place}.{language}")

    def _left_unfinished(self) -> str:
        """Return the part whose words a crash left unfinished, or ""."""
        keys = [draft.key for draft in self.snapshot.drafts if draft.key.startswith(f"{KEY}.")]
        places = [key.removeprefix(f"{KEY}.").rpartition(".")[0] for key in keys]
        return next((p.part_id for p in self._parts if any(map(p.holds, places))), "")

    def _about(self) -> Panel:
        panel = Panel()
        self._title = Label(role="strong")
        self._mark = Label(role="small", tone="attention")
        self._mark.setObjectName("prepare.framework.mark")
        panel.add(self._title)
        panel.add(self._mark)
        panel.add(
            Label(
                _(
                    "This workshop has a copy of its own: change any word, or load the text that "
                    "your organization may use. Agenda, norms and checklist stay as they are."
                ),
                role="quiet",
            )
        )
        bar = QWidget()
        flow = FlowLayout(bar, spacing=theme.scaled(8))
        self._load = Button(_("Load from a file…"), icon_name="upload")
        self._save = Button(_("Save to a file…"), icon_name="download")
        self._reset = Button(_("Back to the app’s default"), kind="quiet", icon_name="rotate-ccw")
        for name, button, act in (
            ("load", self._load, self._on_load_clicked),
            ("save", self._save, self._on_save_clicked),
            ("reset", self._reset, self._on_reset_clicked),
        ):
            button.setObjectName(f"prepare.framework.{name}")
            button.clicked.connect(act)
            flow.addWidget(button)
        panel.add(bar)
        self._waiting = Button(kind="quiet", icon_name="languages")
        self._waiting.setObjectName("prepare.framework.untranslated")
        self._waiting.clicked.connect(self._on_waiting_clicked)
        panel.body.addWidget(self._waiting, 0, Qt.AlignmentFlag.AlignLeading)
        return panel

    def _show_scale(self) -> None:
        keys = tuple(sorted(self.snapshot.framework.scales))
        if self._scale is None or self._scale.keys != keys:
            if self._scale is not None:
                let_go(self._scale)
            self._scale = ScalePanel(keys)
            self._scale.scale_chosen.connect(self._on_scale_chosen)
            self._scale_place.addWidget(self._scale)
        self._scale.show_scale(self.snapshot)

    def _row(self, part: Part) -> Row:
        languages = self.snapshot.workshop.languages
        count = waiting(self.snapshot.framework, part, languages)
        detail = _n("{n} to translate", "{n} to translate", count).format(n=count) if count else ""
        return Row(row_id=part.part_id, title=part.title, detail=detail)

    def _untranslated(self) -> list[tuple[str, str]]:
        """Return the texts that an editor here can translate, each with the language it lacks."""
        shown = self.snapshot.workshop.languages
        return [
            (place, code)
            for place, code in untranslated(self.snapshot.framework)
            if code in shown and any(part.holds(place) for part in self._parts)
        ]

    def _show_waiting(self) -> None:
        count = len(self._untranslated())
        self._waiting.setVisible(bool(count))
        self._waiting.setText(
            _n(
                "{n} text is not yet translated. Show it",
                "{n} texts are not yet translated. Show the first",
                count,
            ).format(n=count)
        )

    def _open(self, part: Part) -> None:
        focused = QApplication.focusWidget()
        kept = focused.objectName() if focused is not None and self.isAncestorOf(focused) else ""
        if self._editor is not None:
            self._editor.finish()
            let_go(self._editor)
        self._languages = self.snapshot.workshop.languages
        self._editor = PartEditor(self.desk, part, self._languages, self._reworded, self._add_line)
        self._editor.show_pack(framework_to_json(self.snapshot.framework))
        self._place.addWidget(self._editor)
        self._list.select(part.part_id)
        if kept.startswith(KEY):
            self._go_to(kept)

    def _go_to(self, name: str) -> None:
        """Put the cursor into a field of the open part."""
        field = self._editor.findChild(QWidget, name) if self._editor else None
        if field is None:
            return

        def go() -> None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.area.ensureWidgetVisible(field)

        # Fresh fields have no place on the page before the next turn of the event loop.
        QTimer.singleShot(0, field, go)

    def _reworded(self, place: str, language: str, words: str) -> Command:
        text = text_at(framework_to_json(self.snapshot.framework), place)
        others = any(has_language(text, code) for code in text if code != language)
        needed = ".level_notes." not in place and not place.rpartition(".")[2].isdigit()
        if not words and not others and needed:
            raise WordsFaultError(_("Some words are needed here, in one language at least."))
        return EditFramework(place=place, language=language, text=words)

    def _add_line(self, place: str, words: str) -> None:
        language = self.snapshot.language
        self.desk.submit(AddFrameworkLine(place=place, language=language, text=words))

    def _use(self, framework: Framework, said: str) -> None:
        if self._editor is not None:
            self._editor.finish()
        self.desk.submit(ReplaceFramework(pack=framework_to_json(framework)))
        self._banner.show_message("info", "", said)

    def _on_scale_chosen(self, key: str) -> None:
        self.desk.submit(ChooseScale(key=key))

    def _on_load_clicked(self) -> None:
        self.ask_open(self._take_in)

    def _take_in(self, path: Path) -> None:
        words = _("Reading {name}…").format(name=path.name)
        self._work.begin(words, lambda tell: read_framework(path, tell), self._on_pack_read)

    def _on_pack_read(self, framework: Framework | None, error: UserError | None) -> None:
        if framework is None or error is not None:
            self._say_problem(error)
            return
        title = say(framework.title, self.desk.language)
        self._use(
            framework, _("“{title}” is used now. Undo brings back the old one.").format(title=title)
        )

    def _on_save_clicked(self) -> None:
        title = say(self.snapshot.framework.title, self.desk.language)
        self.ask_save(title, self._write)

    def _write(self, path: Path) -> None:
        framework = self.snapshot.framework

        def on_done(_result: object, error: UserError | None) -> None:
            if error is not None:
                self._say_problem(error)
            else:
                words = _("Saved as “{name}”.").format(name=path.name)
                self._banner.show_message("info", "", words)

        words = _("Saving {name}…").format(name=path.name)
        self._work.begin(words, lambda tell: write_framework(path, framework, tell), on_done)

    def _say_problem(self, error: UserError | None) -> None:
        if isinstance(error, GivenUpError):
            self._banner.show_message("info", "", str(error))
        elif error is not None:
            self._banner.show_message("error", error.happened, f"{error.safe} {error.remedy}")

    def _on_reset_clicked(self) -> None:
        framework = default_framework()
        self._use(framework, _("The app’s default is used now. Undo brings your words back."))

    def _on_waiting_clicked(self) -> None:
        found = self._untranslated()
        if found:
            self.open_place(*found[0])

    def _on_operations_refused(self, command: Command, error: UserError) -> None:
        if isinstance(command, ReplaceFramework | ChooseScale):
            self._banner.hide()
            self._on_desk_changed(Changes({ALL_TABLES: frozenset()}), "")

    def _ask_open(self, on_chosen: Callable[[Path], None]) -> QFileDialog:
        return choose_file(self, _("Load a framework"), _pack_files(), on_chosen)

    def _ask_save(self, title: str, on_chosen: Callable[[Path], None]) -> QFileDialog:
        safe = "".join(c if c.isalnum() or c in " -_" else " " for c in title).strip()
        name = f"{safe or 'framework'}{FILTER_SUFFIX}"
        return choose_place(self, _("Save the framework"), _pack_files(), name, on_chosen)


def _pack_files() -> str:
    return _("Framework packs ({pattern})").format(pattern="*.json")
