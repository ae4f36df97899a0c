"""Free text → what is wanted. Names first, then precise rules; what no rule knows is said not to be understood.

A rule is one line of a table: an intent of the domain, and the folded words that ask for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from handlers.understanding.names import Gazetteer, Names
from handlers.understanding.privacy import has_personal_number
from storage.search import fold

SURE, LIKELY, MAYBE, UNSURE = 0.95, 0.8, 0.6, 0.2
"""From LIKELY on it is acted on; MAYBE is what the other rules may say better."""
MOST_READ = 2_000
"""What is wanted is said in so many characters; only the privacy guard reads on."""

_RULES: tuple[tuple[str, float, str], ...] = (
    (
        "vote",
        SURE,
        r"^(?:jeg )?stem(?:mer)?(?:(?: pa| for)? (?P<choice>.+))?$|^(?:i )?vote(?:(?: for)? (?P<choice_en>.+))?$",
    ),
    ("close_poll", SURE, r"\b(?:luk|afslut|close|end)\b.*\b(?:afstemning\w*|poll)\b"),
    (
        "create_poll",
        SURE,
        r"\b(?:lav|start|opret|abn|create|open|start)\b.*\b(?:afstemning\w*|poll)\b|^(?:afstemning|poll)\b",
    ),
    ("withdraw_agenda_item", SURE, r"^(?:trek|withdraw)\b"),
    ("submit_agenda_item", SURE, r"^(?:punkt|pkt\.?|forslag|foresla|item|propose)\b"),
    ("submit_agenda_item", MAYBE, r"\b(?:pa|til) dagsordenen\b|\bon the agenda\b|\bdagsordenspunkt\b"),
    ("ask_rule", SURE, r"\b(?:hvor (?:tit|ofte|mange (?:gange|moder))|how (?:often|many (?:times|meetings)))\b"),
    ("find_contact", SURE, r"^(?:kontakt|contact)\b"),
    (
        "find_contact",
        LIKELY,
        r"\b(?:kontakt\w*|nummer\w*|telefon\w*|ring(?:er?)?|mail\w*|contact|phone|call)\b",
    ),
    ("find_contact", MAYBE, r"\bhvem (?:har|sidder|star)\b"),
    ("greeting", SURE, r"^(?:hej\w*|goddag|godmorgen|dav|mojn|hello|hi|good morning)(?: \w+)?$"),
    ("thanks", SURE, r"^(?:(?:mange|tusind) )?(?:tak\w*|thanks|thank you)(?: \w+)?$"),
    ("help", SURE, r"^(?:hjelp|help)?$|\bhvad ka\w* (?:du|jeg|man)\b|\bwhat can (?:you|i)\b"),
)
_COMPILED_RULES = tuple((intent, confidence, re.compile(words)) for intent, confidence, words in _RULES)

_TOPICS: tuple[tuple[str, str], ...] = (
    (
        "extraordinary_counts",
        r"\bekstraordin\w+\b.*\btel\w*\b|\btel\w*\b.*\bekstraordin\w+|\bextraordinary\b.*\bcount|\bcount\b.*\bextraordinary",
    ),
    ("extraordinary_meetings", r"\bekstraordin\w+|\bextraordinary\b"),
    ("subgroup_cadence", r"\b(?:underudvalg|arbejdsgruppe|undergruppe)\w*\b.*\b(?:modes|moder|tit|ofte)\b"),
    ("subgroup_cadence", r"\b(?:tit|ofte|often)\b.*\b(?:underudvalg\w*|arbejdsgrupper\w*|undergruppe\w*|subgroups?)\b"),
    ("meeting_frequency", r"\b(?:tit|ofte|hyppig\w*|kadence|frekvens\w*|how often|frequency)\b"),
    ("meeting_frequency", r"\b(?:hvor mange|antal|minimum|how many)\b.*\b(?:mode\w*|gange|meetings|times)\b"),
    ("quorum", r"\b(?:quorum|beslutningsdygtig\w*|kvorum)\b"),
    ("agenda_deadline", r"\b(?:frist\w*|deadline\w*)\b"),
    ("decision_rule", r"\b(?:flertal\w*|enighed|enige|majority|afgor\w*|beslutte\w*|decide\w*)\b"),
    ("chairmanship", r"\b(?:formand\w*|formend\w*|chair\w*)\b"),
    ("secretariat", r"\b(?:sekretariat\w*|secretariat|secretary)\b"),
    ("composition", r"\b(?:sammensetning\w*|hvem sidder i|pladser|composition|seats)\b"),
    ("paper_responsibility", r"\b(?:opleg\w*|paper)\b"),
    ("agenda_rights", r"\b(?:hvem|who|ma|kan)\b.*\b(?:foresla|dagsorden\w*|propose|punkt\w*)\b"),
    ("resource_persons", r"\bressourceperson\w*|\bresource persons?\b"),
    ("subgroups", r"\b(?:underudvalg|arbejdsgruppe\w*|undergruppe\w*|subgroups?)\b"),
    ("rules_of_procedure", r"\bforretningsorden\w*|\brules of procedure\b"),
    ("child_youth_representation", r"\bborne? og unge?\w*\b.*\brepresent\w*|\bborne og ungeomrade\w*"),
    ("escalation", r"\bprincipiel\w*|\bmatters? of principle\b"),
    ("conflict_resolution", r"\b(?:konflikt\w*|uenighed\w*|conflict\w*)\b"),
    ("entry_into_force", r"\b(?:ikrafttr\w*|tred\w*\b.*\bi kraft|in force)\b"),
    ("committee_count", r"\bhvor mange\b.*\b(?:udvalg|samordningsudvalg)\b|\bhow many committees\b"),
    ("cluster_levels", r"\bniveau\w*|\blevels?\b"),
    ("cluster_scope", r"\b(?:somatik|psykiatri)\b.*\b(?:somatik|psykiatri|begge|sammen)\b"),
)
_COMPILED_TOPICS = tuple((topic, re.compile(words)) for topic, words in _TOPICS)

_LEAD_IN = re.compile(
    r"^\s*(?:punkt|pkt\.?|forslag|foreslå|item|propose|afstemning|poll|(?:lav|start|opret|åbn|create|open)\s+"
    r"(?:en\s+|a\s+)?(?:afstemning|poll))(?:\s+(?:til (?:næste møde|dagsordenen)|om|about|on))?\s*[:,\-–]*\s*",
    re.IGNORECASE,
)
_OPTIONS = re.compile(r"\s*(?:,|;|\n|\beller\b|\bor\b)\s*", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ORDER = ("ask_rule", "find_contact", "submit_agenda_item", "help")
"""What is offered when nothing is recognised: what can be done, most used first."""


@dataclass(frozen=True, slots=True)
class Understood:
    """`intent` is one of the domain's names; `alternatives` three of them, best first, `intent` included."""

    intent: str
    slots: dict[str, Any]
    confidence: float
    alternatives: tuple[str, ...]
    names: Names

    @property
    def would_act(self) -> bool:
        return self.confidence >= LIKELY


