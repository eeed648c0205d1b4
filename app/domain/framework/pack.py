"""Reading and writing packs.

On disk the pack that comes with the program is one language-neutral file (ids, order, minutes,
scenes) and one file per language, so that a translator edits one file and adding a language is
adding a file. A language file repeats the structure with ids as keys:

    {"title": "…", "dimensions": {"d01": {"name": "…", "questions": {"d01q1": {"text": "…"}}}}}

A pack that travels (a workshop's snapshot, export, load) is one self-contained JSON object in the
shape of the records, every text an object of language codes.
"""

import dataclasses
import typing
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from app.domain.codec import CodecError, from_json, hints, to_json, value_from_json
from app.domain.framework.checking import FrameworkError, validate
from app.domain.framework.records import (
    ActivityTemplate,
    BlockTemplate,
    ChecklistTemplate,
    Dimension,
    Framework,
    KeyQuestion,
    LensScale,
    Level,
    NormTemplate,
    PromptTemplate,
    StudentGroup,
)
from app.domain.text import Text
from app.i18n import _

FORMAT = "equity-workshop-framework"
FORMAT_VERSION = 1

_RECORDS: dict[tuple[type, str], type] = {
    (Framework, "dimensions"): Dimension,
    (Framework, "norms"): NormTemplate,
    (Framework, "prompts"): PromptTemplate,
    (Framework, "blocks"): BlockTemplate,
    (Framework, "student_groups"): StudentGroup,
    (Framework, "checklist"): ChecklistTemplate,
    (Dimension, "questions"): KeyQuestion,
    (BlockTemplate, "activities"): ActivityTemplate,
    (LensScale, "levels"): Level,
}
"""Which lists hold records, and of what kind."""

_NO_WORDS: Mapping[str, Any] = {}

Record = TypeVar("Record")


def build_framework(
    structure: Mapping[str, Any], languages: Mapping[str, Mapping[str, Any]]
) -> Framework:
    """Merge the structure file with its language files (language code to content).

    An activity that names a prompt and has no words of its own takes the prompt's.

    Raises:
        FrameworkError: naming every id or field that is missing, unknown or of the wrong kind.

    """
    problems: list[str] = []
    merged = _merge(Framework, structure, languages, "", problems)
    merged["languages"] = list(languages)
    _lend_prompts(merged)
    if problems:
        raise FrameworkError(problems)
    return framework_from_json(merged)


def framework_to_json(framework: Framework) -> dict[str, Any]:
    """The pack as one self-contained JSON object, which `framework_from_json` reads back."""
    return {"format": FORMAT, "format_version": FORMAT_VERSION, **to_json(framework)}


def framework_from_json(data: object, *, complete: bool = True) -> Framework:
    """Read a self-contained pack and check it; `complete` as in `validate`.

    Raises:
        FrameworkError: naming every id or field at fault, or that this is no pack at all.

    """
    if not isinstance(data, Mapping) or data.get("format", FORMAT) != FORMAT:
        raise FrameworkError([_("this is not a framework pack")])
    version = data.get("format_version", FORMAT_VERSION)
    if not isinstance(version, int) or version > FORMAT_VERSION:
        raise FrameworkError([_("it was made by a newer version of this program")])
    try:
        framework = from_json(Framework, dict(data))
    except CodecError as error:
        problems = list(_shape_problems(Framework, data, ""))
        raise FrameworkError(problems or [str(error)]) from error
    validate(framework, complete=complete)
    return framework


# --- joining structure and languages --------------------------------------------------------------


def _merge(
    cls: type,
    item: Mapping[str, Any],
    words: Mapping[str, Mapping[str, Any]],
    place: str,
    problems: list[str],
) -> dict[str, Any]:
    """The record `item` of class `cls` with its texts put in from each language's `words`."""
    merged: dict[str, Any] = dict(item)
    taken: set[str] = set()
    for name, hint in hints(cls).items():
        here = f"{place}{name}"
        said = {code: fields[name] for code, fields in words.items() if name in fields}
        if name in item and (cls, name) not in _RECORDS and name != "scales":
            continue
        taken.add(name)
        if (cls, name) in _RECORDS:
            inner = _RECORDS[cls, name]
            merged[name] = _merge_list(inner, item.get(name), said, here, problems)
        elif name == "scales":
            merged[name] = _merge_scales(item.get(name), said, here, problems)
        elif hint == tuple[Text, ...]:
            merged[name] = _side_by_side(said)
        elif hint == dict[str, Text]:
            keys = dict.fromkeys(key for notes in said.values() for key in _mapping(notes))
            merged[name] = {key: _text_at(said, key) for key in keys}
        elif hint == tuple[str, ...]:
            names = (each for listed in said.values() for each in _list(listed))
            merged[name] = list(dict.fromkeys(names))
        elif hint == Text:
            merged[name] = said
        else:
            taken.discard(name)
    for code, fields in words.items():
        for name in fields.keys() - taken:
            problems.append(
                _("{place}: in “{language}” but not a text of the pack").format(
                    place=f"{place}{name}", language=code
                )
            )
    return merged


