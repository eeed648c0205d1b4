"""Words put into a pack at a place, and lists made longer or shorter: pure, on the pack's JSON.

A place is what :func:`app.domain.framework.all_texts` names, such as ``dimensions.d01.vision`` or
``equity_ideas.2``: field names, ids of records, lenses, and numbers from 1 in lists of texts.
"""

import copy
from typing import Any

from app.domain.text import Text, with_language

Pack = dict[str, Any]


def text_at(pack: Pack, place: str) -> Text:
    """Return the text at a place; an empty one where there is none."""
    node: Any = pack
    for part in place.split("."):
        node = _inside(node, part)
        if node is None:
            return {}
    return node if isinstance(node, dict) else {}


def with_words(pack: Pack, place: str, language: str, words: str) -> Pack:
    """Return the pack with other words at a place in one language.

    A language that is new to the pack joins its languages. Without words in any language, a line of
    a list and a dimension's own wording of a level disappear.

    Raises:
        KeyError: for a place that the pack does not have.

    """
    fresh = copy.deepcopy(pack)
    above, _dot, name = place.rpartition(".")
    node: Any = fresh
    for part in above.split(".") if above else ():
        node = _inside(node, part)
        if node is None:
            raise KeyError(place)
    text = with_language(_inside(node, name) or {}, language, words)
    if isinstance(node, list):
        index = int(name) - 1
        if text:
            node[index] = text
        else:
            del node[index]
    elif text or not above.endswith("level_notes"):
        node[name] = text
    else:
        node.pop(name, None)
    if words.strip() and language not in fresh["languages"]:
        fresh["languages"].append(language)
    return fresh


def with_line(pack: Pack, place: str, text: Text) -> Pack:
    """Return the pack with one more text at the end of the list of texts at ``place``."""
    fresh = copy.deepcopy(pack)
    node: Any = fresh
    for part in place.split("."):
        node = _inside(node, part)
    node.append(dict(text))
    return fresh


def same_words(one: Pack, other: Pack) -> bool:
    """Tell whether two packs are the same but for their versions."""
    return {**one, "version": 0} == {**other, "version": 0}


def _inside(node: Any, part: str) -> Any:
    if isinstance(node, dict):
        return node.get(part)
    if not isinstance(node, list):
        return None
    for item in node:
        if isinstance(item, dict) and part in (item.get("id"), item.get("lens")):
            return item
    if part.isdigit() and 0 < int(part) <= len(node):
        return node[int(part) - 1]
    return None
