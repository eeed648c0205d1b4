"""Makes the file of the present schema for ``tests/storage/files``; run it once before a release.

``python -m tests.storage.make_file`` from the project's folder. A file of an older schema is never
made anew: it stays as it was released.
"""

from datetime import date
from pathlib import Path
from typing import Any

from app.domain.cells import AskForHelp, CellKey, Field
from app.domain.clock import GoTo, StartDay
from app.domain.commands import Command
from app.domain.drafts import Draft
from app.domain.measures import ImportDataset
from app.domain.norms import AdoptNorms, EditNorm
from app.domain.notes import AddDataNeed, AddNextStep, AddTheme, TagNote
from app.domain.people import AddPerson, Role
from app.domain.preparation import AddChecklistItem, AddHistoryItem
from app.domain.seating import AddGroup, EditGroup, WeighSeating
from app.domain.stations import AdmitStation, TellStations
from app.domain.workshop import CreateWorkshop, NameHosts
from app.services import sample
from app.services.execution import execute_all
from app.services.reception import receive_all
from app.storage import outbox
from app.storage.format import SCHEMA_VERSION
from tests.room.stations import Sender
from tests.workshops import OpenWorkshop, rating, reason

OWN = "5e" * 16
"""The station that the file itself is."""
FOLDER = Path(__file__).parent / "files"


def english_pack() -> dict[str, Any]:
    """Return the default pack in English only: half the size."""

    def english(value: Any) -> Any:
        if isinstance(value, dict):
            kept = {"en": value["en"]} if set(value) == {"en", "es"} else value
            return {key: english(item) for key, item in kept.items()}
        return [english(item) for item in value] if isinstance(value, list) else value

    pack: dict[str, Any] = english(sample.default_pack())
    return {**pack, "languages": ["en"]}


def commands(pack: dict[str, Any]) -> list[Command]:
    activities = [a["id"] for block in pack["blocks"] for a in block["activities"]]
    measure = {"metric": "graduation rate", "student_group": "All", "value": 88.0}
    return [
        AddGroup(group_id="gA", seating_id="scoring", label="A", position=1.0, dimensions=("d01",)),
        AddPerson(
            participant_id="p1", role=Role.ADVOCATE, group_id="gA",
            identity={"name": "Invented Person"},
        ),
        EditGroup(group_id="gA", values={"offers": ["step_free"]}),
        WeighSeating(seating_id="scoring", weights={"roles": 1}),
        NameHosts(facilitators="Invented Host"),
        EditNorm(norm_id=pack["norms"][0]["id"], language="en", name="Here", text="We stay."),
        AdoptNorms(),
        AddChecklistItem(item_id="c1", text={"en": "Print the cards"}, position=90.0, days=2),
        AddHistoryItem(
            item_id="h1", kind="effort", position=1.0, text="A nurse was hired in 2025."
        ),
        ImportDataset(
            dataset_id="d1", content={"position": 1.0, "title": "Graduation", "rows": [measure]}
        ),
        StartDay(activity_id=activities[0]),
        GoTo(activity_id=activities[1]),
        AskForHelp(group_id="gA"),
        AddTheme(theme_id="t1", name="Nurses", position=1.0),
        AddDataNeed(need_id="x1", dimension_id="d01", text="Nurses per student"),
        AddNextStep(
            step_id="s1", position=1.0, text="Count the nurses", owner_role="Health lead",
            due=date(2027, 1, 15),
        ),
    ]  # fmt: skip


def send_from_a_station(workshop: OpenWorkshop) -> None:
    """Let a station send what is accepted and what is kept, and this file be a station itself."""
    sender = Sender()
    workshop.do(AdmitStation(station_id=sender.station, group_id="gA", label="Blue laptop"))
    workshop.do(TellStations(text="Ten minutes left."))
    sender.cell(CellKey("gA", "d01", Field.OTHER_VIEW), "Not all of us agree.")
    sender.write("cell.dream", {"of": "a later version"})
    receive_all(workshop.database, [sender.envelope()], now=workshop.now)
    with workshop.database.writing() as tx:
        outbox.enrol(tx, {"station": OWN, "group": "gA"})
    workshop.do(AskForHelp(group_id="gA", station=OWN))


def make(path: Path) -> None:
    path.unlink(missing_ok=True)
    workshop = OpenWorkshop(path)
    workshop.database.create()
    pack = english_pack()
    workshop.do(
        CreateWorkshop(
            lineage=f"lineage-of-schema-{SCHEMA_VERSION}", epoch="epoch-1", framework=pack,
            district="Old Mill Schools", date=date(2026, 11, 20), time_zone="America/New_York",
        )
    )  # fmt: skip
    for command in commands(pack):
        workshop.do(command)
    workshop.write(rating(), {"level": "f2", "framework": 1})
    workshop.write(rating(lens="access"), {"cannot_tell": True})
    workshop.write(reason(), "Two schools lack a nurse.")
    workshop.note("A note on the wall.")
    workshop.do(TagNote(note_id="n1", themes=("t1",)))
    workshop.note("To be taken back by the one who said it.", "n2")
    workshop.withdraw_note("n2")
    key = str(CellKey("gA", "d01", Field.EVIDENCE))
    send_from_a_station(workshop)
    draft = Draft(key=key, text="Health records sh", at="2026-11-20T17:05:00Z")
    execute_all(workshop.database, [], recorded_at=workshop.now, draft_steps=(draft,))
    workshop.database.vacuum()
    workshop.database.close()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    make(FOLDER / f"schema-{SCHEMA_VERSION}.eqw")
