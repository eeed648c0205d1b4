"""The framework pack: the default is complete, broken ones name their fault, names are found."""

import copy
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.framework import (
    PURPOSES,
    SCENES,
    Framework,
    FrameworkError,
    Lens,
    all_texts,
    build_framework,
    framework_from_json,
    framework_to_json,
    match_dimension,
    split_dimension_list,
    untranslated,
)
from app.domain.text import has_language, say, with_language
from app.paths import resource_path

LANGUAGES = ("en", "es")
NORM_NAMES = (
    "Be Present",
    "Individual Contribution",
    "Candor",
    "Confidentiality",
    "Attribution",
    "Assume Positive Intent, Own Impact",
    "This Is Just the Beginning",
)
DIMENSION_NAMES = (
    "School Funding",
    "Teaching Quality & Diversity",
    "School Leadership Quality & Diversity",
    "Empowering, Rigorous Content",
    "Instructional Time & Attention",
    "Positive & Inviting School Climate",
    "Student Supports & Intervention",
    "High-Quality Early Learning",
    "Learning-Ready Facilities",
    "Diverse & Inclusive Schools & Classrooms",
)


def read(name: str) -> dict[str, Any]:
    """One file of the default pack."""
    content: dict[str, Any] = json.loads(
        resource_path("framework", name).read_text(encoding="utf-8")
    )
    return content


