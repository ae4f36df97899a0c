"""JSON Lines: an object in, an object out, in order, each one as soon as it is answered."""

from __future__ import annotations

import json
from typing import Any

from tests.bot.commands.conftest import Run, start

ASK = ("ask", "--jsonl", "--as", "karin@nordby.example.dk")


def test_dates_are_read_at_the_moment_that_is_given(run: Run) -> None:
    asked = [
        {"text": "fredag den 4. december kl. 10", "now": "2026-11-23T09:00:00", "tz": "Europe/Copenhagen"},
        {"text": "i morgen", "now": "2026-12-31T23:30:00", "tz": "Europe/Copenhagen"},
        {"text": "den 31. februar", "now": "2026-11-23T09:00:00", "tz": "Europe/Copenhagen"},
        {"text": "sikke et vejr", "now": "2026-11-23T09:00:00", "tz": "Europe/Copenhagen"},
    ]
    answers = _answers(run("when", "--jsonl", input=_lines(asked)))

    assert answers[0] == {"type": "point", "date": "2026-12-04", "time": "10:00"}
    assert answers[1] == {"type": "point", "date": "2027-01-01"}
    assert answers[2]["type"] == "refuse"
    assert answers[2]["reason"]
    assert answers[3] == {"type": "none"}


def test_sentences_are_understood_with_three_alternatives(run: Run) -> None:
    asked = [
        {"text": "kontakt Gladsaxe udskrivning", "now": "2026-11-23T09:00:00"},
        {"text": "hvor tit skal vi mødes?"},
        {"text": "sikke et vejr"},
        {"text": "Borger 010190-1234 er syg"},
    ]
    answers = _answers(run("understand", "--jsonl", input=_lines(asked)))

    assert [answer["intent"] for answer in answers] == ["find_contact", "ask_rule", "out_of_scope", "sensitive_content"]
    for answer in answers:
        assert set(answer) == {"intent", "slots", "confidence", "alternatives", "would_act"}
        assert len(answer["alternatives"]) == 3
        assert answer["alternatives"][0] == answer["intent"]
        assert 0 <= answer["confidence"] <= 1
    assert answers[0]["slots"]["org"] == "Gladsaxe Kommune"
    assert not answers[2]["would_act"]


def test_questions_are_answered_with_their_sources(run: Run) -> None:
    asked = [
        {"text": "hvor mange gange om året mødes samordningsudvalg Somatik Indre Fjord?"},
        {"text": "hvornår er samordningsudvalg Midt beslutningsdygtigt?"},
        {"text": "kontakt Gladsaxe udskrivning"},
        {"text": "luk afstemningen"},
    ]
    answers = _answers(run(*ASK, input=_lines(asked)))

    assert [answer["stated"] for answer in answers] == [True, False, True, False]
    for answer in answers:
        assert set(answer) == {"answer", "citations", "stated"}
        assert bool(answer["citations"]) == answer["stated"]
        assert all(set(citation) == {"source", "quote"} for citation in answer["citations"])
        assert answer["answer"].strip()


def test_one_question_is_answered_in_plain_words(run: Run) -> None:
    shown = run("ask", "--as", "karin@nordby.example.dk", "kontakt Gladsaxe udskrivning")

    assert shown.exit_code == 0
    assert "Gladsaxe Kommune" in shown.stdout
    assert not shown.stdout.startswith("{")


def test_a_line_that_says_nothing_sensible_is_named(run: Run) -> None:
    """What was answered before it stands; what comes after it isn't read."""
    good = json.dumps({"text": "i dag", "now": "2026-11-23T09:00:00"})
    for bad in ("nonsense", "[1]", "{}", '{"tekst": "i dag"}', '"i dag"'):
        ended = run("when", "--jsonl", input=f"{good}\n\n{bad}\n{good}\n")

        assert ended.exit_code == 1, bad
        assert len(ended.stdout.splitlines()) == 1
        assert ended.stderr.splitlines() == ['samordning: line 3 is no JSON object with a "text"']


def test_a_moment_or_a_zone_that_there_isnt_is_named(run: Run) -> None:
    for wrong in ({"now": "tomorrow"}, {"tz": "Mars/Base"}, {"tz": "../etc"}, {"now": 7}):
        ended = run("when", "--jsonl", input=_lines([{"text": "i dag"} | wrong]))

        assert ended.exit_code == 1, wrong
        assert ended.stderr.startswith(f'samordning: line 1: "{next(iter(wrong))}" is no ')


def test_nobody_of_that_address(run: Run) -> None:
    ended = run("ask", "--as", "nobody@example.dk", "hvor tit skal vi mødes?")

    assert (ended.exit_code, ended.stdout) == (1, "")
    assert ended.stderr.splitlines() == ["samordning: nobody has the address nobody@example.dk"]


def test_no_lines_are_no_answers(run: Run) -> None:
    for command in (("when", "--jsonl"), ("understand", "--jsonl"), ASK):
        ended = run(*command, input="")
        assert (ended.exit_code, ended.stdout) == (0, "")


def test_an_answer_comes_before_the_next_question(sqlite_url: str) -> None:
    """Whoever asks may wait for an answer before asking on."""
    with start("when", "--jsonl", SAMORDNING_DATABASE_URL=sqlite_url) as process:
        assert process.stdin
        assert process.stdout
        for day in ("2026-11-23", "2026-11-24"):
            process.stdin.write(json.dumps({"text": "i dag", "now": f"{day}T09:00:00"}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["date"] == day
        process.stdin.close()
        assert process.wait(timeout=20) == 0


def _lines(objects: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects)


def _answers(result: Any) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]
