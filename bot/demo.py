"""`samordning demo`: the bot with the sample committees, and a Slack and a Teams of its own to try it in."""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select

from bot.simulator.app import Simulator
from bot.simulator.world import SimChannel, SimPerson, World
from storage import samples
from storage.database import Database
from storage.importing import read_files
from storage.migrations import upgrade
from storage.models import Appointment, Body, Channel, Identity, Installation, Organisation, Person
from storage.scope import SYSTEM, ScopedSession

_ROLES = {
    "chair": {"da": "formand", "en": "chair"},
    "member": {"da": "medlem", "en": "member"},
    "deputy": {"da": "suppleant", "en": "deputy"},
    "secretariat": {"da": "sekretariat", "en": "secretariat"},
    "resource_person": {"da": "ressourceperson", "en": "resource person"},
    "administrator": {"da": "administrator", "en": "administrator"},
}

SUGGESTIONS = (
    {"da": "@samordning kontakt Gladsaxe udskrivning", "en": "@samordning contact Gladsaxe discharge"},
    {"da": "@samordning hvor tit skal vi mødes?", "en": "@samordning how often must we meet?"},
    {
        "da": "@samordning hvor mange gange om året mødes samordningsudvalg Midt?",
        "en": "@samordning how many times a year does samordningsudvalg Midt meet?",
    },
    {"da": "@samordning hvornår er vi beslutningsdygtige?", "en": "@samordning what is our quorum?"},
    {"da": "@samordning punkt: Fælles sprog om triage", "en": "@samordning item: A common language for triage"},
    {
        "da": "@samordning afstemning om signaturindsats: Opfølgende hjemmebesøg, Fælles akutteam eller Hjemmeilt",
        "en": "@samordning poll on a signature initiative: Follow-up home visits, Joint acute team or Home oxygen",
    },
    {"da": "@samordning stem 2", "en": "@samordning vote 2"},
)


@contextmanager
def temporary_database(files: Iterable[Path] = samples.paths()) -> Generator[str]:
    """A SQLite database with the samples, gone afterwards: the platforms of the demo forget everything too."""
    with tempfile.TemporaryDirectory(prefix="samordning-demo-") as folder:
        url = f"sqlite:///{Path(folder) / 'demo.db'}"
        fill(url, files)
        yield url


def fill(url: str, files: Iterable[Path]) -> None:
    """Bring a database up to date and import the samples. Raises ImportFailed."""
    upgrade(url)
    database = Database(url, synchronous="OFF")
    with database.writing(SYSTEM) as session:
        read_files(files).apply(session)
    database.close()


def simulator(url: str, own_url: str) -> Simulator:
    """The two platforms with the people and channels that the database knows."""
    database = Database(url)
    with database.reading(SYSTEM) as session:
        world = _world(session)
    database.close()
    return Simulator(world, bot_url=own_url, own_url=own_url)


def _world(session: ScopedSession) -> World:
    installations = {row.platform: row for row in session.scalars(select(Installation).order_by(Installation.id))}
    people = [_person(session, person) for person in session.scalars(select(Person).order_by(Person.id))]
    channels = session.execute(
        select(Channel, Installation.platform, Body.name)
        .join(Installation)
        .join(Body, Body.id == Channel.body_id)
        .order_by(Channel.id)
    )
    return World(
        people=people,
        channels=[SimChannel(row.address, name, platform, row.kind) for row, platform, name in channels],  # type: ignore[arg-type]
        workspace=installations["slack"].tenant,
        tenant=installations["teams"].tenant,
        slack_bot_user="U0SAMORDN",
        teams_client_id="f10d1a2d-0000-4000-8000-0000000000b0",
        suggestions=SUGGESTIONS,
    )


def _person(session: ScopedSession, person: Person) -> SimPerson:
    users = {row.platform: row.user for row in session.scalars(select(Identity).where(Identity.person_id == person.id))}
    organisation = session.get(Organisation, person.organisation_id) if person.organisation_id else None
    seats = session.execute(
        select(Appointment.role, Body.name)
        .join(Body, Body.id == Appointment.body_id)
        .where(Appointment.person_id == person.id)
    ).all()
    role = {
        language: "; ".join(
            [
                *([organisation.name] if organisation else []),
                *(f"{_ROLES[role][language]}, {name}" for role, name in seats),
            ]
        )
        for language in ("da", "en")
    }
    return SimPerson(
        key=person.email.partition("@")[0],
        name=person.name,
        role=role,
        slack=users.get("slack"),
        teams=users.get("teams"),
        language="en" if person.language == "en" else "da",
    )
