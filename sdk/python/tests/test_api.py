"""Protecting an API: which tokens are accepted, and how the others are refused."""

from __future__ import annotations

import asyncio
import json
from typing import Any, Callable

import httpx
import pytest

from fake_provider import API, ISSUER, Clock, FakeProvider
from gatehouse import ConfigurationError, GatehouseError
from gatehouse.api import AsyncTokenVerifier, TokenVerifier, VerifiedToken, refusal_of


@pytest.fixture
def verifier(provider: FakeProvider, clock: Clock) -> TokenVerifier:
    return TokenVerifier(endpoint="https://op.example", audience=API, clock=clock, transport=provider)


@pytest.fixture
def asking(provider: FakeProvider, clock: Clock) -> TokenVerifier:
    return TokenVerifier(
        issuer=ISSUER,
        audience=API,
        app_id="api",
        app_secret="secret",
        clock=clock,
        transport=provider,
    )


def token(provider: FakeProvider, typ: Any = "at+jwt", **claims: Any) -> str:
    return provider.sign(provider.access_claims(claims.pop("resource", API), **claims), typ=typ)


def refused(call: Callable[[], Any]) -> GatehouseError:
    with pytest.raises(GatehouseError) as caught:
        call()
    return caught.value


def test_rfc9068_a_good_token(verifier: TokenVerifier, provider: FakeProvider) -> None:
    verified = verifier.verify_header(f"Bearer {token(provider)}", scopes=["books:read"])
    assert (verified.subject, verified.client_id, verified.scopes) == ("usr_1", "app", {"books:read"})
    assert verified.organization_id is None
    assert verified.token not in repr(verified)


@pytest.mark.parametrize(
    ("claims", "code", "check"),
    [
        ({"aud": "https://other.example"}, "wrong_audience", None),
        ({"aud": None}, "wrong_audience", None),
        ({"aud": "app"}, "wrong_audience", None),
        ({"iss": "https://evil.example"}, "token_invalid", "issuer"),
        ({"exp": 1}, "token_expired", None),
        ({"exp": None}, "token_invalid", "expired"),
        ({"exp": "soon"}, "token_invalid", "format"),
        ({"nbf": 9_999_999_999}, "token_invalid", "not_before"),
        ({"iat": 9_999_999_999}, "token_invalid", "issued_at"),
        ({"cnf": {"jkt": "x"}}, "token_invalid", "confirmation"),
        ({"typ": "logout+jwt"}, "token_invalid", "type"),
        ({"typ": "dpop+jwt"}, "token_invalid", "type"),
    ],
)
def test_rfc9068_4_bad_tokens(
    verifier: TokenVerifier, provider: FakeProvider, claims: dict, code: str, check: Any
) -> None:
    error = refused(lambda: verifier.verify(token(provider, **claims)))
    assert (error.code, error.details.get("check")) == (code, check)


def test_an_id_token_opens_no_api(verifier: TokenVerifier, provider: FakeProvider) -> None:
    id_token = provider.sign(provider.id_claims("x", None))
    assert refused(lambda: verifier.verify(id_token)).code == "wrong_audience"


def test_somebody_elses_key(verifier: TokenVerifier, provider: FakeProvider, clock: Clock) -> None:
    forged = token(FakeProvider(clock))
    error = refused(lambda: verifier.verify(forged))
    assert (error.code, error.details["check"]) == ("token_invalid", "signature")


@pytest.mark.parametrize(
    "text", ["a.b.c", "..", "e30.e30.", "eyJhbGciOiJub25lIn0.e30.", "opaque", "ü", "a b", "x" * 99999]
)
def test_garbage(verifier: TokenVerifier, text: str) -> None:
    assert refused(lambda: verifier.verify_header(f"Bearer {text}")).code == "token_invalid"


