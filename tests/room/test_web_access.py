"""The page is for everybody: axe finds nothing on any state of it, and keys, zoom and colors hold.

WCAG 2.2 AA in English and Spanish, from a phone of 360 pixels to 200 % on a small laptop.
"""

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.paths import resource_path
from tests.room.browser import Browser, Page
from tests.room.rooms import OpenRoom, until
from tests.room.web_walk import day_room, waiting, walk

ROOT = Path(__file__).resolve().parents[2]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
STATES = 19

SEEN = """(() => {
    const one = document.activeElement;
    if (!one || one === document.body) return '';
    const box = (one.closest('.level, .chip') ?? one);
    const style = getComputedStyle(box);
    const shown = one.matches(':focus-visible') && (parseFloat(style.outlineWidth) >= 2);
    const { top, bottom, height } = box.getBoundingClientRect();
    return JSON.stringify([one.tagName, one.id || one.textContent.slice(0, 30) || one.value, shown,
        height === 0 || (bottom > 0 && top < innerHeight)]);
})()"""
"""What has the focus, whether one sees that, and whether it is in the window."""


def axe() -> str:
    """Return axe-core; ``packaging/test.py`` fetches it."""
    place = importlib.util.spec_from_file_location("axe", ROOT / "packaging" / "axe.py")
    assert place is not None
    assert place.loader is not None
    module: Any = importlib.util.module_from_spec(place)
    place.loader.exec_module(module)
    problem = module.fetch()
    assert not problem, problem
    script: str = module.SCRIPT.read_text("utf-8")
    return script


@pytest.fixture(scope="module")
def script() -> str:
    return axe()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[OpenRoom]:
    opened = day_room(tmp_path / "hub" / "w.eqw")
    yield opened
    opened.close()


