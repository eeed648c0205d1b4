"""The board: notes to a prompt in the tray, on the wall, or hidden."""

from itertools import pairwise

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.cells import words_key
from app.domain.ids import new_id
from app.domain.notes import (
    HIDDEN,
    TRAY,
    WALL,
    AddNote,
    AddTheme,
    Note,
    PlaceNotes,
    RemoveNote,
    RemoveTheme,
    RenameTheme,
    TagNote,
)
from app.domain.scenes import ShowScene
from app.domain.scoring_sheet import sheet_cell
from app.domain.text import say
from app.i18n import _
from app.ui import theme
from app.ui.desk import Desk
from app.ui.group_words import group_title
from app.ui.notes.card import NoteCard
from app.ui.notes.column import NoteColumn
from app.ui.notes.theme_strip import ThemeStrip
from app.ui.score.cell_writer import CellWriter
from app.ui.score.entry_line import EntryLine
from app.ui.widgets.button import Button
from app.ui.widgets.spoken_role import name_box
from app.ui.widgets.still_fields import DropDown
from app.ui.widgets.toggle import Toggle

EVERY_PROMPT, NO_PROMPT = "*", ""
NEW_NOTE = "new_note"
NARROW = 820
"""Width in pixels at 100 % under which fields stand below each other."""