def understand(text: str, gazetteer: Gazetteer) -> Understood:
    """What a text asks for. `out_of_scope` with a low confidence is "not understood"."""
    is_sensitive = has_personal_number(text)
    text = text[:MOST_READ]
    names = gazetteer.find(text)
    found = _candidates(text, names)
    if is_sensitive:
        found = [("sensitive_content", SURE), *found]
    best = max(found, key=lambda each: each[1], default=("out_of_scope", UNSURE))
    ranked = [best[0], *(intent for intent, _ in found), *_ORDER]
    return Understood(best[0], _slots(best[0], text, names), best[1], tuple(dict.fromkeys(ranked))[:3], names)


def _candidates(text: str, names: Names) -> list[tuple[str, float]]:
    folded = " ".join(fold(text).strip(" ?!.").split())
    found = [(intent, confidence) for intent, confidence, rule in _COMPILED_RULES if rule.search(folded)]
    if topic_of(text):
        found.append(("ask_rule", LIKELY))
    if names.organisations and names.topics:
        found.append(("find_contact", LIKELY))
    return found


def topic_of(text: str) -> str | None:
    """The topic of a question about rules."""
    folded = fold(text)
    return next((topic for topic, rule in _COMPILED_TOPICS if rule.search(folded)), None)


def title_of(text: str) -> str:
    """A text without the words that only say what it is for."""
    return _LEAD_IN.sub("", text, count=1).strip(" .?")


def poll_of(text: str) -> tuple[str, tuple[str, ...]]:
    """Title and options of "afstemning om mødested: A, B eller C"; either may be empty."""
    wording = title_of(text)
    title, colon, rest = wording.partition(":")
    if not colon:
        title, rest = ("", wording) if _OPTIONS.search(wording) else (wording, "")
    return title.strip(), tuple(part.strip(" ?.") for part in _OPTIONS.split(rest) if part.strip(" ?."))


def year_of(text: str) -> int | None:
    found = _YEAR.search(text)
    return int(found[0]) if found else None


def choice_of(text: str) -> str:
    """What a typed vote is for: an option's number or words."""
    match = _COMPILED_RULES[0][2].search(" ".join(fold(text).strip(" ?!.").split()))
    return (match["choice"] or match["choice_en"] or "") if match else ""


def _slots(intent: str, text: str, names: Names) -> dict[str, Any]:
    match intent:
        case "ask_rule":
            slots = {"topic": topic_of(text), "committee": names.bodies[0] if len(names.bodies) == 1 else None}
        case "find_contact":
            slots = {"org": next(iter(names.organisations), None), "topic": next(iter(names.topics), None)}
        case "submit_agenda_item":
            slots = {"title": title_of(text)}
        case "create_poll":
            title, options = poll_of(text)
            slots = {"title": title, "options": list(options)}
        case "vote":
            slots = {"choice": choice_of(text)}
        case "sensitive_content":
            slots = {"kind": "cpr_shape"}
        case _:
            slots = {}
    return {name: value for name, value in slots.items() if value}


def words_after_lead_in(text: str) -> str:
    """The title in "træk »rygestop« tilbage" and "withdraw smoking"."""
    bare = re.sub(r"^\s*(?:træk|traek|withdraw)\s+", "", text, flags=re.IGNORECASE)
    bare = re.sub(r"\s+(?:tilbage|af(?: igen)?|igen)\s*[.?]?\s*$", "", bare, flags=re.IGNORECASE)
    return bare.strip(" »«\"'.")
