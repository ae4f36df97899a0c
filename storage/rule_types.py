"""What a governing document can lay down, each kind of rule with its own type.

A topic is one of `handlers.questions.ask_rule.TOPICS`. A document without a rule for a topic does not lay it down, and
`None` in a field means the same for that field: it is said so, and no default takes its place.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class RuleValue(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class MeetingFrequency(RuleValue):
    """At least `minimum` meetings a year (R01, R02). `per`: calendar or rolling year, where the document says."""

    topic: Literal["meeting_frequency"] = "meeting_frequency"
    minimum: Annotated[int, Field(ge=1, le=52)]
    per: Literal["calendar_year", "rolling_year"] | None = None
    as_needed: bool = False
    """More often as needed (R04); this alone never asks for a meeting."""
    as_a_rule: bool = False
    """The document says "as a rule": the number can be departed from."""
    first_meeting_from: dt.date | None = None
    """R05: the first meeting is held soon after this day."""


class ExtraordinaryMeetings(RuleValue):
    """R03. Whether they count towards the minimum is another rule, `extraordinary_counts`."""

    topic: Literal["extraordinary_meetings"] = "extraordinary_meetings"
    allowed: bool


class ExtraordinaryCounts(RuleValue):
    topic: Literal["extraordinary_counts"] = "extraordinary_counts"
    counts: bool


class Composition(RuleValue):
    """The seats themselves are rows of their own (`SeatRule`). `unless_agreed`: only a default (R19)."""

    topic: Literal["composition"] = "composition"
    unless_agreed: bool


class Chairmanship(RuleValue):
    """One chair from each of these seat groups (R23, R24)."""

    topic: Literal["chairmanship"] = "chairmanship"
    seat_groups: tuple[str, ...]


class SecretariatDuty(RuleValue):
    """Which kinds of organisation serve the body together (R25, R26)."""

    topic: Literal["secretariat"] = "secretariat"
    organisation_kinds: tuple[str, ...]
    unless_agreed: bool


class AgendaRights(RuleValue):
    """R39."""

    topic: Literal["agenda_rights"] = "agenda_rights"
    who: Literal["all_participants"]


class PaperResponsibility(RuleValue):
    """R40. `as_a_rule`: the secretariat may waive it."""

    topic: Literal["paper_responsibility"] = "paper_responsibility"
    who: Literal["proposer"]
    as_a_rule: bool


class ResourcePersons(RuleValue):
    """R22: they may attend; no seat, no vote."""

    topic: Literal["resource_persons"] = "resource_persons"
    allowed: bool


class Subgroups(RuleValue):
    topic: Literal["subgroups"] = "subgroups"
    allowed: bool


class SubgroupCadence(RuleValue):
    """R06: a subgroup's own meetings are agreed with it; it inherits no minimum."""

    topic: Literal["subgroup_cadence"] = "subgroup_cadence"
    own: bool


class RulesOfProcedureDuty(RuleValue):
    """R42, R43: the body writes its own rules of procedure, and what they must cover."""

    topic: Literal["rules_of_procedure"] = "rules_of_procedure"
    must_cover: tuple[Literal["user_representatives", "children_and_youth"], ...]


class ChildYouthRepresentation(RuleValue):
    """R20: an attribute of at least one member, not a seat."""

    topic: Literal["child_youth_representation"] = "child_youth_representation"
    required: bool


class EntryIntoForce(RuleValue):
    """R54: when the named body has approved the document."""

    topic: Literal["entry_into_force"] = "entry_into_force"
    approved_by: str


class Escalation(RuleValue):
    """R52: matters of principle go to this body."""

    topic: Literal["escalation"] = "escalation"
    to_body: str


class ConflictResolution(RuleValue):
    """R53: the parties have tried to solve it in direct dialogue first."""

    topic: Literal["conflict_resolution"] = "conflict_resolution"
    after_direct_dialogue: bool


class Representation(RuleValue):
    """R27: the seat groups that every body has."""

    topic: Literal["appointment"] = "appointment"
    seat_groups: tuple[str, ...]
    job_title_is_information: bool = False
    """R28: a job title is told, never checked."""


class ClusterScope(RuleValue):
    """R34: the fields that one body covers together."""

    topic: Literal["cluster_scope"] = "cluster_scope"
    fields: tuple[str, ...]


class ClusterLevels(RuleValue):
    topic: Literal["cluster_levels"] = "cluster_levels"
    levels: tuple[str, ...]


class CommitteeCount(RuleValue):
    """R29–R31: how many bodies a source counts."""

    topic: Literal["committee_count"] = "committee_count"
    total: int


class Quorum(RuleValue):
    """R42: only rules of procedure lay this down, in samples and elsewhere."""

    topic: Literal["quorum"] = "quorum"
    share_of_seats: float | None = None
    seats: int | None = None
    each_party: bool = False
    chair_present: bool = False


class DecisionRule(RuleValue):
    """R50: `agreement` of the parties that must agree, or a majority of the votes."""

    topic: Literal["decision_rule"] = "decision_rule"
    mode: Literal["agreement", "majority"]


class Deadline(RuleValue):
    """Days before the meeting; how they are counted differs and is data."""

    topic: Literal["agenda_deadline"] = "agenda_deadline"
    days: Annotated[int, Field(ge=0, le=366)]
    counted: Literal["calendar_days", "weekdays", "weekdays_with_saturday"]


Value = Annotated[
    MeetingFrequency
    | ExtraordinaryMeetings
    | ExtraordinaryCounts
    | Composition
    | Chairmanship
    | SecretariatDuty
    | AgendaRights
    | PaperResponsibility
    | ResourcePersons
    | Subgroups
    | SubgroupCadence
    | RulesOfProcedureDuty
    | ChildYouthRepresentation
    | EntryIntoForce
    | Escalation
    | ConflictResolution
    | Representation
    | ClusterScope
    | ClusterLevels
    | CommitteeCount
    | Quorum
    | DecisionRule
    | Deadline,
    Field(discriminator="topic"),
]

_ADAPTER: TypeAdapter[Value] = TypeAdapter(Value)


def read_value(topic: str, value: dict[str, Any]) -> Value:
    """A rule's stored value as its type. Raises pydantic's ValidationError, which names the field."""
    return _ADAPTER.validate_python({**value, "topic": topic})
