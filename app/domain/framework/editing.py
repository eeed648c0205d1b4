"""Words put into a pack at a place, and lists made longer or shorter: pure, on the pack's JSON.

A place is what :func:`app.domain.framework.all_texts` names, such as ``dimensions.d01.vision`` or
``equity_ideas.2``: field names, ids of records, lenses, and numbers from 1 in lists of texts.
"""

import copy
import re
from typing import Any

from app.domain.framework.checking import all_texts
from app.domain.framework.records import Framework
from app.domain.text import Text, with_language

Pack = dict[str, Any]

_ROOM_LISTS = ("equity_ideas", "how_to_score")
_NOTE = re.compile(r"dimensions\.(?P<dimension>[^.]+)\.level_notes\.(?P<level>[^.]+)")
_LOOK_FORS = re.compile(r"dimensions\.(?P<dimension>[^.]+)\.look_fors")


def holds_words(framework: Framework, place: str) -> bool:
    """Tell whether words can be put at a place: a text that is there, or a level's note to be."""
    note = _NOTE.fullmatch(place)
    if note is None:
        return any(place == each for each, _text in all_texts(framework))
    levels = {
        level.id for pair in framework.scales.values() for one in pair for level in one.levels
    }
    return note["level"] in levels and _has_dimension(framework, note["dimension"])


def holds_lines(framework: Framework, place: str) -> bool:
    """Tell whether a place is a list of texts that may grow and shrink."""
    found = _LOOK_FORS.fullmatch(place)
    return place in _ROOM_LISTS or (
        found is not None and _has_dimension(framework, found["dimension"])
    )


def text_at(pack: Pack, place: str) -> Text:
    """Return the text at a place; an empty one where there is none."""
    node = _node_at(pack, place)
    if not isinstance(node, dict) or not all(isinstance(words, str) for words in node.values()):
        return {}
    return node


def lines_at(pack: Pack, place: str) -> list[Text]:
    """Return the texts of the list at a place; none where there is no list."""
    node = _node_at(pack, place)
    return node if isinstance(node, list) else []


def with_words(pack: Pack, place: str, language: str, words: str) -> Pack:
    """Return the pack with other words at a place in one language.

    A language that is new to the pack joins its languages. Without words in any language, a line of
    a list and a dimension's own wording of a level disappear.

    Raises:
        KeyError: for a place that the pack does not have.

    """
    fresh = copy.deepcopy(pack)
    above, _dot, name = place.rpartition(".")
    node = _node_at(fresh, above)
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
    return _speaking(fresh, language, words)


def with_line(pack: Pack, place: str, language: str, words: str, number: int = 0) -> Pack:
    """Return the pack with one more text in the list at ``place``.

    ``number`` counts from 1 and is the text's own afterwards; 0 puts it at the end.

    Raises:
        KeyError: where there is no such list, or it is too short for that number.

    """
    fresh = copy.deepcopy(pack)
    lines = _node_at(fresh, place)
    if not isinstance(lines, list) or not 0 <= number <= len(lines) + 1:
        raise KeyError(place)
    lines.insert(number - 1 if number else len(lines), {language: words})
    return _speaking(fresh, language, words)


def _speaking(pack: Pack, language: str, words: str) -> Pack:
    if words.strip() and language not in pack["languages"]:
        pack["languages"].append(language)
    return pack


def _has_dimension(framework: Framework, dimension_id: str) -> bool:
    return any(each.id == dimension_id for each in framework.dimensions)


def _node_at(pack: Pack, place: str) -> Any:
    node: Any = pack
    for part in place.split(".") if place else ():
        node = _inside(node, part)
        if node is None:
            return None
    return node


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