def problems(page: Page, script: str) -> list[str]:
    """Return what axe finds on the page as it is now."""
    if page.run("typeof axe") == "undefined":
        page.run(script)
    page.ask("Page.bringToFront")
    page.run("new Promise((done) => setTimeout(done, 50))")
    wish = json.dumps({"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]})
    found = page.run(f"axe.run(document, {wish}).then((r) => JSON.stringify(r.violations))")
    return [
        f"{one['id']}: {node['html'][:160]} {node['any'][:1] and node['any'][0]['message']}"
        for one in json.loads(found)
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("language", ["en", "es"])
def test_axe_finds_nothing_on_any_state(tmp_path: Path, script: str, language: str) -> None:
    found: dict[str, list[str]] = {}

    def look(name: str, page: Page) -> None:
        page.ask("Emulation.setEmulatedMedia", {"features": []})
        found[name] = problems(page, script)
        dark = [{"name": "prefers-color-scheme", "value": "dark"}]
        page.ask("Emulation.setEmulatedMedia", {"features": dark})
        found[f"{name}, dark"] = problems(page, script)

    for go in (walk, waiting):
        room = day_room(tmp_path / go.__name__ / "w.eqw")
        with Browser() as browser:
            go(browser, room, language, look)
        room.close()
    assert {name: said for name, said in found.items() if said} == {}
    assert len(found) == 2 * STATES


@pytest.mark.parametrize(
    ("width", "height", "scale", "language"),
    [(360, 740, 1, "es"), (1366, 768, 2, "es"), (320, 640, 1, "en")],
)
def test_no_state_is_wider_than_its_window(
    room: OpenRoom, width: int, height: int, scale: float, language: str
) -> None:
    """At 320 pixels, too: that is 1280 at 400 % (WCAG 1.4.10)."""
    wide: list[str] = []
    small: dict[str, list[str]] = {}

    def look(name: str, page: Page) -> None:
        if not page.run(WIDE):
            wide.append(name)
        cramped = page.run(
            "[...document.querySelectorAll('button, select, .level, .chip, summary, textarea,"
            " input:not([type=radio], [type=checkbox])')]"
            ".map((one) => [one.textContent || one.id, one.getBoundingClientRect()])"
            ".filter(([, box]) => box.width && Math.min(box.width, box.height) < 24)"
            ".map(([words]) => words)"
        )
        if cramped:
            small[name] = cramped

    with Browser() as browser:
        walk(browser, room, language, look, width=width, height=height, scale=scale)
    assert wide == []
    assert small == {}


def key(page: Page, name: str, code: int, text: str = "") -> None:
    for kind in ("keyDown", "keyUp"):
        page.ask(
            "Input.dispatchKeyEvent",
            {
                "type": kind, "key": name, "code": name, "windowsVirtualKeyCode": code,
                **({"text": text} if text and kind == "keyDown" else {}),
            },
        )  # fmt: skip


def tab_to(page: Page, words: str) -> None:
    """Press Tab until something has the focus, which one sees at every step."""
    for _number in range(80):
        key(page, "Tab", 9)
        told = page.run(SEEN)
        if not told:
            continue
        _tag, name, shown, inside = json.loads(told)
        assert shown, f"one cannot see that {name!r} has the focus"
        assert inside, f"{name!r} has the focus outside of the window"
        if words in name:
            return
    raise AssertionError(f"Tab does not lead to {words!r}")


def test_keys_alone_join_score_and_write(room: OpenRoom) -> None:
    with Browser() as browser:
        page = browser.page(f"{room.http}/")
        page.until("document.querySelector('#code')")
        tab_to(page, "code")
        page.ask("Input.insertText", {"text": room.code("gE")})
        tab_to(page, "Join")
        key(page, "Enter", 13, "\r")
        page.until("document.querySelector('.digits')")
        tab_to(page, "Yes, they match")
        key(page, "Enter", 13, "\r")
        page.until("document.querySelectorAll('.dimensions button').length === 2")
        tab_to(page, "Learning-Ready")
        key(page, "Enter", 13, "\r")
        page.until("document.querySelector('h1')?.textContent.includes('Learning-Ready')")
        tab_to(page, "f3")  # of a group of radio buttons the chosen one
        key(page, "ArrowRight", 39)
        until(lambda: _level(room) == "f4")
        tab_to(page, "words")
        page.ask("Input.insertText", {"text": "By keys alone"})
        tab_to(page, "We need help")
        key(page, " ", 32, " ")
        until(lambda: bool(room.operations.snapshot.group_state("gE").help_asked_at))
        reason = "gE|d09||foundations|reason"
        until(lambda: "By keys alone" in str(room.operations.snapshot.cell(reason).value))


def _level(room: OpenRoom) -> str:
    found = room.operations.snapshot.cell("gE|d09||foundations|rating").value
    return str(found.get("level")) if isinstance(found, dict) else ""


def test_nothing_moves_where_the_system_asks_for_calm_and_shapes_stay_in_high_contrast(
    room: OpenRoom,
) -> None:
    moving: dict[str, int] = {}
    unseen: dict[str, list[str]] = {}

    def look(name: str, page: Page) -> None:
        features = [
            {"name": "prefers-reduced-motion", "value": "reduce"},
            {"name": "forced-colors", "value": "active"},
        ]
        page.ask("Emulation.setEmulatedMedia", {"features": features})
        moving[name] = page.run("document.getAnimations().length")
        unseen[name] = page.run(
            "[...document.querySelectorAll('.shape, .chart .token > *, .bar .value')].filter((one)"
            " => one.getBoundingClientRect().width).filter((one) => {"
            " const style = getComputedStyle(one);"
            " const behind = getComputedStyle(document.body).backgroundColor;"
            " return (one instanceof SVGElement ? [style.fill, style.stroke] : ["
            "style.backgroundColor, style.borderColor]).every((color) => color === behind ||"
            " color === 'none'); }).map((one) => one.outerHTML)"
        )

    with Browser() as browser:
        walk(browser, room, "en", look)
    assert not any(moving.values())
    assert {name: said for name, said in unseen.items() if said} == {}


def test_no_style_hides_the_focus() -> None:
    css = (resource_path("web") / "station.css").read_text("utf-8")
    hidden = [line for line in css.splitlines() if "outline: none" in line or "outline: 0" in line]
    assert hidden == ["main:focus, h1:focus { outline: none; }"], "they are not reached by keys"
