"""What doesn't come from the Bot Connector for one of our tenants: refused, and nothing happens."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import json
import time
from typing import Any

import httpx
import jwt
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bot.simulator.app import Simulator
from bot.simulator.teams.tokens import new_key
from bot.teams.front import SERVICE_HOSTS
from tests.bot.running import TEAMS, RunningBot, running_bot

WORDS = "@samordning punkt: Hemmelige ord"
TENANT = "11111111-0000-4000-8000-000000000001"


async def test_a_token_must_be_the_bot_connectors(sqlite_url: str, logged: io.StringIO) -> None:
    async with running_bot(sqlite_url) as bot:
        sim, body = bot.simulator, _message(bot.simulator)
        tokens = sim.payloads.teams.tokens
        right = tokens.inbound()
        claims = jwt.decode(right, options={"verify_signature": False})
        refused = {
            "no header": None,
            "an empty header": "",
            "no token": "Bearer",
            "another scheme": f"Basic {right}",
            "the token without a scheme": right,
            "no token at all": "Bearer guess",
            "two thirds of a token": "Bearer " + right.rpartition(".")[0],
            "a letter changed": "Bearer " + _with_another_tail(right),
            "algorithm none": "Bearer " + jwt.encode(claims, None, "none", headers=_kid(right)),
            "HS256 with the public key": "Bearer " + _hs256(claims, right, _public_key(sim)),
            "another's key": "Bearer " + tokens.inbound(key=new_key()),
            "another's key under its own name": "Bearer " + tokens.inbound(key=new_key(), key_id="theirs"),
            "another issuer": "Bearer " + tokens.inbound(iss="https://elsewhere.invalid"),
            "the Bot Framework of before": "Bearer " + tokens.inbound(iss=f"https://sts.windows.net/{TENANT}/"),
            "Entra's issuer": "Bearer " + tokens.inbound(iss=f"https://login.microsoftonline.com/{TENANT}/v2.0"),
            "Agent 365": "Bearer " + tokens.inbound(iss=_entra(sim), azp="5a807f24-c9de-44ee-a3a7-329e88a00ffc"),
            "another bot's": "Bearer " + tokens.inbound(aud="33333333-3333-4333-8333-333333333333"),
            "for no bot": "Bearer " + tokens.inbound(aud=None),
            "expired": "Bearer " + tokens.inbound(exp=int(time.time()) - 600),
            "without an end": "Bearer " + tokens.inbound(exp=None),
            "not valid yet": "Bearer " + tokens.inbound(nbf=int(time.time()) + 3600),
        }
        before = bot.traces()

        statuses = {name: await _status(bot, body, header) for name, header in refused.items()}

        assert statuses == dict.fromkeys(refused, 401)
        assert bot.traces() == before
        assert await _status(bot, body, f"Bearer {right}") == 200
    for secret in ("Hemmelige", right, right.split(".")[2]):
        assert secret not in logged.getvalue()


async def test_the_bots_own_token_goes_to_microsofts_addresses_only(sqlite_url: str) -> None:
    """The address in the body must be the token's, and one of those that Microsoft documents."""
    async with running_bot(sqlite_url, settings={"SAMORDNING_ALLOW_LOOPBACK": "false"}) as bot:
        before = bot.traces()

        addresses = [
            "http://127.0.0.1:80/",
            "https://127.0.0.1/",
            "https://localhost/",
            "https://[::1]/",
            "https://169.254.169.254/",
            "https://10.0.0.1/",
            "https://smba.trafficmanager.net.example.dk/",
            "https://smba-trafficmanager.net/",
            "https://evilsmba.trafficmanager.net/",
            "https://smba.trafficmanager.net@example.dk/",
            "https://user@smba.trafficmanager.net/",
            "https://user:secret@smba.trafficmanager.net/",
            "https://example.dk/smba.trafficmanager.net/",
            "https://example.dk#smba.trafficmanager.net/",
            "https://example.dk\\@smba.trafficmanager.net/",
            "https://smba.trafficmanager.net%2eexample.dk/",
            "http://smba.trafficmanager.net/teams/",
            "ftp://smba.trafficmanager.net/",
            "javascript:alert(1)",
            "//smba.trafficmanager.net/",
            "https://[smba.trafficmanager.net/",
            "https://smba.trafficmanager.net:99999999/",
            "",
        ]
        statuses = {address: await _from(bot, address, claimed=address) for address in addresses}

        assert statuses == dict.fromkeys(addresses, 403)
        assert bot.traces() == before


async def test_the_address_is_the_one_the_token_names(sqlite_url: str) -> None:
    async with running_bot(sqlite_url) as bot:
        own = f"{bot.simulator.payloads.teams.tokens.base_url}/"
        before = bot.traces()

        assert await _from(bot, own, claimed="https://smba.trafficmanager.net/emea/") in (401, 403)
        assert await _from(bot, "https://smba.trafficmanager.net/emea/", claimed=own) in (401, 403)
        assert await _from(bot, None, claimed=own) == 403
        assert await _from(bot, 7, claimed=own) == 403
        assert await _from(bot, [own], claimed=own) == 403
        assert await _from(bot, own, claimed=None) == 403
        assert bot.traces() == before
        assert await _from(bot, own, claimed=own) == 200


async def test_every_documented_address_is_taken(sqlite_url: str) -> None:
    async with running_bot(sqlite_url, settings={"SAMORDNING_ALLOW_LOOPBACK": "false"}) as bot:
        for host in SERVICE_HOSTS:
            address = f"https://{host}/emea/"
            kind = {"type": "typing"}  # nobody answers it, so nothing goes to the real address
            assert await _from(bot, address, claimed=address, **kind) == 200, host


