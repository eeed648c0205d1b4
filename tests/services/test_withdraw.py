"""Withdrawn words are gone from every byte, and stay gone; nothing else goes with them."""

import hashlib
import threading
from datetime import date
from pathlib import Path

import pytest

from app.domain.cells import CellKey, Field, words_key
from app.domain.drafts import Draft
from app.domain.errors import InvalidChangeError, NotAllowedError, StaleUndoError
from app.domain.merge import CellStanding
from app.domain.notes import (
    AddDataNeed,
    AddNextStep,
    AddNote,
    AddTheme,
    EditNextStep,
    RemoveNextStep,
    RenameTheme,
)
from app.domain.people import AddPerson, ForgetPeople, ImportPeople, PersonEntry, Role
from app.domain.preparation import AddHistoryItem, EditHistoryItem
from app.domain.withdrawal import WithdrawWords
from app.domain.workshop import NameHosts
from app.services import backups, exports_log, library, taking_back
from app.services.execution import execute_all, state_of
from app.storage import ledger
from app.storage.database import Database
from app.write_points import Point
from tests.slow_disk import SlowDisk
from tests.workshops import NOON, SENTENCE, OpenWorkshop, rating, reason, replayed_state

LATER = "Edited: nobody listened to the families on Elm Street, ever."


