"""Backups are whole, verified, rotated; a failing second folder never stops anything."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.errors import StorageProblemError
from app.domain.giving_up import GivenUpError
from app.services import backups
from app.storage import backup, opening
from app.storage.backup import Backup
from app.storage.places import Places
from app.storage.problems import BackupFailedError, NotAWorkshopError
from tests.workshops import NOON, OpenWorkshop


def test_a_backup_is_a_workshop_of_its_own(workshop: OpenWorkshop, data_dir: Path) -> None:
    workshop.note("Before the backup.")
    made = backups.back_up(workshop.database, data_dir, reason="block", now=NOON)
    workshop.note("After it.", "n2")
    assert made.path.name == "Riverbend-20261120T170000Z-block.eqw"
    assert made.path.parent == data_dir / "backups/lineage-1"
    opening.check(made.path)
    copy = OpenWorkshop(made.path)
    assert [copy.read().words(note.id) for note in copy.read().notes] == ["Before the backup."]
    copy.database.close()
    (listed,) = backups.backups_of(data_dir, "lineage-1")
    assert (listed.path, listed.made_at, listed.reason) == (made.path, NOON, "block")
    assert listed.size == made.path.stat().st_size


def test_two_in_one_second_are_two(workshop: OpenWorkshop, data_dir: Path) -> None:
    for _ in range(2):
        backups.back_up(workshop.database, data_dir, reason="timer", now=NOON)
    assert len(backups.backups_of(data_dir, "lineage-1")) == 2


def test_a_second_folder_gets_a_copy(
    workshop: OpenWorkshop, data_dir: Path, tmp_path: Path
) -> None:
    done = backups.back_up(
        workshop.database, data_dir, reason="close", now=NOON, second_dir=tmp_path / "stick"
    )
    assert done.second is not None
    assert done.second.read_bytes() == done.path.read_bytes()
    done.path.unlink()
    (left,) = backups.backups_of(data_dir, "lineage-1", tmp_path / "stick")
    assert left.path == done.second


def test_a_second_folder_that_fails_is_only_told(
    workshop: OpenWorkshop, data_dir: Path, tmp_path: Path
) -> None:
    blocked = tmp_path / "stick"
    blocked.write_text("a file, where the folder should be")
    done = backups.back_up(
        workshop.database, data_dir, reason="timer", now=NOON, second_dir=blocked
    )
    assert done.path.exists()
    assert done.second is None
    assert isinstance(done.problem, BackupFailedError)


def test_a_first_folder_that_fails_is_an_error(workshop: OpenWorkshop, data_dir: Path) -> None:
    (data_dir / "backups").write_text("a file, where the folder should be")
    with pytest.raises(BackupFailedError) as caught:
        backups.back_up(workshop.database, data_dir, reason="timer", now=NOON)
    assert caught.value.remedy


def test_a_bad_backup_does_not_stay(
    workshop: OpenWorkshop, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(path: Path) -> None:
        path.write_bytes(path.read_bytes()[:50_000])

    monkeypatch.setattr(backup, "flush", cut)
    with pytest.raises(BackupFailedError):
        backups.back_up(workshop.database, data_dir, reason="timer", now=NOON)
    assert list(Places(data_dir).backups("lineage-1").iterdir()) == []


def made(minutes: int, reason: str = "timer") -> Backup:
    moment = datetime(2026, 11, 20, 12, 0, tzinfo=UTC) + timedelta(minutes=minutes)
    return Backup(Path(f"{backup.stamp(moment)}-{reason}.eqw"), moment, reason, 1)


def test_rotation_keeps_the_newest_the_first_of_each_hour_and_upgrades() -> None:
    day = [made(5 * step) for step in range(48)] + [made(7, "before-upgrade")]
    gone = {one.path for one in backup.superfluous(day)}
    kept = [one for one in day if one.path not in gone]
    assert len(kept) == 24
    assert [one.made_at.hour for one in kept if one.made_at.minute == 0] == [12, 13, 14, 15]
    assert [one.reason for one in kept].count("before-upgrade") == 1
    assert all(one.path not in gone for one in day[28:48])
    assert backup.superfluous(kept) == ()


def test_rotation_works_on_files(workshop: OpenWorkshop, data_dir: Path) -> None:
    for minute in range(24):
        moment = NOON + timedelta(minutes=minute)
        backups.back_up(workshop.database, data_dir, reason="timer", now=moment)
    left = backups.backups_of(data_dir, "lineage-1")
    assert len(left) == 21
    assert left[-1].made_at == NOON


def test_other_files_in_the_folder_are_left_alone(workshop: OpenWorkshop, data_dir: Path) -> None:
    folder = Places(data_dir).backups("lineage-1")
    folder.mkdir(parents=True)
    (folder / "my own copy.eqw").write_text("mine")
    backups.back_up(workshop.database, data_dir, reason="timer", now=NOON)
    assert (folder / "my own copy.eqw").exists()
    assert len(backups.backups_of(data_dir, "lineage-1")) == 1


def test_restoring_sets_the_present_file_aside_and_begins_an_epoch(
    workshop: OpenWorkshop, data_dir: Path
) -> None:
    workshop.note("Kept by the backup.")
    done = backups.back_up(workshop.database, data_dir, reason="block", now=NOON)
    workshop.note("Only in the file that is set aside.", "n2")
    workshop.database.close()
    aside = backups.restore(data_dir, done.path, workshop.path, now=workshop.now)
    restored, former = OpenWorkshop(workshop.path), OpenWorkshop(aside or Path())
    assert [note.id for note in restored.read().notes] == ["n1"]
    assert [note.id for note in former.read().notes] == ["n1", "n2"]
    assert restored.read().workshop.lineage == former.read().workshop.lineage
    assert restored.read().workshop.epoch not in ("epoch-1", former.read().workshop.epoch)
    restored.database.close()
    former.database.close()
    assert [p.name for p in workshop.path.parent.iterdir()] == ["Riverbend.eqw"]


def test_a_damaged_workshop_is_restored_from_what_its_name_finds(
    workshop: OpenWorkshop, data_dir: Path
) -> None:
    done = backups.back_up(workshop.database, data_dir, reason="block", now=NOON)
    workshop.database.close()
    workshop.path.write_bytes(b"")
    (found,) = backups.backups_of_file(data_dir, workshop.path)
    assert found.path == done.path
    backups.restore(data_dir, found.path, workshop.path, now=NOON)
    opening.check(workshop.path)


def test_a_backup_that_is_none_changes_nothing(
    workshop: OpenWorkshop, data_dir: Path, tmp_path: Path
) -> None:
    workshop.database.close()
    before = workshop.path.read_bytes()
    bad = tmp_path / "bad.eqw"
    bad.write_text("no workshop")
    with pytest.raises(NotAWorkshopError):
        backups.restore(data_dir, bad, workshop.path, now=NOON)
    assert workshop.path.read_bytes() == before
    assert [p.name for p in workshop.path.parent.iterdir()] == ["Riverbend.eqw"]


def test_a_reason_stays_a_plain_word(workshop: OpenWorkshop, data_dir: Path) -> None:
    with pytest.raises(ValueError, match="cannot be part"):
        backups.back_up(workshop.database, data_dir, reason="../up", now=NOON)


def test_a_name_with_a_date_that_is_none_is_no_backup(
    workshop: OpenWorkshop, data_dir: Path
) -> None:
    made = backups.back_up(workshop.database, data_dir, reason="block", now=NOON)
    odd = made.path.with_name("w-20269999T000000Z-running.eqw")
    odd.write_bytes(made.path.read_bytes())
    again = backups.back_up(workshop.database, data_dir, reason="timer", now=NOON)
    assert [one.path for one in backup.all_in(made.path.parent)] == [again.path, made.path]
    assert odd.exists()


def test_waiting_for_a_backup_can_be_given_up(workshop: OpenWorkshop, data_dir: Path) -> None:
    taken = backups.take(workshop.database, data_dir, reason="block", now=NOON)

    def leave(_done: int, _count: int) -> None:
        raise GivenUpError

    with pytest.raises(GivenUpError):
        backup.wait_for_written(leave)
    taken.write()
    backup.wait_for_written(leave)


def test_a_page_that_cannot_be_read_is_told(workshop: OpenWorkshop) -> None:
    workshop.read()
    content = workshop.path.read_bytes()
    workshop.path.write_bytes(content[: len(content) // 2])
    with pytest.raises(StorageProblemError):
        backup.take(workshop.database, reason="block", now=NOON)
    backup.wait_for_written()
