"""The sheets that can be imported, in the order in which they are written."""

from storage import models
from storage.importing.sheets.bodies import BodyRow, PartyRow, SeatGroupRow
from storage.importing.sheets.contacts import ChannelRow, ContactPointRow
from storage.importing.sheets.people import AppointmentRow, IdentityRow, PersonRow
from storage.importing.sheets.places import AreaOrganisationRow, AreaRow, OrganisationRow, RegionRow, TopicRow
from storage.importing.sheets.row import Known, Reference, Row, Sheet, pointers, stored_as
from storage.importing.sheets.rules import DocumentRow, RuleRow, SeatRow

_ALL = (
    Sheet("regions", RegionRow, models.Region),
    Sheet("areas", AreaRow, models.Area, alias_kind="area"),
    Sheet("organisations", OrganisationRow, models.Organisation, alias_kind="organisation"),
    Sheet("area_organisations", AreaOrganisationRow, models.AreaOrganisation, key=("area", "organisation")),
    Sheet("topics", TopicRow, models.Topic, alias_kind="topic"),
    Sheet("parties", PartyRow, models.Party),
    Sheet("seat_groups", SeatGroupRow, models.SeatGroup),
    Sheet("bodies", BodyRow, models.Body, alias_kind="body"),
    Sheet("documents", DocumentRow, models.GoverningDocument),
    Sheet("rules", RuleRow, models.Rule, key=("document", "topic")),
    Sheet("seats", SeatRow, models.SeatRule),
    Sheet("people", PersonRow, models.Person, key=("email",)),
    Sheet("appointments", AppointmentRow, models.Appointment, key=("email", "body", "role", "valid_from")),
    Sheet("identities", IdentityRow, models.Identity, key=("platform", "tenant", "user")),
    Sheet(
        "channels",
        ChannelRow,
        models.Channel,
        key=("platform", "tenant", "address"),
        stored_key=("installation_id", "address"),
    ),
    Sheet("contact_points", ContactPointRow, models.ContactPoint, key=("organisation", "topic", "function")),
)

SHEETS = {sheet.name: sheet for sheet in _ALL}

__all__ = ["SHEETS", "DocumentRow", "Known", "Reference", "Row", "Sheet", "pointers", "stored_as"]
