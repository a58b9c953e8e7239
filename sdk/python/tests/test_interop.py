"""Against real providers, as processes: a bare oidc-provider, and Gatehouse with its IdP simulator."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any, Optional

import httpx
import pytest

from browser import Browser, person, simulated_person
from gatehouse import AsyncGatehouseClient, GatehouseClient, GatehouseConfig, GatehouseError, MemoryStorage
from gatehouse.api import TokenVerifier
from processes import PYTHON_SDK_SECRET as SECRET
from processes import Program, Sample, bare_provider

REDIRECT_URI = "http://localhost:3999/callback"
API = "https://api.bookstore.example"
pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def provider() -> Iterator[Program]:
    """A bare oidc-provider."""
    program = bare_provider()
    yield program
    program.stop()


class TestBareOidcProvider:
    """Any OpenID Provider will do, with Gatehouse's conveniences off."""

    RESOURCE = "https://api.bare.example"

    def config(self, provider: Program, app_id: str = "confidential", **more: Any) -> GatehouseConfig:
        secret = "confidential+secret/of:the tests" if app_id == "confidential" else None
        resources = [self.RESOURCE]
        return GatehouseConfig(
            app_id,
            issuer=provider.url,
            app_secret=secret,
            scopes=["email", "books:read"],
            resources=resources,
            **more,
        )

    @staticmethod
    def fill(_page: str, form: dict) -> Optional[dict]:
        return {"login": "alice", "password": "any"} if "login" in form["names"] else {}

    @pytest.mark.parametrize("app_id", ["confidential", "public"])
    def test_sign_in_refresh_user_info_sign_out(self, provider: Program, app_id: str) -> None:
        client = GatehouseClient(self.config(provider, app_id), storage=MemoryStorage())
        browser = Browser()
        callback = browser.go(client.sign_in(REDIRECT_URI, max_age=600, return_to="/x"), REDIRECT_URI, self.fill)
        assert client.handle_sign_in_callback(callback).return_to == "/x"
        assert client.get_id_token_claims()["sub"] == "alice"
        assert client.fetch_user_info()["name"] == "Name of alice"
        token = client.get_access_token(self.RESOURCE)
        verifier = TokenVerifier(issuer=provider.url, audience=self.RESOURCE)
        assert verifier.verify(token, scopes=["books:read"]).client_id == app_id
        assert client.get_access_token_claims(self.RESOURCE)["aud"] == self.RESOURCE
        if app_id == "confidential":
            self.sign_out(client, browser)

    def sign_out(self, client: GatehouseClient, browser: Browser) -> None:
        before = MemoryStorage()
        before.set("session", client._core.storage.get("session") or "")
        url = client.sign_out("http://localhost:3999/", state="s")
        back = browser.go(url, "http://localhost:3999/", lambda _page, _form: {"logout": "yes"})
        assert back == "http://localhost:3999/?state=s"
        other = GatehouseClient(client.config, storage=before)
        with pytest.raises(GatehouseError) as caught:
            other.get_access_token(f"{self.RESOURCE}/2")
        assert caught.value.code == "session_expired"  # it was revoked

    def test_opaque_tokens_are_introspected(self, provider: Program) -> None:
        client = GatehouseClient(self.config(provider), storage=MemoryStorage())
        client.handle_sign_in_callback(Browser().go(client.sign_in(REDIRECT_URI), REDIRECT_URI, self.fill))
        verifier = TokenVerifier(
            issuer=provider.url,
            audience=self.RESOURCE,
            app_id="confidential",
            app_secret="confidential+secret/of:the tests",
        )
        with pytest.raises(GatehouseError) as caught:  # active, but for the provider itself and not for this API
            verifier.verify(client.get_access_token())
        assert caught.value.code == "wrong_audience"
        with pytest.raises(GatehouseError) as caught:
            verifier.verify("made-up")
        assert caught.value.details["check"] == "inactive"

    def test_the_async_client(self, provider: Program) -> None:
        async def main() -> None:
            async with AsyncGatehouseClient(self.config(provider), storage=MemoryStorage()) as client:
                callback = Browser().go(await client.sign_in(REDIRECT_URI), REDIRECT_URI, self.fill)
                await client.handle_sign_in_callback(callback)
                tokens = await asyncio.gather(*(client.get_access_token(self.RESOURCE) for _ in range(5)))
                assert len(set(tokens)) == 1
                assert (await client.fetch_user_info())["sub"] == "alice"

        asyncio.run(main())