def bytes_below(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def no_trace(workshop: OpenWorkshop, *texts: str) -> None:
    workshop.database.vacuum()
    content = bytes_below(workshop.path.parent)
    for text in texts:
        assert text.encode() not in content
    assert state_of(workshop.database) == replayed_state(workshop, workshop.path.parent / "replay")


def test_a_note_with_all_its_wordings(workshop: OpenWorkshop) -> None:
    workshop.note(SENTENCE)
    workshop.write(words_key("n1"), LATER)
    workshop.withdraw_note()
    assert workshop.read().words("n1") == ""
    assert workshop.read().is_withdrawn(words_key("n1"))
    no_trace(workshop, SENTENCE, LATER)


@pytest.mark.parametrize(
    "key",
    [
        reason(),
        CellKey("gA", "d01", Field.EVIDENCE),
        CellKey("gA", "d01", Field.OTHER_VIEW),
        CellKey("gA", "d01", Field.NOT_SCORED),
    ],
    ids=str,
)
def test_what_a_group_wrote(workshop: OpenWorkshop, key: CellKey) -> None:
    workshop.write(rating(), {"level": "f2", "framework": 1})
    value = {"words": SENTENCE} if key.field is Field.NOT_SCORED else SENTENCE
    workshop.write(key, value)
    workshop.withdraw(f"cell:{key}")
    assert workshop.read().cell(key).standing is CellStanding.EMPTY
    assert workshop.read().cell(rating()).value == {"level": "f2", "framework": 1}
    no_trace(workshop, SENTENCE)


def test_history_next_steps_themes_and_data_needs(workshop: OpenWorkshop) -> None:
    for command in (
        AddHistoryItem(item_id="h1", kind="history", position=1.0, text=SENTENCE),
        EditHistoryItem(item_id="h1", values={"text": LATER}),
        AddNextStep(step_id="s1", position=1.0, text=SENTENCE, due=date(2027, 1, 9)),
        EditNextStep(step_id="s1", values={"text": LATER, "owner_role": "Principal"}),
        AddTheme(theme_id="t1", position=1.0, name=SENTENCE),
        RenameTheme(theme_id="t1", name=LATER),
        AddDataNeed(need_id="x1", dimension_id="d01", text=SENTENCE),
    ):
        workshop.do(command)
    for target in ("history:h1", "next_steps:s1", "themes:t1", f"cell:{words_key('x1')}"):
        workshop.withdraw(target)
    read = workshop.read()
    assert (read.history[0].text, read.history[0].withdrawn) == ("", True)
    assert (read.next_steps[0].text, read.next_steps[0].withdrawn) == ("", True)
    assert read.next_steps[0].owner_role == "Principal"
    assert (read.themes[0].name, read.themes[0].withdrawn) == ("", True)
    assert read.words("x1") == ""
    no_trace(workshop, SENTENCE, LATER)


def test_survey_answers_that_came_with_the_people(workshop: OpenWorkshop) -> None:
    person = PersonEntry(participant_id="p1", role=Role.ADVOCATE)
    workshop.do(
        ImportPeople(
            people=(person,),
            history={"h1": SENTENCE, "h2": "A second answer that stays as it is."},
            identities={"p1": {"name": "Ana Test"}},
        )
    )
    workshop.withdraw("history:h1")
    assert [item.text for item in workshop.read().history] == [
        "",
        "A second answer that stays as it is.",
    ]
    no_trace(workshop, SENTENCE)


def test_copies_of_a_sentence_go_too(workshop: OpenWorkshop) -> None:
    workshop.note(SENTENCE)
    workshop.note(SENTENCE, "n2")
    workshop.write(reason(), f"They said: {SENTENCE} And more.")
    workshop.write(CellKey("gB", "d06", Field.EVIDENCE), SENTENCE)
    workshop.do(AddNextStep(step_id="s1", position=1.0, text=SENTENCE))
    workshop.withdraw_note()
    assert workshop.read().words("n2") == ""
    assert workshop.read().cell(reason()).value == "They said:  And more."
    no_trace(workshop, SENTENCE)


def test_a_short_word_is_taken_from_its_own_place_only(workshop: OpenWorkshop) -> None:
    for word in ("foundations", "practitioner", "Riverbend", "Be Present", "f2", "yes"):
        workshop.note(word, f"n-{word}")
    workshop.write(reason(), "yes")
    workshop.write(rating(), {"level": "f2", "framework": 1})
    before = workshop.read()
    for word in ("foundations", "practitioner", "Riverbend", "Be Present", "f2", "yes"):
        workshop.withdraw_note(f"n-{word}")
    after = workshop.read()
    assert after.norms == before.norms
    assert after.workshop == before.workshop
    assert after.framework == before.framework
    assert after.cell(reason()).value == "yes"
    assert after.cell(rating()).value == {"level": "f2", "framework": 1}
    workshop.note("yes", "n9")
    assert workshop.read().words("n9") == "yes"
    no_trace(workshop)


def test_a_framework_sentence_that_somebody_repeats_stays_in_the_framework(
    workshop: OpenWorkshop,
) -> None:
    vision = workshop.read().framework.dimensions[0].vision["en"]
    workshop.note(vision)
    workshop.withdraw_note()
    assert workshop.read().framework.dimensions[0].vision["en"] == vision
    no_trace(workshop)


def test_a_note_that_was_undone_or_removed_can_still_be_withdrawn(workshop: OpenWorkshop) -> None:
    added = workshop.note(SENTENCE)
    assert added.undo is not None
    workshop.do(added.undo)
    workshop.withdraw_note()
    workshop.do(AddNextStep(step_id="s1", position=1.0, text=LATER))
    workshop.do(RemoveNextStep(step_id="s1"))
    workshop.withdraw("next_steps:s1")
    no_trace(workshop, SENTENCE, LATER)


def test_drafts_go_with_their_field(workshop: OpenWorkshop) -> None:
    key = str(reason())
    kept = (Draft(key=key, text=SENTENCE, at=""), Draft(key="other", text=SENTENCE, at=""))
    execute_all(workshop.database, [], recorded_at=NOON, draft_steps=kept)
    workshop.write(reason(), SENTENCE)
    workshop.withdraw(f"cell:{key}")
    assert [(d.key, d.text) for d in workshop.read().drafts] == [("other", "")]
    no_trace(workshop, SENTENCE)


def test_a_draft_of_a_record_goes_with_its_words(workshop: OpenWorkshop) -> None:
    workshop.do(AddNextStep(step_id="s1", position=1.0, text="Ask Zelda."))
    of_s1 = Draft(key="next_steps|s1|text", text="Ask Zelda.", at="")
    other = Draft(key="next_steps|s10|text", text="No.", at="")
    execute_all(workshop.database, [], recorded_at=NOON, draft_steps=(of_s1, other))
    workshop.withdraw("next_steps:s1")
    assert workshop.read().drafts == (other,)
    no_trace(workshop, "Ask Zelda.")


def test_withdrawing_does_not_grow_slow_with_the_words_of_others(
    workshop: OpenWorkshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        workshop.note(f"Somebody else said this, number {number}.", f"m{number}")
    workshop.note(SENTENCE)
    workshop.note(SENTENCE.upper(), "n2")
    derived: list[bytes] = []
    real = hashlib.pbkdf2_hmac

    def counted(name: str, text: bytes, salt: bytes, rounds: int) -> bytes:
        derived.append(text)
        return real(name, text, salt, rounds)

    monkeypatch.setattr(hashlib, "pbkdf2_hmac", counted)
    workshop.withdraw_note()
    assert len(derived) <= 1
    no_trace(workshop, SENTENCE, SENTENCE.upper())


def test_checkpoints_are_cleaned_and_still_replay(workshop: OpenWorkshop) -> None:
    workshop.note(SENTENCE)
    workshop.note("No bus.", "n2")
    with workshop.database.writing() as tx:
        ledger.write_checkpoint(tx, at=workshop.now)
    workshop.withdraw_note()
    workshop.withdraw_note("n2")
    no_trace(workshop, SENTENCE, "No bus.")


def test_the_same_words_do_not_come_back(workshop: OpenWorkshop) -> None:
    workshop.note(SENTENCE)
    workshop.withdraw_note()
    with pytest.raises(NotAllowedError):
        workshop.note(f"  {SENTENCE.upper()} ", "n2")
    with pytest.raises(NotAllowedError):
        workshop.do(AddNextStep(step_id="s1", position=1.0, text=SENTENCE))
    workshop.write(reason(), SENTENCE)
    workshop.do(AddHistoryItem(item_id="h1", kind="history", position=1.0, text="Before."))
    values = {"text": SENTENCE, "shown": False}
    workshop.do(EditHistoryItem(item_id="h1", values=values))
    read = workshop.read()
    assert (read.notes[1:], read.next_steps) == ((), ())
    assert read.cell(reason()).standing is CellStanding.EMPTY
    assert (read.history[0].text, read.history[0].shown) == ("", False)
    no_trace(workshop, SENTENCE)


def test_new_words_in_the_same_place_are_welcome(workshop: OpenWorkshop) -> None:
    workshop.note(SENTENCE)
    workshop.withdraw_note()
    workshop.write(words_key("n1"), "We found a better way to say this.")
    assert workshop.read().words("n1") == "We found a better way to say this."
    no_trace(workshop, SENTENCE)


@pytest.mark.parametrize("text", [SENTENCE, "No bus."])
def test_undo_does_not_bring_words_back(workshop: OpenWorkshop, text: str) -> None:
    workshop.do(AddNextStep(step_id="s1", position=1.0, text=text))
    removed = workshop.do(RemoveNextStep(step_id="s1"))
    workshop.write(reason(), text)
    cleared = workshop.write(reason(), None)
    workshop.withdraw("next_steps:s1")
    workshop.withdraw(f"cell:{reason()}")
    for undo in (removed.undo, cleared.undo):
        assert undo is not None
        try:
            workshop.do(undo)
        except StaleUndoError:
            continue
    assert text not in [step.text for step in workshop.read().next_steps]
    assert workshop.read().cell(reason()).standing is CellStanding.EMPTY
    no_trace(workshop, text)


@pytest.mark.parametrize("target", ["", "cell:", "cell:nonsense", "norms:n1", "identities:p1"])
def test_what_holds_no_words_is_refused(workshop: OpenWorkshop, target: str) -> None:
    with pytest.raises(InvalidChangeError):
        workshop.withdraw(target)


# ------------------------------------------------------------------ every file of the program


def take_back(workshop: OpenWorkshop, data_dir: Path, second: Path) -> taking_back.TakenBack:
    return taking_back.withdraw(
        workshop.database,
        WithdrawWords(target=f"cell:{words_key('n1')}"),
        data_dir=data_dir,
        now=workshop.now,
        second_dir=second,
    )


def test_backups_in_both_folders_and_other_copies_are_cleaned(
    workshop: OpenWorkshop, data_dir: Path, tmp_path: Path
) -> None:
    second = tmp_path / "stick"
    workshop.note(SENTENCE)
    for reason_word in ("block", "timer"):
        backups.back_up(
            workshop.database, data_dir, reason=reason_word, now=workshop.now, second_dir=second
        )
    out = library.export_workshop(workshop.database, tmp_path / "out.eqw", now=workshop.now)
    again = library.import_workshop(data_dir, out, now=workshop.now)
    library.delete(data_dir, library.import_workshop(data_dir, out, now=NOON), now=workshop.now)
    library.workshops(data_dir)
    done = take_back(workshop, data_dir, second)
    assert done.problems == ()
    assert len(done.cleaned) == 6
    assert [left.path for left in done.left_files] == [out]
    assert SENTENCE.encode() not in bytes_below(data_dir)
    assert SENTENCE.encode() not in bytes_below(second)
    assert SENTENCE.encode() in out.read_bytes(), "what left is named, not touched"
    for path in (*done.cleaned, again):
        library.opening.check(path)


def test_an_old_export_does_not_bring_them_back(
    workshop: OpenWorkshop, data_dir: Path, tmp_path: Path
) -> None:
    workshop.note(SENTENCE)
    workshop.write(words_key("n1"), "No bus.")
    workshop.do(AddNextStep(step_id="s1", position=1.0, text=SENTENCE))
    out = library.export_workshop(workshop.database, tmp_path / "out.eqw", now=workshop.now)
    take_back(workshop, data_dir, tmp_path / "stick")
    workshop.database.close()
    library.delete(data_dir, workshop.path, now=workshop.now)
    for path in (data_dir / "deleted").iterdir():
        path.unlink()
    back = OpenWorkshop(library.import_workshop(data_dir, out, now=workshop.now))
    assert back.read().words("n1") == ""
    assert back.read().next_steps[0].text == ""
    assert back.read().workshop.epoch != "epoch-1"
    no_trace(back, SENTENCE, "No bus.")
    back.database.close()
    assert SENTENCE.encode() not in bytes_below(data_dir)


def test_a_backup_that_was_away_is_cleaned_before_it_is_restored(
    workshop: OpenWorkshop, data_dir: Path, tmp_path: Path
) -> None:
    second, away = tmp_path / "stick", tmp_path / "away"
    workshop.note(SENTENCE)
    workshop.note("This one stays where it is.", "n2")
    backups.back_up(
        workshop.database, data_dir, reason="block", now=workshop.now, second_dir=second
    )
    second.rename(away)
    done = take_back(workshop, data_dir, second)
    assert [type(p).__name__ for p in done.problems] == ["MissingFileError"]
    (kept,) = away.rglob("*.eqw")
    workshop.database.close()
    aside = backups.restore(data_dir, kept, workshop.path, now=workshop.now)
    assert aside is not None
    assert aside.exists()
    back = OpenWorkshop(workshop.path)
    assert back.read().words("n1") == ""
    assert back.read().words("n2") == "This one stays where it is."
    back.database.close()
    assert SENTENCE.encode() not in bytes_below(data_dir)
    away.rename(second)
    assert taking_back.finish_open(data_dir, now=workshop.now, second_dir=second) == ()
    assert SENTENCE.encode() not in bytes_below(second)


def test_a_backup_that_cannot_be_opened_is_deleted_and_named(
    workshop: OpenWorkshop, data_dir: Path, tmp_path: Path
) -> None:
    workshop.note(SENTENCE)
    made = backups.back_up(workshop.database, data_dir, reason="block", now=workshop.now)
    content = made.path.read_bytes()
    made.path.write_bytes(content[: len(content) // 2])
    (made.path.parent / "cut-off.eqw.part").write_bytes(SENTENCE.encode())
    done = take_back(workshop, data_dir, tmp_path)
    assert done.deleted == (made.path,)
    assert SENTENCE.encode() not in bytes_below(data_dir)


@pytest.mark.parametrize("deleted", [False, True])
def test_a_file_that_cannot_be_looked_into_is_named_and_the_rest_is_done(
    workshop: OpenWorkshop, data_dir: Path, tmp_path: Path, deleted: bool
) -> None:
    workshop.note(SENTENCE)
    backups.back_up(workshop.database, data_dir, reason="block", now=workshop.now)
    out = library.export_workshop(workshop.database, tmp_path / "out.eqw", now=workshop.now)
    damaged = library.import_workshop(data_dir, out, now=workshop.now)
    if deleted:
        damaged = library.delete(data_dir, damaged, now=workshop.now)
    whole = damaged.read_bytes()
    damaged.write_bytes(whole[:100] + b"\xff" * 4000 + whole[4100:])
    (data_dir / "workshops" / "Nothing in it.eqw").touch()
    done = take_back(workshop, data_dir, tmp_path / "second")
    told = [str(p) for p in done.problems if damaged.name in p.happened]
    assert len(told) == 1
    assert str(damaged.parent) in told[0]
    assert len(done.problems) == 2, "the second folder is not there, the empty file holds nothing"
    assert SENTENCE.encode() not in workshop.path.read_bytes()
    assert SENTENCE.encode() not in bytes_below(data_dir / "backups")
    damaged.write_bytes(whole)
    assert taking_back.finish_open(data_dir, now=workshop.now, but=workshop.path) == ()
    assert SENTENCE.encode() not in bytes_below(data_dir)


def test_a_crash_between_file_and_backups_is_made_good(
    workshop: OpenWorkshop, data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.note(SENTENCE)
    backups.back_up(workshop.database, data_dir, reason="block", now=workshop.now)

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(taking_back, "_spread", die)
        with pytest.raises(KeyboardInterrupt):
            take_back(workshop, data_dir, tmp_path)
    workshop.database.close()
    assert SENTENCE.encode() in bytes_below(data_dir)
    assert taking_back.finish_open(data_dir, now=workshop.now) == ()
    assert SENTENCE.encode() not in bytes_below(data_dir)


def test_copies_can_be_cleaned_while_the_writer_goes_on(
    workshop: OpenWorkshop, data_dir: Path
) -> None:
    workshop.note(SENTENCE)
    backups.back_up(workshop.database, data_dir, reason="block", now=workshop.now)
    taking_back.withdraw(
        workshop.database,
        WithdrawWords(target=f"cell:{words_key('n1')}"),
        data_dir=data_dir,
        now=workshop.now,
        here_only=True,
    )
    assert SENTENCE.encode() not in workshop.path.read_bytes()
    with workshop.database.writing():
        problems = taking_back.finish_open(data_dir, now=workshop.now, but=workshop.path)
    assert problems == ()
    assert SENTENCE.encode() not in bytes_below(data_dir)


def test_a_backup_that_is_still_being_written_is_cleaned_too(
    workshop: OpenWorkshop, data_dir: Path
) -> None:
    workshop.note(SENTENCE)
    taken = backups.take(workshop.database, data_dir, reason="block", now=workshop.now)
    with SlowDisk(Point.COPY_FLUSHED) as disk:
        writing = threading.Thread(target=lambda taken=taken: taken.write())
        del taken
        writing.start()
        assert disk.reached.wait(60)
        threading.Timer(0.3, disk.gate.set).start()
        taking_back.withdraw(
            workshop.database,
            WithdrawWords(target=f"cell:{words_key('n1')}"),
            data_dir=data_dir,
            now=workshop.now,
        )
        writing.join(60)
    (backup,) = (data_dir / "backups").rglob("*.eqw")
    assert SENTENCE.encode() not in backup.read_bytes()
    assert SENTENCE.encode() not in bytes_below(data_dir)


def test_what_is_refused_leaves_no_stone(workshop: OpenWorkshop, data_dir: Path) -> None:
    command = WithdrawWords(target="norms:n1")
    with pytest.raises(InvalidChangeError):
        taking_back.withdraw(workshop.database, command, data_dir=data_dir, now=workshop.now)
    assert not (data_dir / "tombstones.json").exists()


def test_people_are_forgotten_everywhere_and_findings_stay(
    workshop: OpenWorkshop, data_dir: Path, tmp_path: Path
) -> None:
    person = AddPerson(
        participant_id="p1",
        role=Role.ADVOCATE,
        group_id="gA",
        identity={"name": "Zelda Quint", "email": "zelda@example.org", "keep_apart": ["p2"]},
    )
    workshop.do(person)
    workshop.do(NameHosts(facilitators="Orsolya Pinter"))
    workshop.note("The findings stay as they are.")
    backups.back_up(workshop.database, data_dir, reason="block", now=workshop.now)
    out = library.export_workshop(
        workshop.database, tmp_path / "out.eqw", now=workshop.now, names=True
    )
    exports_log.record_export(
        workshop.database, kind="pdf", path=tmp_path / "x.pdf", at=workshop.now
    )
    done = taking_back.forget_people(
        workshop.database, ForgetPeople(), data_dir=data_dir, now=workshop.now
    )
    assert [left.kind for left in done.left_files] == ["workshop", "pdf"]
    back = library.import_workshop(data_dir, out, now=workshop.now)
    for name in (b"Zelda", b"zelda@example.org", b"Orsolya"):
        assert name not in bytes_below(data_dir)
    for path in (workshop.path, back):
        database = Database(path)
        state = state_of(database)
        database.close()
        assert len(state["participants"]) == len(state["memberships"]) == 1
    assert workshop.read().words("n1") == "The findings stay as they are."


def test_the_same_withdrawal_twice_is_one(workshop: OpenWorkshop) -> None:
    workshop.note(SENTENCE)
    command = WithdrawWords(target=f"cell:{words_key('n1')}")
    first, second = workshop.do(command), workshop.do(command)
    assert first.changes
    assert not second.changes
    assert len(workshop.read().tombstones) == 1


def test_an_empty_note_is_refused(workshop: OpenWorkshop) -> None:
    with pytest.raises(InvalidChangeError):
        workshop.do(AddNote(note_id="n1", text="  "))