class NotesBoard(QWidget):
    """Prompt, quick add, themes, and three columns.

    Signals:
        step_requested(str): make a next step of this note.
        withdraw_requested(str, str): target and words of what is to be withdrawn.
    """

    step_requested = Signal(str)
    withdraw_requested = Signal(str, str)

    def __init__(self, desk: Desk, writer: CellWriter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._writer = desk, writer
        self._wanted: dict[str, Note] = {}
        self._cards: dict[str, NoteCard] = {}
        self._told: dict[str, tuple[object, ...]] = {}
        self._focus_next = ""
        self._prompt = DropDown()
        self._prompt.setObjectName("notes.prompt")
        name_box(self._prompt, _("Prompt"))
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self._prompt.setSizeAdjustPolicy(policy)
        self._prompt.activated.connect(lambda _place: self.refresh())
        self._themes = ThemeStrip()
        self._themes.filtered.connect(self.refresh)
        self._themes.added.connect(self._on_themes_added)
        self._themes.renamed.connect(
            lambda theme_id, name: desk.submit(RenameTheme(theme_id=theme_id, name=name))
        )
        self._themes.removed.connect(lambda theme_id: desk.submit(RemoveTheme(theme_id=theme_id)))
        self._columns = {
            TRAY: NoteColumn(
                TRAY, _("Waiting"), _("New notes wait here, unseen by the room."), self._card_of
            ),
            WALL: NoteColumn(
                WALL,
                _("On the wall"),
                _("Press W on a note to let the room see it."),
                self._card_of,
            ),
            HIDDEN: NoteColumn(
                HIDDEN, _("Hidden"), _("Press H on a note to put it aside."), self._card_of
            ),
        }
        columns = QHBoxLayout()
        columns.setSpacing(theme.scaled(16))
        for column in self._columns.values():
            column.dropped.connect(self._on_column_dropped)
            column.grown.connect(self._order_tabs)
            columns.addWidget(column, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.scaled(10))
        outer.addLayout(self._build_top())
        outer.addLayout(self._build_quick_add())
        outer.addWidget(self._themes)
        outer.addLayout(columns, 1)
        self._fill_prompts()
        self._choose_prompt_of_now()

    def refresh(self) -> None:
        """Read the snapshot again; focus and what is being edited stay."""
        snapshot = self._desk.snapshot
        self._fill_prompts()
        self._fill_groups()
        self._themes.show_themes(snapshot.themes)
        self._wanted = {note.id: note for note in snapshot.notes if self._is_shown(note)}
        focused = next((c.note.id for c in self._cards.values() if c.hasFocus()), "")
        wish, self._focus_next = self._focus_next or focused, ""
        needed = {wish, *(one for one, card in self._cards.items() if card.editing)}
        moved = [
            column.show_notes([n.id for n in self._wanted.values() if n.place == place], needed)
            for place, column in self._columns.items()
        ]
        self._let_go_of_cards()
        if any(moved):
            self._order_tabs()
        if wish in self._cards and not self._cards[wish].hasFocus():
            self._cards[wish].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what belongs to a new note below it where there is no room beside it."""
        super().resizeEvent(event)
        wide = self.width() >= theme.scaled(NARROW)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._quick.direction() != direction:
            self._quick.setDirection(direction)

    def _build_quick_add(self) -> QBoxLayout:
        self._new = EntryLine(_("Write a note, then Enter"), _("New note"), on_leaving=False)
        self._new.setObjectName("notes.new")
        draft = self._desk.snapshot.draft(NEW_NOTE)
        if draft is not None:
            self._new.set_text(draft.text)
        self._new.typed.connect(lambda text: self._desk.keep_draft(NEW_NOTE, text))
        self._new.entered.connect(self._on_new_entered)
        self._group = DropDown()
        self._group.setObjectName("notes.new.group")
        name_box(self._group, _("From which group"))
        self._group.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._straight = Toggle(_("Straight to the wall"))
        self._straight.setObjectName("notes.new.wall")
        self._quick = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._quick.setSpacing(theme.scaled(10))
        self._quick.addWidget(self._new, 3)
        self._quick.addWidget(self._group, 1)
        self._quick.addWidget(self._straight)
        return self._quick

    def _build_top(self) -> QHBoxLayout:
        show = Button(_("Show the wall in the room"), icon_name="monitor")
        show.setObjectName("notes.show")
        show.clicked.connect(self._on_show_clicked)
        row = QHBoxLayout()
        row.setSpacing(theme.scaled(10))
        row.addWidget(self._prompt, 1)
        row.addWidget(show)
        return row

    def _is_shown(self, note: Note) -> bool:
        prompt = self._prompt.currentData()
        themes = self._themes.chosen()
        fits = prompt == EVERY_PROMPT or note.prompt_id == prompt
        return fits and (not themes or bool(themes & set(note.themes)))

    def _let_go_of_cards(self) -> None:
        """End the cards that lie in no column any more."""
        lying = {card.note.id for column in self._columns.values() for card in column.cards()}
        for note_id in self._cards.keys() - lying:
            card = self._cards.pop(note_id)
            del self._told[note_id]
            card.hide()
            card.setParent(None)
            card.deleteLater()

    def _order_tabs(self) -> None:
        """Have Tab go down each column, whenever its cards were made."""
        stops = [
            stop
            for column in self._columns.values()
            for card in column.cards()
            for stop in card.stops()
        ]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _card_of(self, note_id: str) -> NoteCard:
        """Return the card of a note, made where there is none, as the note stands now."""
        self._show_note(self._wanted[note_id])
        return self._cards[note_id]

    def _show_note(self, note: Note) -> None:
        snapshot = self._desk.snapshot
        card = self._cards.get(note.id)
        group = snapshot.group(note.group_id)
        key = words_key(note.id)
        cell, withdrawn = sheet_cell(snapshot, key), snapshot.is_withdrawn(key)
        told = (note, cell, group, snapshot.themes, withdrawn)
        if card is not None and self._told.get(note.id) == told and not card.editing:
            return
        self._told[note.id] = told
        if card is None:
            card = NoteCard(self._writer, note)
            card.place_requested.connect(self._on_card_place_requested)
            card.theme_requested.connect(self._on_card_theme_requested)
            card.move_requested.connect(self._on_card_move_requested)
            card.step_requested.connect(self.step_requested)
            card.withdraw_requested.connect(self._on_card_withdraw_requested)
            card.remove_requested.connect(self._on_card_remove_requested)
            self._cards[note.id] = card
        origin = group_title(group.label) if group else ""
        card.show_note(note, cell, origin, snapshot.themes, withdrawn)

    def _fill_prompts(self) -> None:
        snapshot, language = self._desk.snapshot, self._desk.language
        used = {note.prompt_id for note in snapshot.notes}
        used |= {activity.prompt_id for activity in snapshot.agenda.activities}
        rows = [(EVERY_PROMPT, _("All prompts"))]
        rows += [(p.id, say(p.text, language)) for p in snapshot.framework.prompts if p.id in used]
        rows.append((NO_PROMPT, _("Without a prompt")))
        present = [
            (self._prompt.itemData(i), self._prompt.itemText(i))
            for i in range(self._prompt.count())
        ]
        if rows == present:
            return
        kept = self._prompt.currentData()
        self._prompt.clear()
        for prompt_id, text in rows:
            self._prompt.addItem(text, prompt_id)
        self._prompt.setCurrentIndex(max(0, self._prompt.findData(kept)))

    def _choose_prompt_of_now(self) -> None:
        activity = self._desk.snapshot.activity_now(self._desk.rundown())
        if activity is not None and activity.prompt_id:
            self._prompt.setCurrentIndex(max(0, self._prompt.findData(activity.prompt_id)))

    def _fill_groups(self) -> None:
        rows = [("", _("From nobody in particular"))]
        rows += [(g.id, group_title(g.label)) for g in self._desk.snapshot.groups]
        present = [
            (self._group.itemData(i), self._group.itemText(i)) for i in range(self._group.count())
        ]
        if rows != present:
            kept = self._group.currentData()
            self._group.clear()
            for group_id, label in rows:
                self._group.addItem(label, group_id)
            self._group.setCurrentIndex(max(0, self._group.findData(kept)))

    def _on_new_entered(self, text: str) -> None:
        prompt = self._prompt.currentData()
        command = AddNote(
            note_id=new_id(),
            prompt_id="" if prompt == EVERY_PROMPT else prompt,
            group_id=self._group.currentData() or "",
            place=WALL if self._straight.isChecked() else TRAY,
            text=text,
        )
        self._desk.settle(NEW_NOTE, command)

    def _on_show_clicked(self) -> None:
        prompt = self._prompt.currentData()
        arguments = {} if prompt == EVERY_PROMPT else {"prompt_id": prompt}
        self._desk.submit(ShowScene(scene="notes", arguments=arguments))

    def _on_themes_added(self, name: str) -> None:
        last = max((one.position for one in self._desk.snapshot.themes), default=0.0)
        self._desk.submit(AddTheme(theme_id=new_id(), name=name, position=last + 1.0))

    def _on_column_dropped(self, note_id: str, place: str) -> None:
        self._desk.submit(PlaceNotes(note_ids=(note_id,), place=place))

    def _on_card_place_requested(self, note_id: str, place: str) -> None:
        if place == "edit":
            self._cards[note_id].edit()
            self._show_note(self._cards[note_id].note)
            return
        self._focus_next = self._neighbour(note_id)
        self._desk.submit(PlaceNotes(note_ids=(note_id,), place=place))

    def _neighbour(self, note_id: str) -> str:
        """Return the card that is looked at once this one has gone to another column."""
        ids = self._columns[self._cards[note_id].note.place].note_ids()
        place = ids.index(note_id) if note_id in ids else -1
        rest = ids[place + 1 :] + ids[:place][::-1] if place >= 0 else []
        return rest[0] if rest else note_id

    def _on_card_theme_requested(self, note_id: str, number: int) -> None:
        themes = self._desk.snapshot.themes
        if number > len(themes):
            return
        chosen, present = themes[number - 1].id, self._cards[note_id].note.themes
        fresh = tuple(t for t in present if t != chosen)
        self._desk.submit(
            TagNote(note_id=note_id, themes=fresh if chosen in present else (*present, chosen))
        )

    def _on_card_move_requested(self, note_id: str, columns: int, rows: int) -> None:
        places = [TRAY, WALL, HIDDEN]
        column = places.index(self._cards[note_id].note.place)
        row = self._columns[places[column]].note_ids().index(note_id) + rows
        if columns:
            column = min(max(column + columns, 0), 2)
        holder = self._columns[places[column]]
        card = holder.card_at(row)
        if card is not None:
            card.setFocus()
            QTimer.singleShot(0, card, lambda: holder.reveal(card))

    def _on_card_withdraw_requested(self, note_id: str) -> None:
        words = self._desk.snapshot.words(note_id)
        self.withdraw_requested.emit(f"cell:{words_key(note_id)}", words)

    def _on_card_remove_requested(self, note_id: str) -> None:
        self._focus_next = self._neighbour(note_id)
        self._desk.submit(RemoveNote(note_id=note_id))
