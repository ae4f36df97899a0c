"""One invented row per sheet, for a workbook to fill in. Left untouched, it is passed over.

As a reader hands rows over: columns with plain text. Together they are a small committee that could be imported.
"""

from __future__ import annotations

from storage.importing.raw_row import Cell

_ORGANISATION, _BODY, _TERMS, _PERSON = (
    "eksempel-kommune",
    "eksempel-udvalg",
    "eksempel-kommissorium",
    "karin@example.dk",
)

EXAMPLES: dict[str, dict[str, Cell]] = {
    "regions": {"id": "eksempel-region", "name": "Region Eksempel", "valid_from": "2027-01-01"},
    "areas": {
        "id": "eksempel-omraade",
        "name": "Planområde Eksempel",
        "region": "eksempel-region",
        "aliases": ["Område Eksempel", "Eksempelområdet"],
    },
    "organisations": {
        "id": _ORGANISATION,
        "name": "Eksempel Kommune",
        "kind": "municipality",
        "aliases": ["Eksempelby", "Byen Eksempel"],
    },
    "area_organisations": {"area": "eksempel-omraade", "organisation": _ORGANISATION, "part": "den vestlige del"},
    "topics": {
        "id": "eksempel-emne",
        "name": "Eksempelemne",
        "name_en": "Example topic",
        "aliases": ["udskrivning fra eksempel"],
    },
    "parties": {
        "id": "eksempel-part",
        "name": "Eksempelpart",
        "name_en": "Example party",
        "position": "9",
        "must_agree": "true",
        "counts_one_by_one": "false",
    },
    "seat_groups": {
        "id": "eksempel-gruppe",
        "name": "Kommunale chefer i eksemplet",
        "name_en": "Municipal managers of the example",
        "party": "eksempel-part",
        "votes": "true",
    },
    "bodies": {
        "id": _BODY,
        "name": "Samordningsudvalg Eksempel",
        "kind": "samordningsudvalg",
        "field": "somatik",
        "level": "faglig",
        "area": "eksempel-omraade",
        "region": "eksempel-region",
        "valid_from": "2027-01-01",
        "aliases": ["Eksempeludvalget", "SOU Eksempel"],
    },
    "documents": {
        "id": _TERMS,
        "kind": "terms_of_reference",
        "title": "Kommissorium for Samordningsudvalg Eksempel",
        "status": "approved",
        "approved_on": "2026-12-01",
        "approved_by": "Styregruppen i eksemplet",
        "valid_from": "2027-01-01",
        "source": "Region Eksempel, kommissorium, 2026",
        "bodies": [_BODY],
    },
    "rules": {
        "document": _TERMS,
        "topic": "meeting_frequency",
        "section": "afsnit 3",
        "wording": "Udvalget holder mindst fire møder om året.",
        "wording_en": "The committee holds at least four meetings a year.",
        "minimum": "4",
        "per": "calendar_year",
        "as_needed": "true",
    },
    "seats": {
        "id": "eksempel-plads",
        "document": _TERMS,
        "seat_group": "eksempel-gruppe",
        "minimum": "2",
        "maximum": "4",
        "per_organisation": "false",
        "appointed_by": "kommunerne",
        "wording": "To til fire kommunale chefer",
        "wording_en": "Two to four municipal managers",
    },
    "people": {"email": _PERSON, "name": "Karin Eksempel", "organisation": _ORGANISATION, "language": "da"},
    "appointments": {
        "email": _PERSON,
        "body": _BODY,
        "role": "chair",
        "seat_group": "eksempel-gruppe",
        "organisation": _ORGANISATION,
        "valid_from": "2027-01-01",
        "valid_to": "2029-12-31",
    },
    "identities": {"email": _PERSON, "platform": "slack", "tenant": "T0EKSEMPEL", "user": "U0EKSEMPEL"},
    "channels": {
        "platform": "slack",
        "tenant": "T0EKSEMPEL",
        "address": "C0EKSEMPEL",
        "kind": "channel",
        "body": _BODY,
        "language": "da",
    },
    "contact_points": {
        "organisation": _ORGANISATION,
        "topic": "eksempel-emne",
        "function": "Udskrivningskoordinator",
        "phone": "00 00 00 00",
        "email": "udskrivning@example.dk",
        "hours": "hverdage kl. 8–15",
        "purpose": "Udskrivning og opfølgning",
        "confirmed_on": "2027-02-03",
        "confirmed_by": "Udskrivningskoordinator",
        "source": "Eksempel",
    },
}
