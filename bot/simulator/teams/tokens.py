"""Tokens: those Bot Framework signs its activities with, and those the bot gets to call the connector.

Source: learn.microsoft.com, "Authenticate requests with the Bot Connector API".
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm

from bot.simulator.json_values import Json
from bot.simulator.world import World

ISSUER = "https://api.botframework.com"
SCOPE = "https://api.botframework.com/.default"
LIFE = 3600


class Tokens:
    def __init__(self, world: World, client_secret: str, own_url: str, clock: Callable[[], float]) -> None:
        self._world = world
        self._client_secret = client_secret
        self._clock = clock
        self._key = new_key()
        self._key_id = secrets.token_urlsafe(12)
        self.base_url = f"{own_url}/simulator/teams"

    def inbound(self, *, key: RSAPrivateKey | None = None, key_id: str | None = None, **claims: Any) -> str:
        """The token of an activity; `claims` replace the right ones, None leaves one out."""
        now = int(self._clock())
        right: Json = {
            "iss": ISSUER, "aud": self._world.teams_client_id, "exp": now + LIFE, "nbf": now - 300, "iat": now - 300,
            "serviceurl": f"{self.base_url}/",
        }  # fmt: skip
        chosen = {name: value for name, value in (right | claims).items() if value is not None}
        return jwt.encode(chosen, key or self._key, algorithm="RS256", headers={"kid": key_id or self._key_id})

    def grant(self, form: Json) -> tuple[int, Json]:
        """The token endpoint: client_credentials with the bot's own id, secret and scope, or a refusal."""
        if form.get("grant_type") != "client_credentials":
            return 400, {"error": "unsupported_grant_type"}
        if form.get("client_id") != self._world.teams_client_id:
            return 400, {"error": "unauthorized_client"}
        if not secrets.compare_digest(str(form.get("client_secret", "")).encode(), self._client_secret.encode()):
            return 401, {"error": "invalid_client"}
        if form.get("scope") != SCOPE:
            return 400, {"error": "invalid_scope"}
        return 200, {"token_type": "Bearer", "expires_in": LIFE, "ext_expires_in": LIFE, "access_token": self._access()}

    def accepts(self, authorization: str) -> bool:
        """Whether an Authorization header carries a token of our token endpoint."""
        try:
            jwt.decode(authorization.removeprefix("Bearer "), self._key.public_key(), ["RS256"], audience=ISSUER)
        except jwt.InvalidTokenError:
            return False
        return True

    def metadata(self) -> Json:
        return {
            "issuer": ISSUER, "jwks_uri": f"{self.base_url}/keys", "authorization_endpoint": "https://invalid.invalid",
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        }  # fmt: skip

    def keys(self) -> Json:
        key: Json = json.loads(RSAAlgorithm.to_jwk(self._key.public_key()))
        return {"keys": [key | {"kid": self._key_id, "use": "sig", "alg": "RS256", "endorsements": ["msteams"]}]}

    def _access(self) -> str:
        now = int(self._clock())
        claims: Json = {"iss": f"https://sts.windows.net/{self._world.tenant}/", "aud": ISSUER, "exp": now + LIFE}
        claims |= {"nbf": now, "iat": now, "appid": self._world.teams_client_id, "tid": self._world.tenant}
        return jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": self._key_id})


def new_key() -> RSAPrivateKey:
    """A signing key; tests forge tokens with one of their own."""
    return generate_private_key(public_exponent=65537, key_size=2048)
