"""The framework editor: words, scale, files, and what still waits for a translation."""

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from app.domain.framework import Lens, framework_from_json, framework_to_json, text_at
from app.domain.preparation import LockScale
from app.services.sample import default_pack
from app.ui.desk import Desk
from app.ui.framework import view as framework_view
from app.ui.framework.parts import Item, parts
from app.ui.framework.view import FrameworkView
from app.ui.prepare.captioned import Captioned
from app.ui.widgets.segmented import Segmented
from tests.ui.prepare_hands import Hands

VISION = "prepare.framework.dimensions.d03.vision"


@pytest.fixture
def view(desk: Desk, qtbot: QtBot) -> FrameworkView:
    made = FrameworkView(desk)
    qtbot.addWidget(made)
    made.resize(1130, 700)
    made.show()
    return made


@pytest.fixture
def hands(desk: Desk, view: FrameworkView) -> Hands:
    return Hands(desk, view)


def choose_scale(hands: Hands, key: str) -> None:
    choice = hands.find("prepare.framework.scale", Segmented)
    next(s for s in choice._segments if s.choice_id == key).click()
    hands.saved()


def test_every_text_shown_is_really_there() -> None:
    pack = default_pack()
    shown = [
        item.place
        for part in parts(framework_from_json(pack), "en")
        for item in part.items
        if isinstance(item, Item)
    ]
    assert "dimensions.d03.vision" in shown
    assert [place for place in shown if not text_at(pack, place)] == []


def test_the_stand_in_text_is_marked(hands: Hands) -> None:
    words = hands.find("prepare.framework.mark", QLabel).text()
    assert words == "App default, not the official text"


def test_a_dimension_is_worded_per_language(hands: Hands, view: FrameworkView) -> None:
    view.open_part("d03")
    hands.write(f"{VISION}.en", "Every school is led well.")
    hands.write("prepare.framework.dimensions.d03.level_notes.f1.es", "Casi nadie dirige.")
    framework = hands.desk.snapshot.framework
    assert framework.version == 2 + 1
    assert framework.dimension("d03").vision["en"] == "Every school is led well."
    assert framework.level_text("d03", "f1")["es"] == "Casi nadie dirige."
    hands.undo()
    hands.undo()
    assert (
        hands.find(f"{VISION}.en").text() == text_at(default_pack(), "dimensions.d03.vision")["en"]
    )  # type: ignore[attr-defined]


def test_two_fields_left_in_one_breath_are_both_kept(hands: Hands, view: FrameworkView) -> None:
    view.open_part("d03")
    for code, words in (("en", "Led well."), ("es", "Bien dirigida.")):
        field = hands.find(f"{VISION}.{code}")
        field.selectAll()  # type: ignore[attr-defined]
        field.insertPlainText(words)  # type: ignore[attr-defined]
        field.finish()  # type: ignore[attr-defined]
    hands.saved()
    vision = hands.desk.snapshot.framework.dimension("d03").vision
    assert vision == {"en": "Led well.", "es": "Bien dirigida."}


def test_a_text_may_wait_for_its_translation_and_is_found_again(
    hands: Hands, view: FrameworkView, qtbot: QtBot
) -> None:
    button = hands.find("prepare.framework.untranslated", QAbstractButton)
    assert not button.isVisible()
    view.open_part("d03")
    hands.write(f"{VISION}.es", "")
    assert button.isVisible()
    assert "1 text" in button.text()
    view.open_part("room")
    hands.press("prepare.framework.untranslated")
    assert view.part == "d03"
    field = hands.find(f"{VISION}.es")
    qtbot.waitUntil(lambda: view.window().focusWidget() is field)
    hands.write(f"{VISION}.es", "Otra vez")
    assert not button.isVisible()


def test_a_text_needs_words_in_some_language(hands: Hands, view: FrameworkView) -> None:
    view.open_part("d03")
    hands.write(f"{VISION}.es", "")
    field = hands.write(f"{VISION}.en", "")
    box = field.parentWidget()
    assert isinstance(box, Captioned)
    assert box.fault()
    assert hands.desk.snapshot.framework.dimension("d03").vision["en"]


def test_a_look_for_is_added_and_taken_away(hands: Hands, view: FrameworkView) -> None:
    view.open_part("d03")
    before = len(hands.desk.snapshot.framework.dimension("d03").look_fors)
    hands.enter("prepare.framework.dimensions.d03.look_fors.add", "Years at the school")
    look_fors = hands.desk.snapshot.framework.dimension("d03").look_fors
    assert look_fors[-1] == {"en": "Years at the school"}
    hands.write(f"prepare.framework.dimensions.d03.look_fors.{before + 1}.en", "")
    assert len(hands.desk.snapshot.framework.dimension("d03").look_fors) == before


