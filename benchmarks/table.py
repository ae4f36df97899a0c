"""Figures of all apps side by side, and the ratios that the house is judged by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.measuring import Figures

Medians = Mapping[str, Figures]
"""Per app its figures."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """`figure` of samordning, beside `other_figure` of the app `beside`; its `meaning` in a sentence."""

    label: str
    figure: str
    beside: str
    other_figure: str
    meaning: str


COMMITS = "Bolt commits/"
POSTS = "Bolt posts"

RATIOS = (
    Ratio(
        "answer", "vote answered, 100/s, p50 ms", COMMITS, "vote answered, 100/s, p50 ms",
        "Time until a press is answered, beside a Bolt that commits one row durably before it acknowledges.",
    ),
    Ratio(
        "answer, unloaded", "vote answered, unloaded, p50 ms", COMMITS, "vote answered, unloaded, p50 ms",
        "The same, one press at a time.",
    ),
    Ratio(
        "question", "question answered, 100/s, p50 ms", COMMITS, "question answered, 100/s, p50 ms",
        "Time until a mention is acknowledged, its answer found and kept, beside the same Bolt.",
    ),
    Ratio(
        "both sides", "vote shown, 100/s, p50 ms", POSTS, "vote shown, 100/s, p50 ms",
        "Time until Slack and Teams both show a vote, beside a Bolt that acknowledges and posts once in Slack.",
    ),
    Ratio(
        "both sides, unloaded", "vote shown, unloaded, p50 ms", POSTS, "vote shown, unloaded, p50 ms",
        "The same, one press at a time.",
    ),
    Ratio(
        "one side", "question shown, 100/s, p50 ms", POSTS, "question shown, 100/s, p50 ms",
        "Time until a question's answer stands in Slack, beside the Bolt that posts once.",
    ),
    Ratio(
        "throughput", "votes answered per s, 32 in flight", COMMITS, "votes answered per s, 32 in flight",
        "Votes answered in a second with 32 in flight, beside the Bolt that commits: more is better.",
    ),
    Ratio(
        "throughput shown", "votes shown per s, 32 in flight", POSTS, "votes shown per s, 32 in flight",
        "Votes shown on both sides in a second, beside the Bolt that posts once: more is better.",
    ),
    Ratio(
        "memory", "memory after the run, MB", COMMITS, "memory after the run, MB",
        "Resident memory after the run, beside the Bolt that commits.",
    ),
    Ratio(
        "start-up", "start-up, s", COMMITS, "start-up, s",
        "From the start of the process until /healthz answers 200, beside the Bolt that commits.",
    ),
)  # fmt: skip


def ratios(medians: Medians, engine: str) -> dict[str, float]:
    """By label: samordning's figure over the other's."""
    ours = medians[f"samordning/{engine}"]
    return {each.label: ours[each.figure] / _other(medians, each, engine)[each.other_figure] for each in RATIOS}


def print_figures(medians: Medians) -> None:
    rows = dict.fromkeys(name for figures in medians.values() for name in figures)
    _print_row("", list(medians))
    for name in rows:
        _print_row(name, [_shown(figures.get(name)) for figures in medians.values()])


def print_ratios(by_engine: Mapping[str, Mapping[str, float]]) -> None:
    _print_row("samordning ÷ Bolt", list(by_engine))
    for each in RATIOS:
        _print_row(each.label, [f"{found[each.label]:.2f}" for found in by_engine.values()])
    print()
    for each in RATIOS:
        print(f"  {each.label}: {each.meaning}")


def _other(medians: Medians, ratio: Ratio, engine: str) -> Figures:
    return medians[ratio.beside + engine if ratio.beside.endswith("/") else ratio.beside]


def _print_row(label: str, cells: list[str]) -> None:
    print(f"{label:<42}" + "".join(f"{cell:>25}" for cell in cells))


def _shown(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.2f}" if value < 100 else f"{value:.0f}"
