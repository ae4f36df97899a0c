"""What Danish tables call sheets, columns and values. The first name is the one that a new workbook gets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

from storage.search import fold

SHEETS: dict[str, tuple[str, ...]] = {
    "regions": ("Regioner",),
    "areas": ("Planområder", "Planlægningsområder"),
    "organisations": ("Organisationer", "Kommuner"),
    "area_organisations": ("Områdets organisationer",),
    "topics": ("Emner",),
    "parties": ("Parter",),
    "seat_groups": ("Pladsgrupper",),
    "bodies": ("Udvalg", "Udvalg og råd"),
    "documents": ("Dokumenter", "Kommissorier"),
    "rules": ("Regler",),
    "seats": ("Pladser",),
    "people": ("Personer", "Medlemmer"),
    "appointments": ("Udpegninger",),
    "identities": ("Identiteter",),
    "channels": ("Kanaler",),
    "contact_points": ("Kontaktpunkter", "Kontakter"),
    "aliases": ("Andre navne",),
    "document_bodies": ("Dokumenternes udvalg",),
}

COLUMNS: dict[str, tuple[str, ...]] = {
    "address": ("Adresse", "Kanalens id"),
    "after_direct_dialogue": ("Efter direkte dialog",),
    "aliases": ("Andre navne", "Kaldes også"),
    "allowed": ("Tilladt",),
    "appointed_by": ("Udpeges af",),
    "approved_by": ("Godkendt af",),
    "approved_on": ("Godkendt den", "Godkendt"),
    "area": ("Planområde", "Område"),
    "as_a_rule": ("Som hovedregel",),
    "as_needed": ("Efter behov",),
    "bodies": ("Udvalg",),
    "body": ("Udvalg",),
    "chair_present": ("Formand til stede",),
    "confirmed_by": ("Bekræftet af",),
    "confirmed_on": ("Bekræftet den", "Bekræftet", "Sidst bekræftet"),
    "counted": ("Dage tælles",),
    "counts": ("Tæller med",),
    "counts_one_by_one": ("Tælles hver for sig",),
    "days": ("Dage",),
    "document": ("Dokument", "Kommissorium"),
    "each_party": ("Hver part",),
    "email": ("E-mail", "Mail", "E-mailadresse", "Mailadresse"),
    "field": ("Fagområde",),
    "fields": ("Fagområder",),
    "first_meeting_from": ("Første møde fra",),
    "function": ("Funktion",),
    "hours": ("Telefontid", "Åbningstid", "Åbningstider", "Tidsrum"),
    "id": ("Id", "Nøgle"),
    "job_title_is_information": ("Stilling er oplysning",),
    "kind": ("Type", "Slags"),
    "language": ("Sprog",),
    "level": ("Niveau",),
    "levels": ("Niveauer",),
    "maximum": ("Højst", "Maksimum"),
    "minimum": ("Mindst", "Minimum"),
    "mode": ("Beslutningsform",),
    "must_agree": ("Skal være enig",),
    "must_cover": ("Skal omfatte",),
    "name": ("Navn",),
    "name_en": ("Navn på engelsk", "Engelsk navn"),
    "organisation": ("Organisation", "Kommune"),
    "organisation_kinds": ("Organisationstyper",),
    "own": ("Egen mødekadence",),
    "parent": ("Overordnet udvalg",),
    "part": ("Del",),
    "party": ("Part",),
    "per": ("Pr.",),
    "per_organisation": ("Pr. organisation",),
    "phone": ("Telefon", "Tlf.", "Tlf. nr.", "Telefonnummer"),
    "platform": ("Platform",),
    "position": ("Rækkefølge",),
    "purpose": ("Formål", "Anvendes til"),
    "region": ("Region",),
    "remark": ("Bemærkning", "Bemærkninger"),
    "required": ("Påkrævet",),
    "role": ("Rolle",),
    "seat_group": ("Pladsgruppe",),
    "seat_groups": ("Pladsgrupper",),
    "seats": ("Pladser",),
    "section": ("Afsnit", "Paragraf"),
    "share_of_seats": ("Andel af pladser",),
    "source": ("Kilde",),
    "status": ("Status",),
    "successor": ("Efterfølger",),
    "tenant": ("Arbejdsområde", "Workspace", "Lejer"),
    "title": ("Titel",),
    "to_body": ("Til udvalg",),
    "topic": ("Emne",),
    "total": ("Antal i alt",),
    "unless_agreed": ("Medmindre andet aftales",),
    "user": ("Bruger", "Bruger-id"),
    "valid_from": ("Gælder fra", "Gyldig fra", "Fra", "Startdato"),
    "valid_to": ("Gælder til", "Gyldig til", "Til", "Slutdato"),
    "votes": ("Stemmer",),
    "who": ("Hvem",),
    "within": ("Heraf af",),
    "wording": ("Ordlyd",),
    "wording_en": ("Ordlyd på engelsk",),
}

VALUES: dict[str, tuple[str, ...]] = {
    "administrator": ("administrator",),
    "agenda_deadline": ("frist for dagsordenen",),
    "agenda_rights": ("ret til dagsordenen",),
    "agreement": ("enighed",),
    "all_participants": ("alle deltagere",),
    "appointment": ("udpegning",),
    "approved": ("godkendt",),
    "calendar_days": ("kalenderdage",),
    "calendar_year": ("kalenderår",),
    "chair": ("formand", "medformand"),
    "chairmanship": ("formandskab",),
    "channel": ("kanal",),
    "child_youth_representation": ("børn og unge",),
    "cluster_levels": ("klyngens niveauer",),
    "cluster_scope": ("klyngens fagområder",),
    "committee_count": ("antal udvalg",),
    "composition": ("sammensætning",),
    "conflict_resolution": ("uenighed",),
    "da": ("dansk",),
    "decision_rule": ("beslutningsform",),
    "deputy": ("suppleant", "stedfortræder"),
    "description": ("beskrivelse",),
    "draft": ("udkast",),
    "en": ("engelsk",),
    "entry_into_force": ("ikrafttræden",),
    "escalation": ("forelæggelse",),
    "extraordinary_counts": ("ekstraordinære møder tæller med",),
    "extraordinary_meetings": ("ekstraordinære møder",),
    "faglig": ("faglig", "fagligt"),
    "group": ("gruppe", "gruppechat"),
    "majority": ("flertal",),
    "meeting_frequency": ("mødehyppighed",),
    "member": ("medlem",),
    "paper_responsibility": ("ansvar for oplæg",),
    "personal": ("personlig",),
    "politisk": ("politisk",),
    "proposer": ("forslagsstiller",),
    "quorum": ("beslutningsdygtighed",),
    "resource_person": ("ressourceperson",),
    "resource_persons": ("ressourcepersoner",),
    "rolling_year": ("løbende år",),
    "rules_of_procedure": ("forretningsorden",),
    "secretariat": ("sekretariat", "sekretær"),
    "slack": ("Slack",),
    "statute": ("lov eller bekendtgørelse", "lov", "bekendtgørelse"),
    "subgroup_cadence": ("underudvalgs møder",),
    "subgroups": ("underudvalg",),
    "teams": ("Teams",),
    "terms_of_reference": ("kommissorium",),
    "weekdays": ("hverdage",),
    "weekdays_with_saturday": ("hverdage med lørdag",),
}

Kind = Literal["sheet", "column", "value"]
_DANISH: dict[Kind, dict[str, tuple[str, ...]]] = {"sheet": SHEETS, "column": COLUMNS, "value": VALUES}

YES, NO = ("ja", "yes", "true", "sand", "x", "1"), ("nej", "no", "false", "falsk", "0")

GUIDES = ("Vejledning", "Guide")
"""Sheets that explain, and are no data."""


def bare(text: str) -> str:
    """How headings and names of sheets are compared: folded, without spaces and punctuation ("Tlf. nr." → tlfnr)."""
    return re.sub(r"[\W_]", "", fold(text))


@cache
def meanings(kind: Kind, names: tuple[str, ...]) -> dict[str, str]:
    """What people may write (bare) → the one of `names` that is meant."""
    return {bare(word): name for name in names for word in (*_DANISH[kind].get(name, ()), name)}


def in_danish(kind: Kind, name: str) -> str:
    return _DANISH[kind].get(name, (name,))[0]


def both(kind: Kind, names: Iterable[str]) -> list[str]:
    """English and Danish names, for a near match."""
    return [word for name in names for word in (*_DANISH[kind].get(name, ()), name)]
