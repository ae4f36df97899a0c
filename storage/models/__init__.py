"""The shared database's tables."""

from storage.models.agenda import Proposal
from storage.models.base import Base, OfBody
from storage.models.bodies import Body, Party, SeatGroup
from storage.models.contacts import ContactPoint
from storage.models.mirror import UNFINISHED, Channel, Copy, Installation, Post, PostSubject
from storage.models.people import ROLES, Appointment, Identity, Person
from storage.models.places import Alias, Area, AreaOrganisation, Organisation, Region, Topic
from storage.models.polls import Ballot, Option, Poll
from storage.models.record import AuditEntry, Seen
from storage.models.rules import RANK, DocumentBody, GoverningDocument, Rule, SeatRule

__all__ = [
    "RANK",
    "ROLES",
    "UNFINISHED",
    "Alias",
    "Appointment",
    "Area",
    "AreaOrganisation",
    "AuditEntry",
    "Ballot",
    "Base",
    "Body",
    "Channel",
    "ContactPoint",
    "Copy",
    "DocumentBody",
    "GoverningDocument",
    "Identity",
    "Installation",
    "OfBody",
    "Option",
    "Organisation",
    "Party",
    "Person",
    "Poll",
    "Post",
    "PostSubject",
    "Proposal",
    "Region",
    "Rule",
    "SeatGroup",
    "SeatRule",
    "Seen",
    "Topic",
]
