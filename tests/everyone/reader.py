"""A screen reader's eyes: what the desktop's accessibility tree says of a program.

Run by the system's own Python, which has ``pyatspi`` (Debian: python3-pyatspi), inside the session
bus of the program that it reads. Reads one word a line and answers each with a line of JSON:

    read     the nodes of the program's main window that show now, each with its path
    heard    what was announced or got another name since the last time it was asked
    listen   nothing; it asks again to be told of what happens
"""

import json
import os
import sys
import threading
from typing import Any

import pyatspi
from gi.repository import Atspi, GLib

FIRST_ROWS = 12
"""Rows of a long list or table that are read: the others are made by the same lines."""

INTERACTIVE = frozenset(
    {
        pyatspi.ROLE_PUSH_BUTTON, pyatspi.ROLE_TOGGLE_BUTTON, pyatspi.ROLE_CHECK_BOX,
        pyatspi.ROLE_RADIO_BUTTON, pyatspi.ROLE_COMBO_BOX, pyatspi.ROLE_ENTRY, pyatspi.ROLE_TEXT,
        pyatspi.ROLE_PASSWORD_TEXT, pyatspi.ROLE_SPIN_BUTTON, pyatspi.ROLE_SLIDER,
        pyatspi.ROLE_LIST, pyatspi.ROLE_LIST_ITEM, pyatspi.ROLE_TABLE, pyatspi.ROLE_TREE,
        pyatspi.ROLE_TREE_TABLE, pyatspi.ROLE_PAGE_TAB, pyatspi.ROLE_MENU_ITEM,
        pyatspi.ROLE_LINK, pyatspi.ROLE_PUSH_BUTTON_MENU, pyatspi.ROLE_DATE_EDITOR,
    }
)  # fmt: skip

KINDS = ("object:announcement", "object:property-change:accessible-name")

heard: list[dict[str, str]] = []


def main() -> None:
    """Answer until the other side hangs up."""
    program = int(sys.argv[1])
    pyatspi.Registry.registerEventListener(_hear, *KINDS)
    threading.Thread(target=_serve, args=(program,), daemon=True).start()
    pyatspi.Registry.start()


def _hear(event: Any) -> None:
    said = event.any_data
    heard.append({"kind": str(event.type), "said": said if isinstance(said, str) else ""})


def _serve(program: int) -> None:
    for line in sys.stdin:
        GLib.idle_add(_answer, line.strip(), program)
    GLib.idle_add(os._exit, 0)


def _answer(order: str, program: int) -> bool:
    if order == "read":
        told: Any = list(read(program))
    elif order == "listen":
        pyatspi.Registry.deregisterEventListener(_hear, *KINDS)
        pyatspi.Registry.registerEventListener(_hear, *KINDS)
        told = []
    else:
        told = list(heard)
        heard.clear()
    print(json.dumps(told), flush=True)
    return False


def read(program: int) -> Any:
    """Yield the showing nodes of every window of a process, depth first."""
    desktop = pyatspi.Registry.getDesktop(0)
    for application in desktop:
        if application is not None and application.get_process_id() == program:
            # What is hidden by now must not be remembered as showing.
            application.set_cache_mask(Atspi.Cache.NONE)
            for place in range(application.childCount):
                yield from _nodes(application.getChildAtIndex(place), "")


def _nodes(node: Any, path: str) -> Any:
    if node is None:
        return
    states = node.getState()
    if not states.contains(pyatspi.STATE_SHOWING):
        return
    role = node.getRole()
    name = node.name or ""
    # Newer libraries call a push button a button.
    shown = {"button": "push button"}.get(known := Atspi.role_get_name(role), known)
    here = f"{path}/{shown} {name[:40]}".rstrip()
    told = {
        "role": shown,
        "name": name,
        "path": path,
        "interactive": role in INTERACTIVE,
        "states": sorted(known for known, state in _STATES.items() if states.contains(state)),
    }
    if role == pyatspi.ROLE_CHART:
        told["description"] = node.description or ""
    if role in INTERACTIVE or states.contains(pyatspi.STATE_FOCUSABLE):
        told["description"] = node.description or ""
        told["value"] = _value(node)
        told["labelled"] = any(
            each.getRelationType() == pyatspi.RELATION_LABELLED_BY for each in node.getRelationSet()
        )
    yield told
    for place in range(min(node.childCount, FIRST_ROWS)):
        yield from _nodes(node.getChildAtIndex(place), here)


_STATES = {
    "focusable": pyatspi.STATE_FOCUSABLE,
    "focused": pyatspi.STATE_FOCUSED,
    "checkable": pyatspi.STATE_CHECKABLE,
    "checked": pyatspi.STATE_CHECKED,
    "selectable": pyatspi.STATE_SELECTABLE,
    "selected": pyatspi.STATE_SELECTED,
    "enabled": pyatspi.STATE_ENABLED,
    "editable": pyatspi.STATE_EDITABLE,
    "expanded": pyatspi.STATE_EXPANDED,
}


def _value(node: Any) -> float | None:
    if node.getRole() not in (pyatspi.ROLE_SPIN_BUTTON, pyatspi.ROLE_SLIDER):
        return None
    return float(node.queryValue().currentValue)


if __name__ == "__main__":
    main()
