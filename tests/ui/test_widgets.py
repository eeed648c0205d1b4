"""What the noun-free widgets promise to hands, keyboards and screen readers."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui import theme
from app.ui.widgets import draft_text, gallery
from app.ui.widgets.banner import Banner
from app.ui.widgets.big_clock import BigClock, clock_text
from app.ui.widgets.button import Button, IconButton
from app.ui.widgets.chip import Chip
from app.ui.widgets.draft_text import DraftText
from app.ui.widgets.editable_list import EditableList
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.level_option import LevelOption
from app.ui.widgets.level_picker import CANNOT_TELL, LevelPicker
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.sidebar_list import Row, SidebarList
from app.ui.widgets.step_list import Step, StepList
from app.ui.widgets.text import Label
from app.ui.widgets.time_bar import STATES, TimeBar

LEVELS = [("low", 1, "Mostly missing"), ("mid", 2, "Uneven"), ("high", 3, "Mostly in place")]


@pytest.fixture(autouse=True)
def themed(qapp: QApplication) -> Iterator[None]:
    theme.apply_theme(qapp, theme.load_theme("light"))
    yield
    theme.apply_theme(qapp, theme.load_theme("light"))


def shown(qtbot: QtBot, widget: QWidget, width: int = 700) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, widget.sizeHint().height())
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()


def picker(qtbot: QtBot, width: int = 700) -> tuple[LevelPicker, list[str]]:
    made = LevelPicker(LEVELS, "Cannot tell", name="Foundations")
    said: list[str] = []
    made.chosen.connect(said.append)
    shown(qtbot, made, width)
    return made, said


def options(made: LevelPicker) -> list[LevelOption]:
    return made.findChildren(LevelOption)


def press(qtbot: QtBot, made: LevelPicker, *keys: Qt.Key) -> None:
    """Press keys at the choice that has the focus, the first one to begin with."""
    focused = [option for option in options(made) if option.hasFocus()]
    if not focused:
        options(made)[0].setFocus(Qt.FocusReason.TabFocusReason)
        focused = [options(made)[0]]
    for key in keys:
        qtbot.keyClick(focused[0], key)
        focused = [option for option in options(made) if option.hasFocus()]


def test_a_level_is_chosen_by_mouse_and_only_then_told(qtbot: QtBot) -> None:
    made, said = picker(qtbot)
    made.set_value("high")
    assert said == []
    qtbot.mouseClick(options(made)[0], Qt.MouseButton.LeftButton)
    assert (made.value(), said) == ("low", ["low"])


def test_levels_by_number_keys_and_cannot_tell_by_zero(qtbot: QtBot) -> None:
    made, said = picker(qtbot)
    press(qtbot, made, Qt.Key.Key_2, Qt.Key.Key_0, Qt.Key.Key_9)
    assert said == ["mid", CANNOT_TELL]


def test_arrows_move_without_choosing_and_space_chooses(qtbot: QtBot) -> None:
    made, said = picker(qtbot)
    press(qtbot, made, Qt.Key.Key_Right)
    assert said == []
    press(qtbot, made, Qt.Key.Key_Space)
    assert said == ["mid"]


def test_arrows_follow_the_reading_direction(qtbot: QtBot) -> None:
    made, said = picker(qtbot)
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    press(qtbot, made, Qt.Key.Key_Left, Qt.Key.Key_Return)
    assert said == ["mid"]


def test_a_choice_is_taken_back_by_delete(qtbot: QtBot) -> None:
    made, said = picker(qtbot)
    press(qtbot, made, Qt.Key.Key_3, Qt.Key.Key_Delete)
    assert (made.value(), said) == (None, ["high", ""])


def test_a_hasty_second_press_does_not_take_a_score_back(qtbot: QtBot) -> None:
    made, said = picker(qtbot)
    for _press in range(2):
        qtbot.mouseClick(options(made)[1], Qt.MouseButton.LeftButton)
    assert (made.value(), said) == ("mid", ["mid"])
    assert options(made)[1].isChecked()


def test_tab_stops_once_at_the_choice_made(qtbot: QtBot) -> None:
    made, _said = picker(qtbot)
    made.set_value("mid")
    stops = [o.choice_id for o in options(made) if o.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == ["mid"]


def test_an_unknown_value_shows_nothing_chosen(qtbot: QtBot) -> None:
    made, _said = picker(qtbot)
    made.set_value("retired")
    assert made.value() is None


def test_screen_readers_meet_radio_buttons_with_number_and_name(qtbot: QtBot) -> None:
    made, _said = picker(qtbot)
    interface = QAccessible.queryAccessibleInterface(options(made)[2])
    assert interface.role() == QAccessible.Role.RadioButton
    assert interface.text(QAccessible.Text.Name) == "3: Mostly in place"


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [320, 500, 760])
def test_level_boxes_stay_inside_and_apart(
    qtbot: QtBot, qapp: QApplication, scale: float, width: int
) -> None:
    theme.apply_theme(qapp, theme.load_theme("light"), scale)
    made, _said = picker(qtbot, width)
    made.resize(width, made.needed_height(width))
    boxes = [option.geometry() for option in options(made)]
    assert all(QRect(0, 0, width, made.height()).contains(box) for box in boxes)
    assert not any(a.intersects(b) for a in boxes for b in boxes if a != b)


def draft(qtbot: QtBot) -> tuple[DraftText, list[str], list[str]]:
    made = DraftText("Why?", "Evidence")
    typed: list[str] = []
    settled: list[str] = []
    made.typed.connect(typed.append)
    made.settled.connect(settled.append)
    shown(qtbot, made)
    made.setFocus()
    return made, typed, settled


def test_every_keystroke_is_told_and_words_settle_after_a_rest(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_text, "REST_MS", 60)
    made, typed, settled = draft(qtbot)
    qtbot.keyClicks(made, "abc")
    assert (typed, settled) == (["a", "ab", "abc"], [])
    qtbot.waitUntil(lambda: settled == ["abc"], timeout=60_000)
    assert not made.has_unsettled()


def test_long_typing_settles_without_a_rest(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft_text, "REST_MS", 10_000)
    monkeypatch.setattr(draft_text, "BURST_MS", 80)
    made, _typed, settled = draft(qtbot)
    qtbot.keyClicks(made, "abcdef", delay=30)
    qtbot.waitUntil(lambda: len(settled) >= 1, timeout=60_000)
    assert "abcdef".startswith(settled[0])


def test_leaving_and_hiding_settle_at_once_and_only_once(qtbot: QtBot) -> None:
    made, _typed, settled = draft(qtbot)
    qtbot.keyClicks(made, "gone")
    made.hide()
    made.settle_now()
    assert settled == ["gone"]


def test_a_page_that_is_short_of_room_makes_no_field_less_tall_than_its_words(
    qtbot: QtBot,
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    field = DraftText(name="Next step")
    field.set_text("Every word counts, and so does every line of them. " * 5)
    column.addWidget(field)
    window.resize(400, 60)
    window.show()
    qtbot.waitUntil(lambda: field.verticalScrollBar().maximum() == 0)
    assert field.height() >= field.sizeHint().height()


def test_tab_leaves_the_field(qtbot: QtBot) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    first, second = DraftText(name="One"), QLineEdit()
    column.addWidget(first)
    column.addWidget(second)
    shown(qtbot, page)
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert (first.text(), second.hasFocus()) == ("", True)


def test_words_from_elsewhere_never_run_over_the_persons_own(qtbot: QtBot) -> None:
    made, typed, settled = draft(qtbot)
    qtbot.keyClicks(made, "mine")
    assert not made.offer_text("theirs")
    made.settle_now()
    made.clearFocus()
    assert made.offer_text("theirs")
    assert (made.text(), typed[-1], settled) == ("theirs", "mine", ["mine"])


def test_pasting_takes_words_only(qtbot: QtBot) -> None:
    made, typed, _settled = draft(qtbot)
    source = QMimeData()
    source.setHtml("<b>bold</b><img src='file:///etc/passwd'>")
    source.setText("bold")
    made.insertFromMimeData(source)
    assert typed == ["bold"]
    assert "<b>" not in made.toPlainText()


def test_a_draft_grows_with_its_words_up_to_a_limit(qtbot: QtBot) -> None:
    made, _typed, _settled = draft(qtbot)
    empty = made.sizeHint().height()
    made.set_text("line\n" * 6)
    grown = made.sizeHint().height()
    made.set_text("line\n" * 400)
    assert empty < grown < made.sizeHint().height() < 400


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(2300, "38:20"), (0, "0:00"), (4500, "75:00"), (6000, "1:40:00"), (-130, "+2:10")],
)
def test_clock_texts(seconds: int, text: str) -> None:
    assert clock_text(seconds) == text


def test_the_clock_says_its_minutes_and_that_time_is_over(qtbot: QtBot) -> None:
    clock = BigClock()
    shown(qtbot, clock)
    clock.set_seconds(2300)
    assert clock.accessibleName() == "38 min left"
    clock.set_seconds(-130)
    assert clock.accessibleName() == "2 min over time"
    clock.set_seconds(60, paused=True)
    assert clock.accessibleName() == "Paused, 1 min left"


def test_bar_states_differ_in_gray(qtbot: QtBot) -> None:
    bar = TimeBar()
    shown(qtbot, bar, 200)
    pictures = set()
    for state in STATES:
        bar.set_left(0.5, state)
        image = bar.grab().toImage().convertToFormat(bar.grab().toImage().Format.Format_Grayscale8)
        pictures.add(bytes(image.constBits()))
    assert len(pictures) == len(STATES)


def test_the_bar_empties_in_the_reading_direction(qtbot: QtBot) -> None:
    bar = TimeBar()
    shown(qtbot, bar, 200)
    bar.set_left(0.5)

    def filled(x: int) -> bool:
        return bar.grab().toImage().pixelColor(x, bar.height() // 2) == theme.color("accent")

    assert (filled(40), filled(160)) == (True, False)
    bar.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert (filled(40), filled(160)) == (False, True)


def test_labels_show_markup_as_text(qtbot: QtBot) -> None:
    label = Label("<b>x</b> <img src='file:///x.png'>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_narrow_button_wraps_its_words(qtbot: QtBot) -> None:
    button = Button("We choose not to score this one")
    qtbot.addWidget(button)
    assert button.needed_height(120) > button.needed_height(600)
    assert button.minimumSizeHint().width() < button.sizeHint().width() / 2


def test_icon_buttons_have_a_name(qtbot: QtBot) -> None:
    button = IconButton("trash-2", "Remove this norm")
    qtbot.addWidget(button)
    interface = QAccessible.queryAccessibleInterface(button)
    assert interface.text(QAccessible.Text.Name) == "Remove this norm"


def test_the_focus_ring_follows_the_keyboard(qtbot: QtBot) -> None:
    button = Button("Start")
    shown(qtbot, button)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    button.clearFocus()
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not button.ring_shown()
    button.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.keyClick(button, Qt.Key.Key_Shift)
    assert button.ring_shown()


def test_a_chip_shows_more_than_color_when_on(qtbot: QtBot) -> None:
    chip = Chip("English learners")
    shown(qtbot, chip, 220)
    off = chip.sizeHint().width()
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(200, 10))
    assert chip.isChecked()
    assert chip.sizeHint().width() > off


def test_flow_wraps_and_mirrors(qtbot: QtBot) -> None:
    page = QWidget()
    flow = FlowLayout(page, spacing=10)
    chips = [Chip(word) for word in ("One", "Two", "Three", "Four")]
    for chip in chips:
        flow.addWidget(chip)
    shown(qtbot, page, 200)
    page.resize(200, 300)
    assert chips[0].x() == 0
    assert chips[-1].y() > chips[0].y()
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    flow.activate()
    assert chips[0].geometry().right() == page.rect().right()


def test_segmented_tells_choices_but_not_settings(qtbot: QtBot) -> None:
    choice = Segmented([("gap", "By gap"), ("order", "In order")], "gap", "Sort")
    said: list[str] = []
    choice.chosen.connect(said.append)
    shown(qtbot, choice)
    choice.set_value("order")
    assert said == []
    segment = choice.childAt(QPoint(30, 20))
    qtbot.mouseClick(segment, Qt.MouseButton.LeftButton)
    assert (said, choice.value()) == (["gap"], "gap")


def test_rows_move_by_keyboard_and_tell_from_where_to_where(qtbot: QtBot) -> None:
    rows = EditableList("Norms")
    moves: list[tuple[int, int]] = []
    rows.moved.connect(lambda start, end: moves.append((start, end)))
    rows.set_rows([("a", "One"), ("b", "Two"), ("c", "Three")])
    shown(qtbot, rows)
    rows.setCurrentRow(0)
    qtbot.keyClick(rows, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(rows, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(rows, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert (rows.ids(), moves) == (["b", "c", "a"], [(0, 1), (1, 2)])


def test_a_row_dropped_on_another_takes_its_place(qtbot: QtBot) -> None:
    rows = EditableList("Norms")
    moves: list[tuple[int, int]] = []
    rows.moved.connect(lambda start, end: moves.append((start, end)))
    rows.set_rows([("a", "One"), ("b", "Two"), ("c", "Three")])
    shown(qtbot, rows)
    rows.setCurrentRow(0)
    place = QPointF(rows.visualItemRect(rows.item(2)).center())
    drop = QDropEvent(
        place,
        Qt.DropAction.MoveAction,
        QMimeData(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    rows.dropEvent(drop)
    assert (rows.ids(), moves) == (["b", "c", "a"], [(0, 2)])
    assert drop.dropAction() == Qt.DropAction.IgnoreAction


def test_rows_are_renamed_and_asked_away(qtbot: QtBot) -> None:
    rows = EditableList("Norms")
    renamed: list[tuple[str, str]] = []
    removed: list[str] = []
    rows.renamed.connect(lambda row_id, text: renamed.append((row_id, text)))
    rows.remove_requested.connect(removed.append)
    rows.set_rows([("a", "One"), ("b", "Two")])
    shown(qtbot, rows)
    rows.setCurrentRow(1)
    rows.item(1).setText("Second")
    qtbot.keyClick(rows, Qt.Key.Key_Delete)
    assert (renamed, removed, rows.count()) == ([("b", "Second")], ["b"], 2)


def test_sections_tell_the_persons_choice_only(qtbot: QtBot) -> None:
    sections = SidebarList("Sections")
    said: list[str] = []
    sections.section_chosen.connect(said.append)
    rows = [Row(row_id="a", title="Details"), Row(row_id="b", title="Agenda", detail="240 min")]
    sections.set_rows(rows)
    sections.select("a")
    shown(qtbot, sections)
    assert said == []
    qtbot.keyClick(sections, Qt.Key.Key_Down)
    assert said == ["b"]
    sections.set_rows(rows)
    assert (said, sections.current_id()) == (["b"], "b")


def test_steps_say_their_state_in_words(qtbot: QtBot) -> None:
    steps = StepList("The day")
    qtbot.addWidget(steps)
    steps.set_steps([Step(step_id="1", title="Break", detail="10 min", state="now")])
    spoken = steps.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Break, now, 10 min"


def test_a_banner_offers_what_to_do_and_can_be_put_away(qtbot: QtBot) -> None:
    banner = Banner()
    asked: list[str] = []
    closed: list[bool] = []
    banner.action_requested.connect(asked.append)
    banner.dismissed.connect(lambda: closed.append(True))
    banner.show_message("attention", "Four minutes lost.", "", (("back", "Take them back"),))
    shown(qtbot, banner)
    qtbot.mouseClick(banner.findChild(Button), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(banner.findChild(IconButton), Qt.MouseButton.LeftButton)
    assert (asked, closed, banner.isVisible()) == (["back"], [True], False)


def test_an_empty_state_offers_the_next_step(qtbot: QtBot) -> None:
    empty = EmptyState("users", "Nobody yet", "Paste a list.", (("add", "Add people"),))
    asked: list[str] = []
    empty.action_requested.connect(asked.append)
    shown(qtbot, empty)
    qtbot.mouseClick(empty.findChild(Button), Qt.MouseButton.LeftButton)
    assert asked == ["add"]


def test_search_rests_before_it_searches_and_esc_empties_it(qtbot: QtBot) -> None:
    field = SearchField()
    said: list[str] = []
    field.searched.connect(said.append)
    shown(qtbot, field)
    qtbot.keyClicks(field, " ana ")
    qtbot.waitUntil(lambda: said == ["ana"], timeout=60_000)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: said == ["ana", ""], timeout=60_000)


@pytest.mark.parametrize("build", [gallery.scoring_page, gallery.running_page, gallery.empty_page])
def test_widgets_on_show_follow_a_change_of_theme_and_scale(
    qtbot: QtBot, qapp: QApplication, build: object
) -> None:
    page = build()  # type: ignore[operator]
    shown(qtbot, page, 1366)
    before = page.grab().toImage()
    theme.apply_theme(qapp, theme.load_theme("dark"), 2.0)
    qapp.processEvents()
    assert page.grab().toImage() != before
    assert page.grab().toImage().pixelColor(2, 2) != before.pixelColor(2, 2)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@pytest.mark.parametrize("kind", [Button, IconButton])
def test_enter_presses_a_button_like_space_and_once_however_long_it_is_held(
    qtbot: QtBot, kind: type[Button | IconButton], key: Qt.Key
) -> None:
    button = Button("Go on") if kind is Button else IconButton("check", "Go on")
    qtbot.addWidget(button)
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    button.show()
    plain = Qt.KeyboardModifier.NoModifier
    for again in (False, True, True):
        QApplication.sendEvent(button, QKeyEvent(QEvent.Type.KeyPress, key, plain, "", again))
    QApplication.sendEvent(button, QKeyEvent(QEvent.Type.KeyRelease, key, plain))
    assert len(pressed) == 1