def test_rfc8725_symmetric_and_no_algorithms(verifier: TokenVerifier, provider: FakeProvider) -> None:
    import jwt

    for algorithm, key in (("HS256", "x" * 32), ("none", None)):
        forged = jwt.encode(provider.access_claims(API), key, algorithm=algorithm, headers={"kid": "k1"})  # type: ignore[arg-type]
        assert refused(lambda forged=forged: verifier.verify(forged)).details["check"] == "algorithm"


def test_scopes_and_organization(verifier: TokenVerifier, provider: FakeProvider) -> None:
    error = refused(lambda: verifier.verify(token(provider), scopes=["books:read", "books:write"]))
    assert (error.code, error.details["missing"]) == ("insufficient_scope", ["books:write"])
    assert refused(lambda: verifier.verify(token(provider), organization_id="o1")).code == "wrong_organization"
    assert verifier.verify(token(provider, organization_id="o1"), organization_id="o1").organization_id == "o1"


def test_organization_tokens_only_when_asked_for(
    verifier: TokenVerifier, provider: FakeProvider, clock: Clock
) -> None:
    organization = token(provider, aud="urn:logto:organization:o1")
    assert refused(lambda: verifier.verify(organization)).code == "wrong_audience"
    with_organizations = TokenVerifier(
        endpoint="https://op.example", audience=API, organization_tokens=True, clock=clock, transport=provider
    )
    assert with_organizations.verify(organization, organization_id="o1").organization_id == "o1"
    assert refused(lambda: with_organizations.verify(organization, organization_id="o2")).code == "wrong_organization"


class TestIntrospection:
    """RFC 7662"""

    def test_asks_about_opaque_tokens_and_remembers_for_a_moment(
        self, asking: TokenVerifier, provider: FakeProvider, clock: Clock
    ) -> None:
        provider.introspection = {"active": True, "sub": "usr_1", "aud": API, "scope": "books:read", "iss": ISSUER}
        for _ in range(3):
            assert asking.verify("opaque", scopes=["books:read"]).subject == "usr_1"
        assert provider.count("/introspection") == 1
        provider.introspection = {"active": False}
        clock.now += 11
        assert refused(lambda: asking.verify("opaque")).details["check"] == "inactive"

    @pytest.mark.parametrize(
        ("answer", "code"),
        [
            ({"active": "true", "aud": API}, "token_invalid"),
            ({"active": True}, "wrong_audience"),
            ({"active": True, "aud": "https://other.example"}, "wrong_audience"),
            ({"active": True, "aud": API, "iss": "https://evil.example"}, "token_invalid"),
            ({"active": True, "aud": API, "exp": 1}, "token_expired"),
            ({"active": True, "aud": API, "cnf": {"jkt": "x"}}, "token_invalid"),
        ],
    )
    def test_judges_the_answer(self, asking: TokenVerifier, provider: FakeProvider, answer: dict, code: str) -> None:
        provider.introspection = answer
        assert refused(lambda: asking.verify("opaque")).code == code

    def test_without_credentials_opaque_tokens_are_refused(self, verifier: TokenVerifier) -> None:
        assert refused(lambda: verifier.verify("opaque")).code == "token_invalid"

    def test_half_of_the_credentials_is_a_mistake(self) -> None:
        with pytest.raises(ConfigurationError):
            TokenVerifier(issuer=ISSUER, audience=API, app_id="api")


class TestRefusal:
    """RFC 6750 section 3"""

    def test_without_a_token_no_error_code(self, verifier: TokenVerifier) -> None:
        for header in (None, "", "Basic x", "Bearer", "Bearer "):
            refusal = refusal_of(refused(lambda header=header: verifier.verify_header(header)), realm='a"b')
            assert refusal
            assert (refusal.status, refusal.headers["WWW-Authenticate"]) == (401, 'Bearer realm="a\'b"')

    def test_403_names_the_scopes(self, verifier: TokenVerifier, provider: FakeProvider) -> None:
        refusal = refusal_of(refused(lambda: verifier.verify(token(provider), scopes=["books:write"])))
        assert refusal
        assert refusal.status == 403
        assert 'error="insufficient_scope"' in refusal.headers["WWW-Authenticate"]
        assert 'scope="books:write"' in refusal.headers["WWW-Authenticate"]

    def test_503_when_the_provider_is_out_of_reach(self, verifier: TokenVerifier, provider: FakeProvider) -> None:
        provider.metadata = {}
        refusal = refusal_of(refused(lambda: verifier.verify(token(provider))))
        assert refusal
        assert refusal.status == 503

    def test_none_for_the_apps_own_errors(self) -> None:
        assert refusal_of(ConfigurationError()) is None


