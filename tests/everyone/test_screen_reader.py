"""Every page as a screen reader meets it, in the desktop's own accessibility tree."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="reads the tree that desktops on Linux share"
)

ROOT = Path(__file__).resolve().parents[2]
UNNAMED = frozenset({"list", "list item", "table", "table cell", "tree", "tree table"})
"""Kinds that may stand without a name while they are empty."""


Node = dict[str, Any]


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Node]]:
    """Return what a screen reader met: {page: [nodes]}."""
    folder = tmp_path_factory.mktemp("spoken")
    for name in ("data", "home", "run"):
        (folder / name).mkdir(mode=0o700)
    met = folder / "met.json"
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp", "-noreset"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert server.stdout is not None
        display = server.stdout.readline().decode().strip()
        ran = subprocess.run(
            [
                "dbus-run-session", "--", sys.executable, "-m", "tests.everyone.spoken",
                str(folder / "data"), str(met),
            ],
            cwd=ROOT, env=_environment(folder, display), capture_output=True, text=True,
            timeout=900, check=False,
        )  # fmt: skip
    finally:
        server.terminate()
        server.wait(20)
        if server.stdout is not None:
            server.stdout.close()
    assert ran.returncode == 0, ran.stderr[-3000:]
    told: dict[str, list[Node]] = json.loads(met.read_text("utf-8"))
    return told


def _environment(folder: Path, display: str) -> dict[str, str]:
    return {
        **os.environ,
        "DISPLAY": f":{display}",
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "HOME": str(folder / "home"),
        "XDG_RUNTIME_DIR": str(folder / "run"),
        "XDG_CONFIG_HOME": str(folder / "home"),
        "XDG_DATA_HOME": str(folder / "home"),
        "XDG_CACHE_HOME": str(folder / "home"),
    }


def interactive(tree: dict[str, list[Node]]) -> Iterator[tuple[str, Node]]:
    for page, nodes in tree.items():
        for node in nodes:
            if page[:5] != "heard" and node["interactive"]:
                yield page, node


def _where(page: str, node: Node) -> str:
    return f"{page}: {node['role']} “{node['name']}” in {node['path'][-120:]}"


def test_every_page_was_read(tree: dict[str, list[Node]]) -> None:
    read = {page: nodes for page, nodes in tree.items() if page[:5] != "heard"}
    few = {"station-compare": 2, "station-waiting": 2}
    for page, nodes in read.items():
        count = sum(node["interactive"] for node in nodes)
        assert count >= few.get(page, 8), f"{page}: {count}"
    for part in ("stations-board", "stations-check", "station-sheet", "station-contest"):
        assert part in read


def test_every_control_has_a_name(tree: dict[str, list[Node]]) -> None:
    nameless = {
        _where(page, node)
        for page, node in interactive(tree)
        if not node["name"].strip() and node["role"] not in UNNAMED
    }
    assert not nameless, "\n".join(sorted(nameless))


def test_what_is_chosen_in_a_box_has_a_name_beside_it(tree: dict[str, list[Node]]) -> None:
    """Qt on Linux gives a box the name of what is chosen in it."""
    nameless = {
        _where(page, node)
        for page, node in interactive(tree)
        if node["role"] == "combo box" and not (node["description"] or node["labelled"])
    }
    assert not nameless, "\n".join(sorted(nameless))


def test_what_keys_reach_is_something(tree: dict[str, list[Node]]) -> None:
    """A place without a role or a name is silence to whoever tabs onto it."""
    silent = {
        _where(page, node)
        for page in tree
        if page[:5] != "heard"
        for node in tree[page]
        if "focused" in node["states"]
        and node["role"] in ("filler", "panel", "unknown")
        and not node["name"].strip()
    }
    assert not silent, "\n".join(sorted(silent))


def test_controls_of_one_place_are_told_apart(tree: dict[str, list[Node]]) -> None:
    """Alike buttons must stand in parts of the page that have different names."""
    alike = []
    for page in (page for page in tree if page[:5] != "heard"):
        counted = Counter(
            (node["role"], node["name"], node["description"], node["path"])
            for _page, node in interactive({page: tree[page]})
            if node["name"] and node["role"] not in ("list item", "table cell", "label")
        )
        alike += [
            f"{page}: {count} × {role} “{name}” in {path[-100:]}"
            for (role, name, _description, path), count in counted.items()
            if count > 1
        ]
    assert not alike, "\n".join(alike)


@pytest.mark.parametrize(
    ("page", "role", "name", "states"),
    [
        ("home-chosen", "text", "District of the new workshop", {"editable", "focusable"}),
        ("score-sheet", "radio button", "3: ", {"focusable", "checkable"}),
        ("score-sheet", "list item", "", {"selectable"}),
        ("results-chart", "chart", "", set()),
        ("console-running", "push button", "Group A, ", {"focusable"}),
        ("console-running", "list item", "", {"selectable"}),
        ("console-running", "image", "What the room sees", set()),
        ("notes-board", "list item", "The buses decide", {"focusable"}),
        ("prepare-groups", "check box", "", {"focusable"}),
        ("prepare-agenda", "spin button", "", {"focusable"}),
        ("prepare-details", "combo box", "", {"focusable"}),
        ("score-grid", "table cell", "", set()),
    ],
)
def test_painted_widgets_have_their_role(
    tree: dict[str, list[Node]], page: str, role: str, name: str, states: set[str]
) -> None:
    found = [
        node
        for node in tree[page]
        if node["role"] == role and node["name"].startswith(name) and states <= {*node["states"]}
    ]
    known = sorted({(node["role"], node["name"][:40]) for node in tree[page]})
    assert found, f"{page} has only {known}"


def test_the_chosen_is_told_from_the_others(tree: dict[str, list[Node]]) -> None:
    for page, group in (("score-sheet", "radio button"), ("notes-board", "radio button")):
        chosen = [n for n in tree[page] if n["role"] == group and "checked" in n["states"]]
        others = [n for n in tree[page] if n["role"] == group and "checked" not in n["states"]]
        assert chosen, page
        assert others, page


def test_charts_say_what_they_show(tree: dict[str, list[Node]]) -> None:
    (chart,) = [node for node in tree["results-chart"] if node["role"] == "chart"]
    assert chart["name"]
    assert chart["description"]


def test_what_changes_by_itself_is_said_aloud(tree: dict[str, list[Node]]) -> None:
    said = [one["said"] for one in tree["heard"] if "announcement" in one["kind"]]
    assert any("asks for help" in words for words in said), said


def test_the_station_says_aloud_what_a_person_must_know_and_no_words_of_people(
    tree: dict[str, list[Node]],
) -> None:
    said = [one["said"] for one in tree["heard at the station"] if "announcement" in one["kind"]]
    aloud = "\n".join(said)
    assert "Ten minutes left" in aloud, said
    assert "not yet on the facilitator’s laptop" in aloud, said
    of_people = [words for words in said if not words.startswith("From the facilitator:")]
    for words in ("One of us sees it otherwise", "Families told us", "More counselors"):
        assert words not in "\n".join(of_people), words


def test_the_stations_parts_have_their_roles(tree: dict[str, list[Node]]) -> None:
    def named(page: str, role: str) -> set[str]:
        return {node["name"] for node in tree[page] if node["role"] == role}

    assert {"Join", "Open a file…"} <= named("station-join", "push button")
    assert "Your group’s code" in named("station-join", "text")
    assert any(name.startswith("3: ") for name in named("station-sheet", "radio button"))
    assert any("Keep" in name for name in named("station-contest", "push button"))
    assert named("station-results", "chart")
