"""A workbook as a secretariat fills it in by hand: it imports, or says what to mend."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from storage.database import Database
from storage.importing import Counts, ImportFailed, read_files
from storage.models import Appointment, Body, ContactPoint, Person
from storage.scope import SYSTEM
from tests.storage.importing.conftest import Import
from tests.storage.importing.tables.writing import first

NBSP = "\u00a0"


@pytest.fixture
def workbook() -> Workbook:
    """Titles above headings, merged cells, dates of every kind, spaces, numbers that were phone numbers."""
    book = Workbook()
    del book["Sheet"]
    contacts = book.create_sheet("Kontaktpunkter ")
    contacts.append(["Kontaktpunkter i Nordby og Sundkøbing, november 2026"])
    contacts.append([])
    contacts.append(
        ["KOMMUNE", "Emne", "Funktion ", "Tlf. nr.", "Mail", "Telefontid", "Formål", "Bekræftet\nden", "Kilde"]
    )
    about = ["hverdage kl. 8–15", "Udskrivning af Åse Ørsteds patienter", "1. december 2026", "Kommunens hjemmeside"]
    mail = f"Udskrivning@Nordby.example.dk{NBSP}"
    contacts.append(["nordby", "udskrivning", "Udskrivningskoordinator  ", 12345678.0, mail, *about])
    contacts.append([None, "hjemmesygepleje", "Vagttelefon", f"00{NBSP}00 12 34", None, "hele døgnet", None])
    contacts.cell(5, 8, dt.date(2026, 12, 1))
    contacts.cell(5, 9, "Kommunens hjemmeside")
    contacts.append([])
    contacts.append([None, "psykiatri", "Modtagelse", "+45 00 00 00 01", None, "8-12", None, "1/12-2026", "Opringning"])
    contacts.append(["sundkoebing", "udskrivning", "Koordinator", '=CONCATENATE("0","1")', None, None, None, None, "x"])
    contacts["D8"].value = "01"  # what Excel shows of the formula
    contacts.merge_cells("A1:I1")
    contacts.merge_cells("A4:A7")
    people = book.create_sheet("Personer")
    people.append(["Navn", "E-MAIL", "organisation", "Sprog"])
    people.append([" Åse Ærlig-Sørensen ", "aase@nordby.example.dk", "nordby", "dansk"])
    people.append(["Bjørn Ågård", "bjoern@sundkoebing.example.dk", "sundkoebing", "EN"])
    book.create_sheet("Vejledning").append(["Husk at gemme."])
    appointments = book.create_sheet("udpegninger")
    appointments.append(["E-mail", "Udvalg", "Rolle", "Gælder fra", "Gælder til"])
    appointments.append(["AASE@nordby.example.dk", "su", "Formand", dt.datetime(2027, 1, 1), "31-12-2029"])
    appointments.append(["bjoern@sundkoebing.example.dk", "su", "suppleant", "fredag den 1. januar 2027", None])
    book.create_sheet("Udvalg").append(["Id", "Navn", "Type", "Niveau", "Andre navne"])
    book["Udvalg"].append(["su", "Samordningsudvalget", "samordningsudvalg", "Faglig", "SOU; Udvalget\nSU Nordby;"])
    organisations = book.create_sheet("Organisationer")
    organisations.append(["Id", "Navn", "Type"])
    organisations.append(["nordby", "Nordby Kommune", "municipality"])
    organisations.append(["sundkoebing", "Sundkøbing Kommune", "municipality"])
    book.create_sheet("Emner").append(["Id", "Navn", "Engelsk navn"])
    for name in ("udskrivning", "hjemmesygepleje", "psykiatri"):
        book["Emner"].append([name, name.capitalize(), name.capitalize()])
    book.create_sheet("Ark1")
    return book


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "nordby.xlsx"


def test_it_imports(workbook: Workbook, path: Path, imported: Import, database: Database) -> None:
    workbook.save(path)
    summary = imported(path)
    assert summary.counts["contact_points"] == Counts(created=4)
    with database.reading(SYSTEM) as session:
        points = session.scalars(select(ContactPoint).order_by(ContactPoint.id)).all()
        assert [(p.organisation_id, p.topic_id, p.phone, p.hours) for p in points] == [
            ("nordby", "udskrivning", "12345678", "hverdage kl. 8–15"),
            ("nordby", "hjemmesygepleje", "00 00 12 34", "hele døgnet"),
            ("nordby", "psykiatri", "+45 00 00 00 01", "8-12"),
            ("sundkoebing", "udskrivning", "01", None),
        ]
        assert [p.confirmed_on for p in points] == [dt.date(2026, 12, 1)] * 3 + [None]
        assert (points[0].function, points[0].email) == ("Udskrivningskoordinator", "udskrivning@nordby.example.dk")
        assert dict(session.execute(select(Person.name, Person.language)).all()) == {
            "Åse Ærlig-Sørensen": "da",
            "Bjørn Ågård": "en",
        }
        appointments = session.scalars(select(Appointment).order_by(Appointment.id)).all()
        assert [(a.role, a.valid_from, a.valid_to) for a in appointments] == [
            ("chair", dt.date(2027, 1, 1), dt.date(2029, 12, 31)),
            ("deputy", dt.date(2027, 1, 1), None),
        ]
        assert session.scalars(select(Body.level)).one() == "faglig"
    assert summary.counts["aliases"].created == 11


def test_again_it_makes_no_doubles(workbook: Workbook, path: Path, imported: Import) -> None:
    workbook.save(path)
    imported(path)
    assert imported(path).is_unchanged


def test_the_changes_are_named(workbook: Workbook, path: Path, imported: Import) -> None:
    workbook.save(path)
    imported(path)
    contacts = first(workbook)
    contacts["D5"], contacts["F5"] = "00 00 99 99", "hverdage"
    contacts.append(["sundkoebing", "psykiatri", "Ny vagt", None, None, None, None, None, "Opringning"])
    workbook.save(path)
    changes = imported(path).changes["contact_points"]
    assert [(change.key, change.columns, change.is_new) for change in changes] == [
        (("nordby", "hjemmesygepleje", "Vagttelefon"), ("phone", "hours"), False),
        (("sundkoebing", "psykiatri", "Ny vagt"), (), True),
    ]


def test_what_must_be_mended_is_said_at_once(workbook: Workbook, path: Path) -> None:
    contacts = first(workbook)
    contacts["J3"], contacts["J4"] = "Telefonn", "se Tlf."  # a column too many
    contacts["F4"] = dt.date(2026, 12, 8)  # "8-12", as Excel understood it
    contacts["H7"] = "31. november 2026"
    contacts["K8"] = "ring først"  # beside the table
    contacts["E7"] = "psykiatri(a)nordby.example.dk"
    contacts.merge_cells("D8:E8")
    workbook["udpegninger"]["C2"] = "bordformand"
    workbook["udpegninger"]["E2"] = "31-12-2026"
    workbook["Personer"]["A1"] = "Fulde navn"
    workbook.save(path)
    with pytest.raises(ImportFailed) as failed:
        read_files([path])
    assert [(p.sheet, p.row, p.column, p.problem, p.hint) for p in failed.value.problems] == [
        ("Kontaktpunkter ", 3, "Telefonn", "unknown_column", "Telefon"),
        ("Kontaktpunkter ", 4, "Telefontid", "turned_into_date", None),
        ("Kontaktpunkter ", 7, "Mail", "wrong_value", None),
        ("Kontaktpunkter ", 7, "Bekræftet\nden", "wrong_type", None),
        ("Kontaktpunkter ", 8, "Tlf. nr.", "merged_across", None),
        ("Kontaktpunkter ", 8, "K", "no_heading", None),
        ("Personer", 1, "Fulde navn", "unknown_column", "Navn"),
        ("Personer", 1, "Navn", "missing_heading", None),
        (
            "udpegninger",
            2,
            "Rolle",
            "wrong_value",
            "member, deputy, chair, secretariat, resource_person, administrator",
        ),
        ("udpegninger", 2, "Gælder til", "ends_before_start", "2027-01-01"),
    ]
