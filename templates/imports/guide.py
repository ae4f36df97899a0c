"""How a workbook is filled in: what each column is for. Shown in both languages, side by side."""

from __future__ import annotations

from templates.imports.problems import marked as _
from templates.translations import catalogue

HOW = (
    _("Fill in a sheet for each thing; leave empty what you don't need. Headings may be in Danish or English."),
    _("The grey row in each sheet is an example. Write over it or delete it; left untouched, it is passed over."),
    _("Importing again changes what has changed and makes nothing twice. A column left empty is emptied."),
    _("Days may be written as 1-1-2027, 1 January 2027 or 2027-01-01. The last day of a period belongs to it."),
    _("An id names a row for other sheets: a–z, 0–9, hyphens and underscores. Once imported, it stays the same."),
    _("Cells may be merged downwards: the value counts for all of the rows. They may not be merged across columns."),
)

HEADINGS = {
    "sheet": _("Sheet"),
    "column": _("Column"),
    "name": _("Name in English files"),
    "required": _("Required"),
    "allowed": _("Allowed"),
    "explanation": _("Explanation"),
    "example": _("Example"),
}

KINDS = {
    "text": _("text"),
    "id": _("id"),
    "email": _("e-mail address"),
    "day": _("date"),
    "number": _("number"),
    "yes_or_no": _("yes or no"),
    "choice": _("one of a list"),
    "list": _("texts with semicolons between them"),
}

COLUMNS = {
    "address": _("The channel's id on the platform, such as C0123456789 in Slack."),
    "after_direct_dialogue": _("The parties have tried to solve it between them first."),
    "aliases": _("Other names that people use for it."),
    "allowed": _("Whether it is allowed."),
    "appointed_by": _("Who appoints to the seats."),
    "approved_by": _("Who has approved it."),
    "rules.approved_by": _("Which body must approve the document before it is in force."),
    "approved_on": _("The day of approval."),
    "area": _("The id of the planning area."),
    "as_a_rule": _("The document says “as a rule”, so that it can be departed from."),
    "as_needed": _("More often as needed."),
    "bodies": _("The ids of the bodies that it governs; su-som-* is all that begin like that."),
    "body": _("The id of the body."),
    "chair_present": _("A chair must be present."),
    "confirmed_by": _("The function that has confirmed it."),
    "confirmed_on": _("The day on which the owner last confirmed it."),
    "counted": _("How the days are counted."),
    "counts": _("Whether extraordinary meetings count towards the minimum."),
    "counts_one_by_one": _("Each organisation of the party counts by itself, as municipalities do."),
    "days": _("Days before the meeting."),
    "document": _("The id of the document."),
    "each_party": _("Each party must be present."),
    "email": _("The person's e-mail address, by which the person is known."),
    "contact_points.email": _("The function's mailbox, not a person's own."),
    "field": _("The field of health, such as somatik; empty where bodies aren't divided by field."),
    "fields": _("The fields of health that one body covers together."),
    "first_meeting_from": _("The first meeting is held soon after this day."),
    "function": _("Who answers: the function's name, not a person's."),
    "hours": _("When somebody answers."),
    "id": _("The row's id, which other sheets refer to."),
    "job_title_is_information": _("A job title is told, never checked."),
    "kind": _("What kind it is, such as samordningsudvalg."),
    "organisations.kind": _("An id of the kind, such as municipality, hospital or region_centre."),
    "channels.kind": _("A channel, a group chat, or a person's chat with the bot."),
    "documents.kind": _("Where two documents lay down the same, statute goes before terms of reference, and so on."),
    "language": _("The language that is written in."),
    "level": _("The level, where a body has levels."),
    "levels": _("The levels of the cluster."),
    "maximum": _("At most so many seats."),
    "minimum": _("At least so many seats; empty where no number is laid down."),
    "rules.minimum": _("At least so many meetings a year."),
    "mode": _("How decisions are made."),
    "must_agree": _("Whether the party must agree to decisions."),
    "must_cover": _("What the rules of procedure must cover."),
    "name": _("The name, as it is shown."),
    "name_en": _("The name in English."),
    "organisation": _("The id of the organisation."),
    "organisation_kinds": _("The kinds of organisations that serve the body together."),
    "own": _("Subgroups agree on their own meetings."),
    "parent": _("The id of the body that it is a subgroup of."),
    "part": _("Which part of the organisation, where it is shared between areas."),
    "party": _("The id of the party that the seats speak for."),
    "per": _("The year in which the meetings are counted."),
    "per_organisation": _("So many seats for each organisation."),
    "phone": _("The phone number, as it is dialled."),
    "platform": _("Slack or Teams."),
    "position": _("The place in lists, from 1."),
    "purpose": _("What to call about."),
    "region": _("The id of the region."),
    "remark": _("A remark that is shown with it."),
    "required": _("Whether it is required."),
    "role": _("The person's role in the body."),
    "seat_group": _("The id of the group of seats."),
    "seat_groups": _("The ids of the groups of seats."),
    "seats": _("At least so many seats must be present."),
    "section": _("Where in the document it stands."),
    "share_of_seats": _("At least this share of the seats must be present, such as 0.5."),
    "source": _("Where it is from."),
    "status": _("A draft decides nothing."),
    "successor": _("The id of the one that takes over its work."),
    "tenant": _("The id of the Slack workspace or of the Teams tenant."),
    "title": _("The document's title."),
    "to_body": _("The id of the body that matters of principle go to."),
    "topic": _("The id of the topic."),
    "rules.topic": _("What the rule is about; which of the columns to the right it needs follows from this."),
    "total": _("How many bodies the source counts."),
    "unless_agreed": _("It holds unless something else is agreed."),
    "user": _("The person's id on the platform, such as U0123456789 in Slack."),
    "valid_from": _("The first day."),
    "valid_to": _("The last day, itself included; empty while no end is known."),
    "votes": _("Whether the group votes."),
    "who": _("Whom it is about."),
    "within": _("The id of the seats that these are among (“of which”)."),
    "wording": _("The rule in our own words, in Danish."),
    "wording_en": _("The rule in our own words, in English."),
}


def explanation(sheet: str, column: str, language: str) -> str:
    """What the column is for. Raises KeyError for one that isn't explained."""
    english = COLUMNS.get(f"{sheet}.{column}") or COLUMNS[column]
    return catalogue(language).gettext(english)


def how(language: str) -> list[str]:
    return [catalogue(language).gettext(sentence) for sentence in HOW]


def heading(name: str, language: str) -> str:
    return catalogue(language).gettext(HEADINGS[name])


def kind(name: str, language: str) -> str:
    return catalogue(language).gettext(KINDS[name])


def yes_no(value: bool, language: str) -> str:
    translated = catalogue(language).gettext
    return translated(_("yes")) if value else translated(_("no"))


def title(language: str) -> str:
    """The name of the sheet that explains the others."""
    return catalogue(language).gettext(_("Guide"))


def example_note(language: str) -> str:
    note = _("Example: write over this row or delete it. Left untouched, it is passed over.")
    return catalogue(language).gettext(note)