def files() -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The default pack as it lies on the disk: structure, and words per language."""
    return read("default.json"), {code: read(f"default.{code}.json") for code in LANGUAGES}


@pytest.fixture(scope="module")
def pack() -> Framework:
    """The default pack."""
    return build_framework(*files())


def problems_of(data: object) -> tuple[str, ...]:
    """What is wrong with a self-contained pack."""
    with pytest.raises(FrameworkError) as caught:
        framework_from_json(data)
    return caught.value.problems


# --- the default pack -----------------------------------------------------------------------------


def test_every_text_is_there_in_both_languages(pack: Framework) -> None:
    assert pack.languages == LANGUAGES
    places = dict(all_texts(pack))
    assert len(places) > 400
    for place, text in places.items():
        assert set(text) == set(LANGUAGES), place
        assert all(has_language(text, code) for code in LANGUAGES), place


def test_sentences_are_translated_and_not_copied(pack: Framework) -> None:
    for place, text in all_texts(pack):
        if len(text["en"]) > 20:
            assert text["en"] != text["es"], place


def test_spanish_questions_open_and_close_their_marks(pack: Framework) -> None:
    for place, text in all_texts(pack):
        assert text["es"].count("¿") == text["es"].count("?"), place


def test_ten_dimensions_in_their_order_with_enough_to_work_from(pack: Framework) -> None:
    assert tuple(each.name["en"] for each in pack.dimensions) == DIMENSION_NAMES
    for dimension in pack.dimensions:
        assert dimension.id == f"d{dimension.number:02}"
        assert 3 <= len(dimension.questions) <= 5
        assert 3 <= len(dimension.look_fors) <= 6
        assert set(dimension.level_notes) == {"f1", "f2", "f3", "f4", "a1", "a2", "a3", "a4"}
        assert dimension.icon


def test_published_question_codes_are_kept_and_ours_look_different(pack: Framework) -> None:
    codes = [each.code for dimension in pack.dimensions for each in dimension.questions]
    published = {"1.1", "2.1", "2.2", "2.3", "6.1", "6.2", "6.3", "6.4"}
    assert published <= set(codes)
    assert all(code.split(".")[1].isalpha() for code in codes if code not in published)
    assert len(codes) == len(set(codes))


def test_seven_norms_keep_their_names_and_fit_on_one_line(pack: Framework) -> None:
    assert tuple(norm.name["en"] for norm in pack.norms) == NORM_NAMES
    assert all(len(norm.text[code]) <= 60 for norm in pack.norms for code in LANGUAGES)


def test_agenda_fills_four_hours(pack: Framework) -> None:
    assert [(block.title["en"], block.minutes, block.minutes_source) for block in pack.blocks] == [
        ("Introduction & Session Objectives", 40, "published"),
        ("Build Shared Understanding", 30, "published"),
        ("Assess Education Resource Equity in the District", 75, "published"),
        ("Break", 10, "app default"),
        ("Reflect on Results", 35, "app default"),
        ("Begin to Identify Next Steps", 35, "app default"),
        ("Closing", 15, "app default"),
    ]
    assert pack.minutes == 240
    assert all(2 <= len(block.activities) <= 6 for block in pack.blocks)


def test_the_chart_never_leaves_the_screen_while_reflecting(pack: Framework) -> None:
    reflect = next(block for block in pack.blocks if block.id == "reflect")
    assert {activity.scene for activity in reflect.activities} <= {"results", "reflect"}


def test_an_activity_without_own_words_shows_its_prompt(pack: Framework) -> None:
    activities = {each.id: each for block in pack.blocks for each in block.activities}
    assert activities["scoring"].prompt == pack.prompt("score_task").text
    assert activities["welcome"].prompt_id is None
    assert {each.scene for each in activities.values()} <= set(SCENES)
    assert all(pack.prompts_for(purpose) for purpose in PURPOSES)


@pytest.mark.parametrize("count", ["3", "4", "5"])
def test_scales_of_three_four_and_five_levels(pack: Framework, count: str) -> None:
    chosen = framework_from_json({**framework_to_json(pack), "active_scale": count})
    for lens in Lens:
        scale = chosen.scale(lens)
        assert scale.lens is lens
        assert [level.position for level in scale.levels] == list(range(1, int(count) + 1))
        for level in scale.levels:
            assert chosen.level(level.id) is level
            assert say(chosen.level_text("d01", level.id), "es")


def test_a_level_is_described_for_its_dimension_or_in_general(pack: Framework) -> None:
    dimension = pack.dimension("d06")
    assert pack.level_text("d06", "f3") == dimension.level_notes["f3"]
    assert pack.level_text("d06", "f1of5") == pack.level("f1of5").description


def test_unknown_ids_are_key_errors(pack: Framework) -> None:
    for look_up in (pack.dimension, pack.level, pack.prompt):
        with pytest.raises(KeyError):
            look_up("no such id")


def test_everything_marked_as_stand_in(pack: Framework) -> None:
    assert "not the official text" in pack.mark["en"]
    assert "no el oficial" in pack.mark["es"]


# --- travelling -----------------------------------------------------------------------------------


def test_a_pack_comes_back_the_same_through_a_file(pack: Framework) -> None:
    assert framework_from_json(json.loads(json.dumps(framework_to_json(pack)))) == pack


def test_a_third_language_is_one_more_file() -> None:
    structure, words = files()
    framework = build_framework(structure, {**words, "fr": words["en"]})
    assert framework.languages == ("en", "es", "fr")


@pytest.mark.parametrize("data", [None, [], "text", 3, {"format": "something else"}])
def test_what_is_no_pack_is_said_to_be_none(data: object) -> None:
    assert "not a framework pack" in problems_of(data)[0]


def test_a_newer_format_is_refused(pack: Framework) -> None:
    assert "newer version" in problems_of({**framework_to_json(pack), "format_version": 99})[0]


Edit = Callable[[dict[str, Any]], object]

BROKEN: list[tuple[str, Edit]] = [
    ("dimensions: is missing", lambda d: d.pop("dimensions")),
    ("dimensions.d03.vision: is missing", lambda d: d["dimensions"][2].pop("vision")),
    ("dimensions.d03.vision: no text in “es”", lambda d: d["dimensions"][2]["vision"].pop("es")),
    (
        "dimensions.d02.look_fors.2: no text in “en”",
        lambda d: d["dimensions"][1]["look_fors"][1].update(en="  "),
    ),
    (
        "dimensions.d01.vision: is not a text in each language",
        lambda d: d["dimensions"][0].update(vision=5),
    ),
    (
        "dimensions.d01.number: is not a whole number",
        lambda d: d["dimensions"][0].update(number="1"),
    ),
    ("dimensions.2: is not an object", lambda d: d["dimensions"].__setitem__(1, "d02")),
    ("norms: is not a list", lambda d: d.update(norms={"present": 1})),
    (
        "norms: the id “candor” is there more than once",
        lambda d: d["norms"].append(d["norms"][2]),
    ),
    (
        "dimensions.d01.level_notes: there is no level “f9”",
        lambda d: d["dimensions"][0]["level_notes"].update(f9={"en": "x", "es": "x"}),
    ),
    (
        "dimensions.d10: “School Funding” already means d01",
        lambda d: d["dimensions"][9]["aliases"].append("School Funding"),
    ),
    ("active_scale: there is no scale “7”", lambda d: d.update(active_scale="7")),
    (
        "scales.4.access: has 3 levels to choose from, not 4",
        lambda d: d["scales"]["4"][1]["levels"].pop(),
    ),
    ("scales.4: needs foundations, then access", lambda d: d["scales"]["4"].reverse()),
    ("scales.4: is not a list", lambda d: d["scales"].update({"4": 4})),
    (
        "scales.5.foundations.levels.f2of5.name: no text in “es”",
        lambda d: d["scales"]["5"][0]["levels"][1]["name"].pop("es"),
    ),
    (
        "blocks.break.activities.pause.scene: “karaoke” is not one of",
        lambda d: d["blocks"][3]["activities"][0].update(scene="karaoke"),
    ),
    (
        "blocks.break.activities.pause.minutes: must be 1 or more",
        lambda d: d["blocks"][3]["activities"][0].update(minutes=0),
    ),
    (
        "blocks.assess.activities.scoring.prompt_id: there is no prompt “gone”",
        lambda d: d["blocks"][2]["activities"][2].update(prompt_id="gone"),
    ),
    ("blocks.closing: has no activities", lambda d: d["blocks"][6].update(activities=[])),
    ("languages: the list is empty", lambda d: d.update(languages=[])),
    ("student_groups.asian.name: no text in “es”", lambda d: d.update(only_spanish_missing(d))),
]


def only_spanish_missing(data: dict[str, Any]) -> dict[str, Any]:
    """The student groups with Spanish taken from one of them."""
    groups = copy.deepcopy(data["student_groups"])
    next(each for each in groups if each["id"] == "asian")["name"].pop("es")
    return {"student_groups": groups}


@pytest.mark.parametrize(("fault", "edit"), BROKEN, ids=[fault for fault, _edit in BROKEN])
def test_a_broken_pack_names_its_fault(pack: Framework, fault: str, edit: Edit) -> None:
    data = framework_to_json(pack)
    edit(data)
    assert any(problem.startswith(fault) for problem in problems_of(data))


def test_several_faults_are_all_kept_and_the_sentence_stays_short(pack: Framework) -> None:
    data = framework_to_json(pack)
    for dimension in data["dimensions"]:
        dimension["vision"].pop("es")
    with pytest.raises(FrameworkError) as caught:
        framework_from_json(data)
    assert len(caught.value.problems) == 10
    assert "5 more" in caught.value.happened
    assert caught.value.safe
    assert caught.value.remedy


def test_an_edited_pack_may_wait_for_its_translation(pack: Framework) -> None:
    data = framework_to_json(pack)
    data["norms"][0]["text"] = {"en": "Phones away, ears open."}
    waiting = framework_from_json(data, complete=False)
    assert untranslated(waiting) == [("norms.present.text", "es")]
    assert say(waiting.norms[0].text, "es") == "Phones away, ears open."
    data["norms"][0]["text"] = {"en": ""}
    with pytest.raises(FrameworkError, match=r"norms\.present\.text: no text in any language"):
        framework_from_json(data, complete=False)


def test_a_retired_level_is_kept_for_old_ratings_and_no_longer_offered(pack: Framework) -> None:
    data = framework_to_json(pack)
    levels = data["scales"]["4"][0]["levels"]
    levels.insert(1, {**levels[1], "id": "f2old", "position": 2, "retired": True})
    framework = framework_from_json(data)
    assert framework.level("f2old").retired
    assert [each.id for each in framework.scale(Lens.FOUNDATIONS).offered] == [
        "f1",
        "f2",
        "f3",
        "f4",
    ]


def test_a_language_file_with_a_gap_or_a_typing_error_names_it() -> None:
    structure, words = files()
    del words["es"]["dimensions"]["d04"]["name"]
    with pytest.raises(FrameworkError, match=r"dimensions\.d04\.name: no text in “es”"):
        build_framework(structure, words)
    structure, words = files()
    words["es"]["dimensions"]["d11"] = words["es"]["dimensions"]["d10"]
    words["es"]["dimensions"]["d01"]["visoin"] = "x"
    with pytest.raises(FrameworkError) as caught:
        build_framework(structure, words)
    assert set(caught.value.problems) == {
        "dimensions.d11: in “es” but not in the pack's structure",
        "dimensions.d01.visoin: in “es” but not a text of the pack",
    }


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_whatever_stands_in_a_field_a_pack_never_crashes_the_reader(data: st.DataObject) -> None:
    structure, words = files()
    whole = framework_to_json(build_framework(structure, words))
    target = data.draw(st.sampled_from([whole, structure, words["es"], whole["dimensions"][0]]))
    target[data.draw(st.sampled_from(sorted(target)))] = data.draw(JSON_VALUES)
    with suppress(FrameworkError):
        framework_from_json(whole)
    with suppress(FrameworkError):
        build_framework(structure, words)


# --- finding a dimension --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "dimension_id"),
    [
        ("School Funding", "d01"),
        ("  SCHOOL   funding ", "d01"),
        ("Teaching Quality and Diversity", "d02"),
        ("Empowering, Rigorous Content", "d04"),
        ("4. Empowering, Rigorous Content", "d04"),
        ("Diverse Classrooms & Schools", "d10"),
        ("Diverse schools and classrooms", "d10"),
        ("Clima escolar positivo y acogedor", "d06"),
        ("CURRICULO", "d04"),
        ("Pre-K", "d08"),
        ("Dimension 7", "d07"),
        ("10", "d10"),
        ("d03", "d03"),
    ],
)
def test_names_aliases_and_numbers_are_exact(
    pack: Framework, typed: str, dimension_id: str
) -> None:
    assert match_dimension(typed, pack)[0] == (dimension_id, 1.0)


@pytest.mark.parametrize(
    ("typed", "dimension_id"),
    [
        ("Enpowering rigorous content", "d04"),
        ("Scool Fundng", "d01"),
        ("Climte", "d06"),
        ("Leaderhip quality & diversity", "d03"),
        ("Finaciamiento escolar", "d01"),
    ],
)
def test_a_mistyped_name_is_suggested_and_never_exact(
    pack: Framework, typed: str, dimension_id: str
) -> None:
    found, score = match_dimension(typed, pack)[0]
    assert found == dimension_id
    assert score < 1.0


@pytest.mark.parametrize("typed", ["", "  ", "&", "pizza", "0", "11", "…"])
def test_what_means_no_dimension_finds_none(pack: Framework, typed: str) -> None:
    assert match_dimension(typed, pack) == []


def test_every_name_and_alias_means_its_own_dimension(pack: Framework) -> None:
    for dimension in pack.dimensions:
        for name in (*dimension.name.values(), *dimension.aliases):
            assert match_dimension(name, pack)[0] == (dimension.id, 1.0)


def test_a_cell_with_several_answers_keeps_the_comma_inside_a_name(pack: Framework) -> None:
    cell = "Teaching Quality & Diversity, Empowering, Rigorous Content, Pizza, School Funding"
    assert split_dimension_list(cell, pack) == [
        ("Teaching Quality & Diversity", "d02"),
        ("Empowering, Rigorous Content", "d04"),
        ("Pizza", None),
        ("School Funding", "d01"),
    ]
    assert split_dimension_list("", pack) == []


# --- text -----------------------------------------------------------------------------------------


def test_text_falls_back_rather_than_showing_nothing() -> None:
    text = {"en": "Hello", "es": "Hola"}
    assert say(text, "es") == "Hola"
    assert say(text, "es-MX") == "Hola"
    assert say(text, "fr") == "Hello"
    assert say({"es": "Hola", "en": " "}, "en") == "Hola"
    assert say({}, "en") == ""


def test_changing_one_language_leaves_the_others_and_the_original() -> None:
    text = {"en": "Hello", "es": "Hola"}
    assert with_language(text, "es", "Buenas") == {"en": "Hello", "es": "Buenas"}
    assert with_language(text, "es", " ") == {"en": "Hello"}
    assert text == {"en": "Hello", "es": "Hola"}