async def test_only_our_tenants_are_listened_to(sqlite_url: str) -> None:
    async with running_bot(sqlite_url) as bot:
        ours = bot.simulator.world.tenant
        before = bot.traces()

        assert await _of_tenants(bot, TENANT, TENANT) == 403
        assert await _of_tenants(bot, ours, TENANT) == 403  # two that disagree
        assert await _of_tenants(bot, TENANT, ours) == 403
        assert await _of_tenants(bot, None, None) == 403
        assert await _of_tenants(bot, None, TENANT) == 403
        assert await _of_tenants(bot, ours.upper(), None) == 403
        assert await _of_tenants(bot, {"id": ours}, None) == 403
        assert bot.traces() == before
        assert await _of_tenants(bot, ours, ours) == 200
        assert await _of_tenants(bot, ours, None) == 200
        assert await _of_tenants(bot, None, ours) == 200


async def test_other_tenants_can_be_let_in(sqlite_url: str) -> None:
    async with running_bot(sqlite_url, settings={"TEAMS_ALLOWED_TENANTS": f"{TENANT}, x"}) as bot:
        assert await _of_tenants(bot, TENANT, TENANT) == 200
        assert await _of_tenants(bot, bot.simulator.world.tenant, None) == 403


async def test_what_isnt_an_activity_is_a_bad_request(sqlite_url: str) -> None:
    async with running_bot(sqlite_url) as bot:
        before = bot.traces()
        bodies = {
            "no UTF-8": b'{"type": "\xff"}',
            "half of a JSON": b'{"type": ',
            "an array": b"[1]",
            "a text": b'"x"',
            "nothing": b"",
            "an empty object": b"{}",
            "JSON as deep as the sea": b'{"a":' * 20_000 + b"1" + b"}" * 20_000,
        }

        statuses = {name: await _signed_status(bot, body) for name, body in bodies.items()}

        assert statuses == dict.fromkeys(bodies, 400)
        assert await _signed_status(bot, json.dumps({"text": "x" * 2_000_000}).encode()) == 413
        assert bot.traces() == before
        assert await _status(bot, _message(bot.simulator), f"Bearer {_token(bot)}") == 200


async def test_an_activity_of_a_strange_shape_says_nothing_in_the_log(sqlite_url: str, logged: io.StringIO) -> None:
    """The SDK logs what it can't read, with the words in it."""
    async with running_bot(sqlite_url) as bot:
        activity = json.loads(_message(bot.simulator)) | {"attachments": "Hemmelige vedhæftninger"}

        assert await _signed_status(bot, json.dumps(activity).encode()) == 400
    assert "Hemmelige" not in logged.getvalue()


def _message(simulator: Simulator, **changes: Any) -> bytes:
    _, body = simulator.payloads.teams.says("lone", TEAMS, WORDS)
    return json.dumps(json.loads(body) | changes).encode()


def _token(bot: RunningBot) -> str:
    return bot.simulator.payloads.teams.tokens.inbound()


async def _from(bot: RunningBot, address: Any, claimed: str | None, **changes: Any) -> int:
    """An activity from a service address, with a token that claims one."""
    body = json.loads(_message(bot.simulator)) | {"serviceUrl": address} | changes
    token = bot.simulator.payloads.teams.tokens.inbound(serviceurl=claimed)
    return await _status(bot, json.dumps(body).encode(), f"Bearer {token}")


async def _of_tenants(bot: RunningBot, inner: Any, outer: Any) -> int:
    """An activity that names its tenant in two places."""
    activity = json.loads(_message(bot.simulator, type="typing"))
    activity["channelData"].pop("tenant")
    activity["conversation"].pop("tenantId", None)
    activity["channelData"] |= {"tenant": {"id": inner}} if inner else {}
    activity["conversation"] |= {"tenantId": outer} if outer else {}
    return await _signed_status(bot, json.dumps(activity).encode())


async def _signed_status(bot: RunningBot, body: bytes) -> int:
    return await _status(bot, body, f"Bearer {_token(bot)}")


async def _status(bot: RunningBot, body: bytes, authorization: str | None) -> int:
    headers = {"Content-Type": "application/json"}
    if authorization is not None:
        headers["Authorization"] = authorization
    async with httpx.AsyncClient() as client:
        return (await client.post(f"{bot.url}/api/messages", headers=headers, content=body)).status_code


def _kid(token: str) -> dict[str, str]:
    return {"kid": jwt.get_unverified_header(token)["kid"]}


def _with_another_tail(token: str) -> str:
    head, _, signature = token.rpartition(".")
    return f"{head}.{'B' if signature[0] == 'A' else 'A'}{signature[1:]}"


def _entra(simulator: Simulator) -> str:
    return f"https://login.microsoftonline.com/{simulator.world.tenant}/v2.0"


def _public_key(simulator: Simulator) -> bytes:
    key: Any = jwt.PyJWK(simulator.payloads.teams.tokens.keys()["keys"][0]).key
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _hs256(claims: dict[str, Any], token: str, secret: bytes) -> str:
    """Signed as if the public key were a shared secret; PyJWT itself refuses to make one."""
    head = ".".join(
        _base64(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT", **_kid(token)}, claims)
    )
    return f"{head}.{_base64(hmac.new(secret, head.encode(), hashlib.sha256).digest())}"


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
