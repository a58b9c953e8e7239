"""A provider in memory, with real keys, behind an httpx transport. A refresh token works once, without grace."""

from __future__ import annotations

import base64
import hashlib
import secrets
import threading
import time
from typing import Any, Callable, Optional
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric import ec

ISSUER = "https://op.example/oidc"
API = "https://api.example"
REDIRECT_URI = "https://app.example/callback"


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Clock:
    """Time that stands still until told otherwise."""

    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        return self.now


class FakeProvider(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Change ``metadata``, ``claims``, ``token_answer`` or ``on_refresh`` to make it misbehave."""

    def __init__(self, clock: Clock, issuer: str = ISSUER) -> None:
        self.clock, self.issuer = clock, issuer
        self.keys: dict[str, Any] = {}
        self.new_key("k1")
        self.metadata: dict[str, Any] = {
            "issuer": issuer,
            **{
                f"{name}_endpoint": f"{issuer}/{name}"
                for name in ("authorization", "token", "userinfo", "end_session")
            },
            **{f"{name}_endpoint": f"{issuer}/{name}" for name in ("revocation", "introspection")},
            "jwks_uri": f"{issuer}/jwks",
            "authorization_response_iss_parameter_supported": True,
        }
        self.claims: dict[str, Any] = {}
        self.header: dict[str, Any] = {}
        self.token_answer: dict[str, Any] = {}
        self.introspection: dict[str, Any] = {"active": False}
        self.on_refresh: Optional[Callable[[], None]] = None
        self.expires_in = 3600
        self.punishes_replays = True
        self.subject = "usr_1"
        self.requests: list[tuple[str, dict[str, str], httpx.Headers]] = []
        self.families: dict[str, str] = {}
        self.live: set[str] = set()
        self._codes: dict[str, dict[str, str]] = {}
        self._guard = threading.Lock()

    def new_key(self, kid: str) -> None:
        self.keys = {kid: ec.generate_private_key(ec.SECP256R1())}

    @property
    def jwks(self) -> dict[str, Any]:
        def public(kid: str, key: Any) -> dict[str, Any]:
            numbers = key.public_key().public_numbers()
            x, y = (b64(n.to_bytes(32, "big")) for n in (numbers.x, numbers.y))
            return {"kty": "EC", "crv": "P-256", "x": x, "y": y, "kid": kid, "alg": "ES256", "use": "sig"}

        return {"keys": [public(kid, key) for kid, key in self.keys.items()]}

    # -- what the person's browser does ----------------------------------------------------------------------------

    def authorize(self, url: str, **parameters: Optional[str]) -> str:
        """The person signs in at once; returns the callback address."""
        query = dict(parse_qsl(urlsplit(url).query))
        code = secrets.token_urlsafe(8)
        self._codes[code] = query
        answer = {"code": code, "state": query["state"], "iss": self.issuer, **parameters}
        pairs = {name: value for name, value in answer.items() if value is not None}
        return f"{query['redirect_uri']}?{httpx.QueryParams(pairs)}"

    # -- what the app asks -----------------------------------------------------------------------------------------

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        form = {name: values[0] for name, values in parse_qs(request.read().decode()).items()}
        return self._answer(request, form)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        form = {name: values[0] for name, values in parse_qs((await request.aread()).decode()).items()}
        return self._answer(request, form)

    def count(self, path: str) -> int:
        return sum(1 for seen, _, _ in self.requests if seen.endswith(path))

    def _answer(self, request: httpx.Request, form: dict[str, str]) -> httpx.Response:
        path = request.url.path
        with self._guard:
            self.requests.append((path, form, request.headers))
        if path.endswith("/openid-configuration"):
            return httpx.Response(200, json=self.metadata)
        if path.endswith("/jwks"):
            return httpx.Response(200, json=self.jwks)
        if path.endswith("/userinfo"):
            return httpx.Response(200, json={"sub": self.subject, "name": "Alice"})
        if path.endswith("/revocation"):
            with self._guard:
                self._end_family(form["token"])
            return httpx.Response(200)
        if path.endswith("/introspection"):
            return httpx.Response(200, json=self.introspection)
        if path.endswith("/token"):
            return self._token(form)
        return httpx.Response(404)

    def _token(self, form: dict[str, str]) -> httpx.Response:
        if form["grant_type"] == "authorization_code":
            asked = self._codes.pop(form["code"], None)
            challenge = b64(hashlib.sha256(form["code_verifier"].encode()).digest())
            if asked is None or asked["code_challenge"] != challenge:
                return self._refuse()
            nonce, family = asked.get("nonce"), secrets.token_urlsafe(8)
        else:
            if self.on_refresh:
                self.on_refresh()
            with self._guard:
                family = self.families.get(form["refresh_token"], "")
                if form["refresh_token"] not in self.live:
                    if self.punishes_replays:  # RFC 9700 section 4.14.2
                        self._end_family(form["refresh_token"])
                    return self._refuse()
                self.live.discard(form["refresh_token"])
            nonce = None
        return httpx.Response(200, json=self._tokens(family, nonce, form.get("resource")))

    def _tokens(self, family: str, nonce: Optional[str], resource: Optional[str]) -> dict[str, Any]:
        refresh_token = secrets.token_urlsafe(32)
        with self._guard:
            self.families[refresh_token] = family
            self.live.add(refresh_token)
        access_token = (
            self.sign(self.access_claims(resource), typ="at+jwt") if resource else secrets.token_urlsafe(32)
        )
        answer = {
            "access_token": access_token,
            "token_type": "Bearer",
            "expires_in": self.expires_in,
            "scope": "",
            "refresh_token": refresh_token,
            "id_token": self.sign(self.id_claims(access_token, nonce)),
            **self.token_answer,
        }
        return {name: value for name, value in answer.items() if value is not None}

    def _end_family(self, refresh_token: str) -> None:
        family = self.families.get(refresh_token)
        self.live -= {token for token, its in self.families.items() if its == family}

    def _refuse(self) -> httpx.Response:
        return httpx.Response(400, json={"error": "invalid_grant", "error_description": "grant request is invalid"})

    def id_claims(self, access_token: str, nonce: Optional[str]) -> dict[str, Any]:
        now = int(self.clock.now)
        claims = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": "app",
            "iat": now,
            "exp": now + 3600,
            "nonce": nonce,
            "at_hash": b64(hashlib.sha256(access_token.encode()).digest()[:16]),
            "name": "Alice Adams",
            "email": "alice@example.com",
            "email_verified": True,
            **self.claims,
        }
        return {name: value for name, value in claims.items() if value is not None}

    def access_claims(self, resource: str, **more: Any) -> dict[str, Any]:
        now = int(self.clock.now)
        claims = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": resource,
            "iat": now,
            "exp": now + 3600,
            "client_id": "app",
            "scope": "books:read",
            "jti": secrets.token_urlsafe(300),
            **more,
        }
        return {name: value for name, value in claims.items() if value is not None}

    def sign(self, claims: dict[str, Any], **header: Any) -> str:
        kid, key = next(iter(self.keys.items()))
        header = {"kid": kid, **header, **self.header}
        algorithm = header.pop("alg", "ES256")
        return jwt.encode(claims, key, algorithm=algorithm, headers=header)
