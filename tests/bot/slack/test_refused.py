"""What doesn't come from Slack, or isn't what Slack sends: refused before Bolt sees it, and nothing happens."""

from __future__ import annotations

import io
import json
import time
from urllib.parse import urlencode

import httpx

from bot.simulator.app import Simulator
from tests.bot.running import SLACK, running_bot

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
WORDS = "@samordning punkt: Hemmelige ord"


async def test_only_what_slack_has_signed_just_now_is_heard(sqlite_url: str, logged: io.StringIO) -> None:
    async with running_bot(sqlite_url) as bot:
        headers, body = _message(bot.simulator)
        other = _guessed_signature(bot.simulator, body, headers)
        refused = {
            "no signature": _without(headers, "X-Slack-Signature"),
            "no timestamp": _without(headers, "X-Slack-Request-Timestamp"),
            "an empty signature": headers | {"X-Slack-Signature": ""},
            "of another secret": headers | {"X-Slack-Signature": other},
            "of another body": headers | {"X-Slack-Signature": bot.simulator.payloads.slack.sign(b"{}")[0][_SIGNATURE]},
            "an older scheme": headers | {"X-Slack-Signature": headers[_SIGNATURE].replace("v0=", "v1=")},
            "six minutes old": _signed_at(bot.simulator, body, time.time() - 360),
            "six minutes ahead": _signed_at(bot.simulator, body, time.time() + 360),
            "signed at no number": _stamped(bot.simulator, body, "soon"),
            "signed at a negative number": _stamped(bot.simulator, body, "-1"),
            "signed at a fraction": _stamped(bot.simulator, body, f"{time.time():.3f}"),
            "signed at a number without end": headers | {"X-Slack-Request-Timestamp": "9" * 5000},
        }
        before = bot.traces()

        assert {name: await _status(bot.url, sent, body) for name, sent in refused.items()} == dict.fromkeys(
            refused, 401
        )
        assert await _raw_status(bot.url, body, {**headers, "X-Slack-Signature": "v0=æøå"}) == 401
        assert await _raw_status(bot.url, body, {**headers, "X-Slack-Request-Timestamp": "١٧٠٠٠٠٠٠٠٠"}) == 401

        assert bot.traces() == before
        assert await _status(bot.url, headers, body) == 200  # the right one still is
    assert "Hemmelige" not in logged.getvalue()
    assert headers[_SIGNATURE] not in logged.getvalue()


async def test_what_isnt_a_body_of_slacks_is_a_bad_request(sqlite_url: str) -> None:
    async with running_bot(sqlite_url) as bot:
        bodies = {
            "no UTF-8": (b'{"type": "\xff\xfe"}', JSON),
            "no UTF-8 in a form": (b"payload=\xff\xfe", FORM),
            "half of a JSON": (b'{"type": ', JSON),
            "a JSON array": (b"[1, 2]", JSON),
            "a JSON text": (b'"event"', JSON),
            "nothing": (b"", JSON),
            "JSON as deep as the sea": (b'{"a":' * 20_000 + b"1" + b"}" * 20_000, JSON),
            "a form with half of a JSON": (urlencode({"payload": "{"}).encode(), FORM),
            "a form with an array": (urlencode({"payload": "[]"}).encode(), FORM),
            "a form with JSON as deep as the sea": (urlencode({"payload": '{"a":' * 20_000}).encode(), FORM),
            "a form of a thousand fields": (urlencode([(f"f{n}", "1") for n in range(1000)]).encode(), FORM),
        }
        before = bot.traces()

        statuses = {name: await _signed_status(bot.simulator, body, kind) for name, (body, kind) in bodies.items()}

        assert statuses == dict.fromkeys(bodies, 400)
        assert bot.traces() == before
        assert (await bot.simulator.slack.says("sune", SLACK, "@samordning hjælp")).status == 200


async def test_json_under_a_forms_name_does_no_harm(sqlite_url: str) -> None:
    """Bolt looks at the first character, not at the content type."""
    async with running_bot(sqlite_url) as bot:
        for body in (b'{"a":' * 20_000, b"{", b"[1]", b"payload", b"&&&"):
            assert await _signed_status(bot.simulator, body, FORM) < 500


async def test_a_body_that_is_too_large_is_refused_unread(sqlite_url: str) -> None:
    async with running_bot(sqlite_url) as bot:
        large = json.dumps({"type": "event_callback", "text": "x" * 2_000_000}).encode()

        assert await _signed_status(bot.simulator, large, JSON) == 413
        assert await _status_in_chunks(bot.url, b"x" * 10_000, times=200) == 413
        assert (await bot.simulator.slack.says("sune", SLACK, "@samordning hjælp")).status == 200


_SIGNATURE = "X-Slack-Signature"


def _message(simulator: Simulator) -> tuple[dict[str, str], bytes]:
    return simulator.payloads.slack.says("sune", SLACK, WORDS)


def _guessed_signature(simulator: Simulator, body: bytes, headers: dict[str, str]) -> str:
    """What somebody signs who has to guess the secret."""
    other = Simulator(simulator.world, "http://127.0.0.1", "http://127.0.0.1", slack_signing_secret="guessed")
    return other.payloads.slack.sign(body, timestamp=headers["X-Slack-Request-Timestamp"])[0][_SIGNATURE]


def _signed_at(simulator: Simulator, body: bytes, moment: float) -> dict[str, str]:
    return _stamped(simulator, body, str(int(moment)))


def _stamped(simulator: Simulator, body: bytes, timestamp: str) -> dict[str, str]:
    return simulator.payloads.slack.sign(body, timestamp=timestamp)[0]


def _without(headers: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in headers.items() if key != name}


async def _signed_status(simulator: Simulator, body: bytes, content_type: str) -> int:
    return (await simulator.send("slack", simulator.payloads.slack.sign(body, content_type))).status


async def _status(url: str, headers: dict[str, str], body: bytes) -> int:
    async with httpx.AsyncClient() as client:
        return (await client.post(f"{url}/slack/events", headers=headers, content=body)).status_code


async def _raw_status(url: str, body: bytes, headers: dict[str, str]) -> int:
    """As `_status`, with headers that aren't ASCII."""
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    async with httpx.AsyncClient() as client:
        return (await client.post(f"{url}/slack/events", headers=raw, content=body)).status_code


async def _status_in_chunks(url: str, chunk: bytes, times: int) -> int:
    async def chunks():
        for _ in range(times):
            yield chunk

    async with httpx.AsyncClient() as client:
        return (await client.post(f"{url}/slack/events", content=chunks())).status_code