def _merge_list(
    cls: type,
    items: object,
    said: Mapping[str, Any],
    place: str,
    problems: list[str],
) -> object:
    """The records of a list, each joined with the words that languages keep under its id."""
    if not isinstance(items, list):
        return items
    merged: list[Any] = []
    ids: set[str] = set()
    for item in items:
        if not isinstance(item, Mapping):
            merged.append(item)
            continue
        key = _key(item)
        ids.add(key)
        words = {code: _mapping(_mapping(fields).get(key)) for code, fields in said.items()}
        merged.append(_merge(cls, item, words, f"{place}.{key}.", problems))
    for code, fields in said.items():
        for key in _mapping(fields).keys() - ids:
            problems.append(
                _("{place}: in “{language}” but not in the pack's structure").format(
                    place=f"{place}.{key}", language=code
                )
            )
    return merged


def _merge_scales(
    scales: object, said: Mapping[str, Any], place: str, problems: list[str]
) -> object:
    if not isinstance(scales, Mapping):
        return scales
    return {
        key: _merge_list(
            LensScale,
            pair,
            {code: _mapping(fields).get(key) for code, fields in said.items()},
            f"{place}.{key}",
            problems,
        )
        for key, pair in scales.items()
    }


def _side_by_side(said: Mapping[str, Any]) -> list[Text]:
    """Lists of texts joined place by place; a shorter language simply lacks the last ones."""
    longest = max((len(_list(texts)) for texts in said.values()), default=0)
    return [
        {code: texts[index] for code, texts in said.items() if index < len(_list(texts))}
        for index in range(longest)
    ]


def _text_at(said: Mapping[str, Any], key: str) -> Text:
    return {code: notes[key] for code, notes in said.items() if key in _mapping(notes)}


def _lend_prompts(merged: dict[str, Any]) -> None:
    """Give every activity that names a prompt the prompt's words where it has none itself."""
    prompts = {_key(each): each for each in _mappings(merged.get("prompts"))}
    for block in _mappings(merged.get("blocks")):
        for activity in _mappings(block.get("activities")):
            lent = prompts.get(str(activity.get("prompt_id")), _NO_WORDS)
            if isinstance(activity, dict):
                activity["prompt"] = {
                    **_mapping(lent.get("text")),
                    **_mapping(activity.get("prompt")),
                }


# --- shape ----------------------------------------------------------------------------------------


def _shape_problems(cls: type, item: object, place: str) -> Iterator[str]:
    """What keeps `item` from being a `cls`, each fault with its place, inner records first."""
    if not isinstance(item, Mapping):
        yield _("{place}: is not an object").format(place=place.rstrip(".") or "/")
        return
    known = hints(cls)
    for each in dataclasses.fields(cls):
        here = f"{place}{each.name}"
        required = each.default is dataclasses.MISSING and (
            each.default_factory is dataclasses.MISSING
        )
        if each.name not in item:
            if required:
                yield _("{place}: is missing").format(place=here)
        elif (cls, each.name) in _RECORDS:
            yield from _list_problems(_RECORDS[cls, each.name], item[each.name], here)
        elif each.name == "scales" and isinstance(item[each.name], Mapping):
            for key, pair in item[each.name].items():
                yield from _list_problems(LensScale, pair, f"{here}.{key}")
        else:
            yield from _value_problems(known[each.name], item[each.name], here)


def _list_problems(cls: type, items: object, place: str) -> Iterator[str]:
    if not isinstance(items, list):
        yield _("{place}: is not a list").format(place=place)
        return
    for number, item in enumerate(items, start=1):
        key = _key(item) if isinstance(item, Mapping) else ""
        yield from _shape_problems(cls, item, f"{place}.{key or number}.")


def _value_problems(hint: Any, value: object, place: str) -> Iterator[str]:
    """Whether one plain field fits its type, asked of the codec that will read it."""
    try:
        value_from_json(hint, value)
    except (TypeError, ValueError):
        yield _("{place}: is not {kind}").format(place=place, kind=_kind(hint))


def _kind(hint: Any) -> str:
    """What a field of that type should hold, in words."""
    if hint is int:
        return _("a whole number")
    if hint == Text:
        return _("a text in each language")
    if typing.get_origin(hint) is tuple:
        return _("a list")
    if typing.get_origin(hint) is dict:
        return _("an object")
    return _("what belongs there")


def _key(item: Mapping[str, Any]) -> str:
    """What languages file an item under: its id, or for a scale its lens."""
    return str(item.get("id") or item.get("lens") or "")


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else _NO_WORDS


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _mappings(value: object) -> list[Mapping[str, Any]]:
    return [each for each in _list(value) if isinstance(each, Mapping)]