def test_the_scale_is_chosen_until_it_locks(hands: Hands) -> None:
    choose_scale(hands, "5")
    assert hands.desk.snapshot.framework.active_scale == "5"
    assert len(hands.desk.snapshot.framework.scale(Lens.ACCESS).levels) == 5
    hands.desk.submit(LockScale(reason="test"))
    hands.saved()
    assert not hands.find("prepare.framework.scale", Segmented).isEnabled()
    assert isinstance(hands.view, FrameworkView)
    assert hands.view._scale is not None
    assert "Locked since" in hands.view._scale._words.text()


def test_words_may_change_after_the_lock(hands: Hands, view: FrameworkView) -> None:
    hands.desk.submit(LockScale(reason="test"))
    hands.write("prepare.framework.scales.4.foundations.levels.f1.name.en", "Hardly there")
    assert hands.desk.snapshot.framework.level("f1").name["en"] == "Hardly there"


def test_a_pack_is_saved_loaded_and_reset(
    hands: Hands, view: FrameworkView, tmp_path: Path
) -> None:
    path = tmp_path / "ours.json"
    view.ask_save = lambda title, on_chosen: on_chosen(path)
    view.ask_open = lambda on_chosen: on_chosen(path)
    view.open_part("d03")
    hands.write(f"{VISION}.en", "Ours.")
    hands.press("prepare.framework.save")
    hands.press("prepare.framework.reset")
    assert hands.desk.snapshot.framework.dimension("d03").vision["en"] != "Ours."
    hands.press("prepare.framework.load")
    assert hands.desk.snapshot.framework.dimension("d03").vision["en"] == "Ours."
    hands.undo()
    assert hands.desk.snapshot.framework.dimension("d03").vision["en"] != "Ours."


@pytest.mark.parametrize("kind", ["missing", "not_json", "other_json", "faulty"])
def test_a_bad_pack_is_refused_by_name_and_changes_nothing(
    hands: Hands, view: FrameworkView, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "theirs.json"
    pack = framework_to_json(hands.desk.snapshot.framework)
    if kind == "not_json":
        path.write_bytes(b"\xff\xfenothing")
    elif kind == "other_json":
        path.write_text("[1, 2]")
    elif kind == "faulty":
        del pack["dimensions"][2]["vision"]
        path.write_text(json.dumps(pack))
    view.ask_open = lambda on_chosen: on_chosen(path)
    before = hands.desk.snapshot.framework
    hands.press("prepare.framework.load")
    assert hands.desk.snapshot.framework == before
    said = view._banner.accessibleName()
    assert view._banner.isVisible()
    if kind == "faulty":
        assert "dimensions.d03.vision" in said
    elif kind != "other_json":
        assert "theirs.json" in said


def test_a_locked_scale_refuses_another_pack_and_the_editor_goes_on(
    hands: Hands, view: FrameworkView, tmp_path: Path
) -> None:
    pack = default_pack()
    pack["active_scale"] = "3"
    path = tmp_path / "three.json"
    path.write_text(json.dumps(pack))
    view.ask_open = lambda on_chosen: on_chosen(path)
    hands.desk.submit(LockScale(reason="test"))
    hands.saved()
    hands.press("prepare.framework.load")
    assert hands.desk.snapshot.framework.active_scale == "4"
    view.open_part("d03")
    hands.write(f"{VISION}.en", "Still mine.")
    assert hands.desk.snapshot.framework.active_scale == "4"
    assert hands.desk.snapshot.framework.dimension("d03").vision["en"] == "Still mine."


@pytest.mark.parametrize("way", ["load", "save"])
def test_a_slow_disk_shows_and_a_cancelled_file_leaves_nothing(
    hands: Hands, view: FrameworkView, tmp_path: Path, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch, way: str,
) -> None:  # fmt: skip
    gate = threading.Event()
    path = tmp_path / "ours.json"
    if way == "load":
        pack = default_pack()
        pack["title"] = {"en": "Theirs"}
        path.write_text(json.dumps(pack))
    read, write = framework_view.read_framework, framework_view.write_framework

    def slowly(act: Callable[..., Any]) -> Callable[..., Any]:
        def acting(*given: Any) -> Any:
            assert gate.wait(60)
            return act(*given)

        return acting

    monkeypatch.setattr(framework_view, "read_framework", slowly(read))
    monkeypatch.setattr(framework_view, "write_framework", slowly(write))
    view.ask_open = lambda on_chosen: on_chosen(path)
    view.ask_save = lambda _title, on_chosen: on_chosen(path)
    before = hands.desk.snapshot.framework
    hands.find(f"prepare.framework.{way}", QAbstractButton).click()
    qtbot.waitUntil(view._work.isVisible, timeout=60_000)
    hands.find("prepare.framework.work.cancel", QAbstractButton).click()
    gate.set()
    hands.rest()
    hands.saved()
    assert view._banner.accessibleName() == "Cancelled. Nothing was changed."
    assert hands.desk.snapshot.framework == before
    assert [one.name for one in tmp_path.glob("*.json*")] == (["ours.json"] * (way == "load"))