class TestGatehouse:
    """The sample in examples/gatehouse.yaml, with people's own ports."""

    def client(self, running: Sample) -> GatehouseClient:
        config = GatehouseConfig(
            "pythonsdk", endpoint=running.url, app_secret=SECRET, scopes=["email", "books:read"], resources=[API]
        )
        return GatehouseClient(config, storage=MemoryStorage())

    def sign_in(self, client: GatehouseClient, browser: Browser, fill: Any, **options: Any) -> None:
        client.handle_sign_in_callback(browser.go(client.sign_in(REDIRECT_URI, **options), REDIRECT_URI, fill))

    def test_password_then_api_then_sign_out(self, running: Sample) -> None:
        client, browser = self.client(running), Browser()
        self.sign_in(client, browser, person("alice@example.com", "correct-horse-battery"), max_age=3600)
        assert client.get_id_token_claims()["name"] == "Alice Adams"
        assert client.fetch_user_info()["email"] == "alice@example.com"
        token = client.get_access_token(API)
        assert client.get_access_token(API) == token
        verified = TokenVerifier(endpoint=running.url, audience=API).verify(token, scopes=["books:read"])
        assert verified.subject == client.get_id_token_claims()["sub"]
        refresh_token = _refresh_token(client)
        url = client.sign_out("http://localhost:3999/")
        assert browser.go(url, "http://localhost:3999/").startswith("http://localhost:3999/")
        answer = httpx.post(
            f"{running.url}/oidc/token",
            data={"grant_type": "refresh_token", "refresh_token": refresh_token},
            auth=("pythonsdk", SECRET),
        )
        assert answer.json()["error"] == "invalid_grant"

    def test_the_second_sign_in_asks_nothing(self, running: Sample) -> None:
        browser = Browser()
        self.sign_in(self.client(running), browser, person("alice", "correct-horse-battery"))
        seen = len(browser.pages)
        self.sign_in(self.client(running), browser, None)
        assert len(browser.pages) == seen

    def test_enterprise_sso_directly_and_by_login_hint(self, running: Sample) -> None:
        for options in ({"direct_sign_in": {"method": "sso", "target": "acme"}}, {"login_hint": "anna@acme.example"}):
            client = self.client(running)
            at_idp, at_gatehouse = simulated_person("anna@acme.example", "any"), person("anna@acme.example", "")

            def fill(page: str, form: dict, at_idp: Any = at_idp, at_gatehouse: Any = at_gatehouse) -> Optional[dict]:
                return at_idp(page, form) or at_gatehouse(page, form)

            self.sign_in(client, Browser(), fill, **options)
            assert client.get_id_token_claims()["email"] == "anna@acme.example"

    def test_sign_up_first(self, running: Sample) -> None:
        browser = Browser()
        with pytest.raises(AssertionError, match="stayed at"):
            browser.go(self.client(running).sign_in(REDIRECT_URI, first_screen="register"), REDIRECT_URI)
        assert "Create your account" in browser.pages[-1]

    def test_an_unknown_resource_is_refused_and_the_session_lives_on(self, running: Sample) -> None:
        client = self.client(running)
        self.sign_in(client, Browser(), person("alice", "correct-horse-battery"))
        with pytest.raises(GatehouseError) as caught:
            client.get_access_token("https://unknown.example")
        assert (caught.value.code, caught.value.details["error"]) == ("provider_error", "invalid_target")
        assert client.get_access_token(API)


def _refresh_token(client: GatehouseClient) -> str:
    from gatehouse._session import load_session

    session = load_session(client._core.storage.get("session"))  # type: ignore[arg-type]
    assert session
    assert session.refresh_token
    return session.refresh_token