def flask_books(provider: FakeProvider, clock: Clock) -> Callable[[dict], Any]:
    import flask

    from gatehouse.flask import require_token

    app = flask.Flask(__name__)
    verifier = TokenVerifier(endpoint="https://op.example", audience=API, clock=clock, transport=provider)

    @app.get("/books")
    @require_token(verifier, "books:read")
    def books() -> dict:
        return {"sub": flask.g.token.subject}

    return lambda headers: app.test_client().get("/books", headers=headers)


def fastapi_books(provider: FakeProvider, clock: Clock) -> Callable[[dict], Any]:
    from fastapi import Depends, FastAPI

    from gatehouse.fastapi import require_token

    app = FastAPI()
    verifier = AsyncTokenVerifier(endpoint="https://op.example", audience=API, clock=clock, transport=provider)

    async def books(token=Depends(require_token(verifier, "books:read"))):
        assert isinstance(token, VerifiedToken)
        return {"sub": token.subject}

    app.get("/books")(books)

    async def send(headers: dict) -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://app") as client:
            return await client.get("/books", headers=headers)

    return lambda headers: asyncio.run(send(headers))


def django_books(provider: FakeProvider, clock: Clock) -> Callable[[dict], Any]:
    from django.http import HttpRequest, JsonResponse
    from django.test import RequestFactory

    import django_project
    from gatehouse.django import require_token

    assert django_project
    verifier = TokenVerifier(endpoint="https://op.example", audience=API, clock=clock, transport=provider)

    @require_token(verifier, "books:read")
    def books(request: HttpRequest) -> JsonResponse:
        return JsonResponse({"sub": request.token.subject})  # type: ignore[attr-defined]

    def ask(headers: dict) -> Any:
        environ = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        return books(RequestFactory().get("/books", **environ))

    return ask


def test_fastapi_tells_its_documentation(provider: FakeProvider, clock: Clock) -> None:
    fastapi = pytest.importorskip("fastapi")
    from gatehouse.fastapi import require_token

    app = fastapi.FastAPI()
    verifier = AsyncTokenVerifier(endpoint="https://op.example", audience=API, clock=clock, transport=provider)
    app.get("/books", dependencies=[fastapi.Depends(require_token(verifier))])(lambda: [])
    assert app.openapi()["paths"]["/books"]["get"]["security"] == [{"HTTPBearer": []}]


@pytest.fixture(params=[flask_books, fastapi_books, django_books], ids=["flask", "fastapi", "django"])
def books(request: Any, provider: FakeProvider, clock: Clock) -> Callable[[dict], Any]:
    pytest.importorskip(request.param.__name__.split("_")[0])
    return request.param(provider, clock)


def test_an_api_in_every_framework(books: Callable[[dict], Any], provider: FakeProvider) -> None:
    good = books({"Authorization": f"Bearer {token(provider)}"})
    assert good.status_code == 200
    body = good.content if hasattr(good, "content") else good.data
    assert json.loads(body) == {"sub": "usr_1"}
    assert books({}).status_code == 401
    assert books({}).headers["WWW-Authenticate"] == "Bearer"
    weak = books({"Authorization": f"Bearer {token(provider, scope='books:write')}"})
    assert weak.status_code == 403
    assert 'scope="books:read"' in weak.headers["WWW-Authenticate"]
    assert weak.headers["Cache-Control"] == "no-store"
