"""The client: what it asks, what it checks, and what it keeps when many use it at once."""

from __future__ import annotations

import asyncio
import base64
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from fake_provider import API, ISSUER, REDIRECT_URI, Clock, FakeProvider
from gatehouse import (
    AsyncGatehouseClient,
    ConfigurationError,
    GatehouseClient,
    GatehouseConfig,
    GatehouseError,
    MemoryStorage,
    NotAuthenticatedError,
    SignInError,
)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def provider(clock: Clock) -> FakeProvider:
    return FakeProvider(clock)


def config(**more: Any) -> GatehouseConfig:
    settings = {
        "endpoint": "https://op.example/",
        "app_id": "app",
        "app_secret": "s+cret",
        "resources": [API],
        **more,
    }
    return GatehouseConfig(**{k: v for k, v in settings.items() if v is not None})


@pytest.fixture
def client(provider: FakeProvider, clock: Clock) -> GatehouseClient:
    return GatehouseClient(config(), storage=MemoryStorage(), clock=clock, transport=provider)


def sign_in(client: GatehouseClient, provider: FakeProvider, **options: Any) -> None:
    client.handle_sign_in_callback(provider.authorize(client.sign_in(REDIRECT_URI, **options)))


def fails(code: str, **details: Any) -> Any:
    class Check:
        def __enter__(self) -> None:
            self.raises = pytest.raises(GatehouseError)
            self.caught = self.raises.__enter__()

        def __exit__(self, *exc: Any) -> Any:
            swallowed = self.raises.__exit__(*exc)
            error = self.caught.value
            assert error.code == code, error
            assert {name: error.details.get(name) for name in details} == details
            assert error.hint
            return swallowed

    return Check()


class TestAuthorizationRequest:
    def test_oidc_core_3_1_2_1_asks_for_what_is_configured(self, client: GatehouseClient) -> None:
        url = client.sign_in(
            REDIRECT_URI,
            first_screen="register",
            login_hint="alice@example.com",
            direct_sign_in={"method": "sso", "target": "acme"},
            organization_id="org_1",
            acr_values=["mfa"],
            max_age=60,
            ui_locales=["de", "en"],
            extra_params={"theme": "dark"},
        )
        query = {
            name: values[0] if len(values) == 1 else values for name, values in parse_qs(urlsplit(url).query).items()
        }
        assert url.startswith(f"{ISSUER}/authorization?")
        for name in ("state", "nonce", "code_challenge"):
            assert len(query.pop(name)) == 43
        assert query == {
            "client_id": "app",
            "response_type": "code",
            "redirect_uri": REDIRECT_URI,
            "scope": "openid profile offline_access",
            "code_challenge_method": "S256",
            "prompt": "consent",
            "resource": API,
            "first_screen": "register",
            "login_hint": "alice@example.com",
            "direct_sign_in": "sso:acme",
            "organization_id": "org_1",
            "acr_values": "mfa",
            "max_age": "60",
            "ui_locales": "de en",
            "theme": "dark",
        }

    def test_rfc9700_state_nonce_and_challenge_are_fresh_every_time(self, client: GatehouseClient) -> None:
        urls = [parse_qs(urlsplit(client.sign_in(REDIRECT_URI)).query) for _ in range(2)]
        for name in ("state", "nonce", "code_challenge"):
            assert urls[0][name] != urls[1][name]
            assert len(urls[0][name][0]) == 43

    def test_without_offline_access_no_consent_is_asked_for(self, provider: FakeProvider, clock: Clock) -> None:
        client = GatehouseClient(
            config(offline_access=False), storage=MemoryStorage(), clock=clock, transport=provider
        )
        query = parse_qs(urlsplit(client.sign_in(REDIRECT_URI)).query)
        assert query["scope"] == ["openid profile"]
        assert "prompt" not in query

    @pytest.mark.parametrize("name", ["state", "nonce", "redirect_uri", "code_challenge", "client_id", "request"])
    def test_extra_params_cannot_undo_a_check(self, client: GatehouseClient, name: str) -> None:
        with fails("invalid_config"):
            client.sign_in(REDIRECT_URI, extra_params={name: "x"})

    @pytest.mark.parametrize(
        "uri", ["/callback", "http://app.example/cb", "https://a@b/cb", "https://a/#x", "javascript:1"]
    )
    def test_unsafe_redirect_uris_are_refused(self, client: GatehouseClient, uri: str) -> None:
        with fails("invalid_redirect_uri"):
            client.sign_in(uri)

    @pytest.mark.parametrize(
        "path",
        [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "\\/evil",
            "/a\tb",
            "/a\r\nSet-Cookie: x",
            "",
            "a",
            "/a//b",
            "/\u2028",
            "/ a",
        ],
    )
    def test_cwe601_return_to_never_leaves_this_site(self, client: GatehouseClient, path: str) -> None:
        with fails("invalid_return_to"):
            client.sign_in(REDIRECT_URI, return_to=path)

    def test_return_to_comes_back(self, client: GatehouseClient, provider: FakeProvider) -> None:
        url = client.sign_in(REDIRECT_URI, return_to="/orders?page=2&q=//x")
        assert client.handle_sign_in_callback(provider.authorize(url)).return_to == "/orders?page=2&q=//x"

    def test_gatehouse_conveniences_need_gatehouse(self, provider: FakeProvider, clock: Clock) -> None:
        other = config(endpoint=None, issuer=ISSUER)
        client = GatehouseClient(other, storage=MemoryStorage(), clock=clock, transport=provider)
        with fails("unsupported"):
            client.sign_in(REDIRECT_URI, first_screen="register")
        sign_in(client, provider)
        with fails("unsupported"):
            client.get_organization_token("org_1")


class TestConfiguration:
    @pytest.mark.parametrize(
        "wrong",
        [
            {"endpoint": "http://op.example"},
            {"endpoint": None},
            {"issuer": ISSUER},
            {"endpoint": "op.example"},
            {"app_id": ""},
            {"app_secret": ""},
            {"resources": ["api"]},
            {"scopes": "openid email"},
            {"clock_tolerance_seconds": 3600},
        ],
    )
    def test_mistakes_are_named_at_once(self, wrong: dict) -> None:
        settings = {"endpoint": "https://op.example", "app_id": "app", **wrong}
        with fails("invalid_config"):
            GatehouseConfig(**settings)

    @pytest.mark.parametrize("host", ["localhost:3001", "127.0.0.1", "[::1]:80", "id.localhost"])
    def test_rfc8252_http_is_fine_on_loopback(self, host: str) -> None:
        assert config(endpoint=f"http://{host}").expected_issuer == f"http://{host}/oidc"

    def test_secrets_are_not_in_texts_for_logs(self, client: GatehouseClient, provider: FakeProvider) -> None:
        sign_in(client, provider)
        session = client._core.storage.get("session")
        from gatehouse._session import load_session

        assert "s+cret" not in repr(client.config)
        assert all(token not in repr(load_session(session)) for token in provider.live)

    def test_rfc6749_2_3_1_credentials_are_form_encoded(
        self, client: GatehouseClient, provider: FakeProvider
    ) -> None:
        sign_in(client, provider)
        headers = next(h for path, _, h in provider.requests if path.endswith("/token"))
        assert base64.b64decode(headers["authorization"].split()[1]) == b"app:s%2Bcret"

    def test_a_public_app_sends_only_its_id(self, provider: FakeProvider, clock: Clock) -> None:
        client = GatehouseClient(config(app_secret=None), storage=MemoryStorage(), clock=clock, transport=provider)
        sign_in(client, provider)
        form, headers = next((f, h) for path, f, h in provider.requests if path.endswith("/token"))
        assert form["client_id"] == "app"
        assert "authorization" not in headers


class TestCallback:
    def test_replayed_callback_fails(self, client: GatehouseClient, provider: FakeProvider) -> None:
        callback = provider.authorize(client.sign_in(REDIRECT_URI))
        client.handle_sign_in_callback(callback)
        with fails("sign_in_not_found"):
            client.handle_sign_in_callback(callback)

    def test_replayed_callback_in_parallel_redeems_the_code_once(
        self, client: GatehouseClient, provider: FakeProvider
    ) -> None:
        callback = provider.authorize(client.sign_in(REDIRECT_URI))
        client.is_authenticated()

        def attempt(_: int) -> bool:
            try:
                client.handle_sign_in_callback(callback)
            except SignInError:
                return False
            return True

        with ThreadPoolExecutor(8) as pool:
            assert sorted(pool.map(attempt, range(8)))[-2:] == [False, True]
        assert provider.count("/token") == 1

    def test_login_csrf_a_callback_from_another_browser_is_refused(
        self, client: GatehouseClient, provider: FakeProvider
    ) -> None:
        attackers = provider.authorize(client.with_storage(MemoryStorage()).sign_in(REDIRECT_URI))
        with fails("sign_in_not_found"):
            client.handle_sign_in_callback(attackers)
        assert provider.count("/token") == 0
        assert not client.is_authenticated()

    def test_parallel_tabs_both_finish(self, client: GatehouseClient, provider: FakeProvider) -> None:
        first, second = (client.sign_in(REDIRECT_URI, return_to=f"/{n}") for n in (1, 2))
        assert client.handle_sign_in_callback(provider.authorize(second)).return_to == "/2"
        assert client.handle_sign_in_callback(provider.authorize(first)).return_to == "/1"

    def test_an_hour_later_it_is_too_late(
        self, client: GatehouseClient, provider: FakeProvider, clock: Clock
    ) -> None:
        url = client.sign_in(REDIRECT_URI)
        clock.now += 3601
        with fails("sign_in_not_found"):
            client.handle_sign_in_callback(provider.authorize(url))

    def test_rfc9207_mix_up_an_error_of_another_provider_says_nothing(
        self, client: GatehouseClient, provider: FakeProvider
    ) -> None:
        callback = provider.authorize(client.sign_in(REDIRECT_URI), iss="https://evil.example", error="access_denied")
        with fails("issuer_mismatch"):
            client.handle_sign_in_callback(callback)

    def test_another_path_is_refused(self, client: GatehouseClient, provider: FakeProvider) -> None:
        callback = provider.authorize(client.sign_in(REDIRECT_URI)).replace("/callback", "/other")
        with fails("invalid_redirect_uri"):
            client.handle_sign_in_callback(callback)

    def test_is_sign_in_callback(self, client: GatehouseClient, provider: FakeProvider) -> None:
        callback = provider.authorize(client.sign_in(REDIRECT_URI))
        assert client.is_sign_in_callback(callback)
        assert not client.is_sign_in_callback(REDIRECT_URI)
        assert not client.is_sign_in_callback(f"{REDIRECT_URI}?code=1&state=unknown")


class TestIdToken:
    @pytest.mark.parametrize(
        ("claims", "check"),
        [
            ({"nonce": "other"}, "nonce"),
            ({"iss": "https://evil.example"}, "issuer"),
            ({"aud": "other"}, "audience"),
            ({"aud": ["app", "other"]}, "authorized_party"),
            ({"aud": ["app", "other"], "azp": "other"}, "authorized_party"),
            ({"aud": ["app", 1]}, "audience"),
            ({"exp": 1}, "expired"),
            ({"exp": True}, "malformed"),
            ({"exp": "9999999999"}, "malformed"),
            ({"iat": 9_999_999_999}, "issued_at"),
            ({"nbf": 9_999_999_999}, "issued_at"),
            ({"iat": 1}, "issued_at"),
            ({"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}, "at_hash"),
            ({"sub": None}, "missing"),
            ({"sub": ""}, "malformed"),
            ({"sub": "x" * 256}, "malformed"),
        ],
    )
    def test_oidc_core_3_1_3_7_wrong_claims(
        self, client: GatehouseClient, provider: FakeProvider, claims: dict, check: str
    ) -> None:
        provider.claims = claims
        with fails("id_token_invalid", check=check):
            sign_in(client, provider)
        assert not client.is_authenticated()

    def test_several_audiences_with_us_as_authorized_party(
        self, client: GatehouseClient, provider: FakeProvider
    ) -> None:
        provider.claims = {"aud": ["app", "other"], "azp": "app"}
        sign_in(client, provider)

    def test_max_age_needs_a_recent_auth_time(
        self, client: GatehouseClient, provider: FakeProvider, clock: Clock
    ) -> None:
        with fails("id_token_invalid", check="missing"):
            sign_in(client, provider, max_age=300)
        provider.claims = {"auth_time": int(clock.now) - 400}
        with fails("id_token_invalid", check="auth_time"):
            sign_in(client, provider, max_age=300)
        provider.claims = {"auth_time": int(clock.now) - 200}
        sign_in(client, provider, max_age=300)

    def test_rfc8725_an_algorithm_that_the_provider_does_not_name_is_refused(
        self, client: GatehouseClient, provider: FakeProvider
    ) -> None:
        provider.metadata["id_token_signing_alg_values_supported"] = ["RS256"]
        with fails("id_token_invalid", check="algorithm"):
            sign_in(client, provider)

    @pytest.mark.parametrize("member", [{"use": "enc"}, {"alg": "ES384"}, {"key_ops": ["encrypt"]}, {"crv": "P-384"}])
    def test_rfc7517_a_key_made_for_something_else_verifies_nothing(
        self, client: GatehouseClient, provider: FakeProvider, member: dict
    ) -> None:
        jwks = provider.jwks
        jwks["keys"][0].update(member)
        original = provider._answer
        provider._answer = lambda request, form: (  # type: ignore[method-assign]
            httpx.Response(200, json=jwks) if request.url.path.endswith("/jwks") else original(request, form)
        )
        with fails("id_token_invalid", check="signature"):
            sign_in(client, provider)

    @pytest.mark.parametrize("bits", [1024])
    def test_rfc7518_3_3_short_rsa_keys_are_refused(self, bits: int) -> None:
        import json

        import jwt
        from cryptography.hazmat.primitives.asymmetric import rsa

        from gatehouse._jws import read_token, usable_keys, verify_signature
        from gatehouse.errors import id_token_error

        key = rsa.generate_private_key(65537, bits)
        jwk = jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key())
        jwk = json.loads(jwk) if isinstance(jwk, str) else jwk
        try:
            token = read_token(jwt.encode({}, key, algorithm="RS256"), id_token_error)
        except jwt.PyJWTError:
            pytest.skip("this PyJWT doesn't even sign with it")
        with fails("id_token_invalid", check="signature"):
            verify_signature(token, usable_keys(token, [jwk]), id_token_error)


class TestKeysAndDiscovery:
    def test_a_new_key_is_found(self, client: GatehouseClient, provider: FakeProvider, clock: Clock) -> None:
        sign_in(client, provider)
        provider.new_key("k2")
        clock.now += 31
        sign_in(client, provider)
        assert provider.count("/jwks") == 2

    def test_forged_key_ids_do_not_make_us_hammer_the_provider(
        self, client: GatehouseClient, provider: FakeProvider
    ) -> None:
        sign_in(client, provider)
        for number in range(5):
            provider.header = {"kid": f"forged-{number}"}
            with fails("id_token_invalid", check="signature"):
                sign_in(client, provider)
        assert provider.count("/jwks") == 1

    def test_both_are_cached_and_expire(self, client: GatehouseClient, provider: FakeProvider, clock: Clock) -> None:
        for _ in range(3):
            sign_in(client, provider)
        assert (provider.count("openid-configuration"), provider.count("/jwks")) == (1, 1)
        clock.now += 3601
        sign_in(client, provider)
        assert (provider.count("openid-configuration"), provider.count("/jwks")) == (2, 2)

    def test_discovery_4_3_the_issuer_must_be_the_configured_one(
        self, client: GatehouseClient, provider: FakeProvider
    ) -> None:
        provider.metadata["issuer"] = "https://evil.example"
        with fails("discovery_invalid"):
            client.sign_in(REDIRECT_URI)

    @pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint"])
    @pytest.mark.parametrize(
        "value", ["http://op.example/x", "javascript:alert(1)", "/relative", 1, "file:///etc/passwd"]
    )
    def test_endpoints_are_https(
        self, client: GatehouseClient, provider: FakeProvider, name: str, value: Any
    ) -> None:
        provider.metadata[name] = value
        with fails("discovery_invalid"):
            client.sign_in(REDIRECT_URI)


class TestTokens:
    def test_a_token_is_kept_until_a_minute_before_its_end(
        self, client: GatehouseClient, provider: FakeProvider, clock: Clock
    ) -> None:
        sign_in(client, provider)
        token = client.get_access_token(API)
        clock.now += 3539
        assert client.get_access_token(API) == token
        clock.now += 2
        assert client.get_access_token(API) != token
        assert client.get_access_token_claims(API)["scope"] == "books:read"

    def test_opaque_tokens_have_no_claims(self, client: GatehouseClient, provider: FakeProvider) -> None:
        sign_in(client, provider)
        with fails("opaque_token"):
            client.get_access_token_claims()

    def test_threads_renew_once_and_rotation_loses_nothing(
        self, client: GatehouseClient, provider: FakeProvider, clock: Clock
    ) -> None:
        sign_in(client, provider)
        barrier = threading.Barrier(8)

        def ask(number: int) -> str:
            barrier.wait()
            return client.get_access_token(f"{API}/{number % 2}")

        with ThreadPoolExecutor(8) as pool:
            tokens = list(pool.map(ask, range(8)))
        assert len(set(tokens)) == 2
        assert provider.count("/token") == 3
        clock.now += 3600
        assert client.get_access_token(API)  # the refresh token that is stored is the live one

    def test_tasks_renew_once(self, provider: FakeProvider, clock: Clock) -> None:
        async def main() -> None:
            client = AsyncGatehouseClient(config(), storage=MemoryStorage(), clock=clock, transport=provider)
            await client.handle_sign_in_callback(provider.authorize(await client.sign_in(REDIRECT_URI)))
            tokens = await asyncio.gather(*(client.get_access_token(API) for _ in range(8)))
            assert len(set(tokens)) == 1
            assert provider.count("/token") == 2
            await client.aclose()

        asyncio.run(main())

    def test_requests_with_a_copy_of_the_old_cookie_find_the_new_refresh_token(
        self, client: GatehouseClient, provider: FakeProvider, clock: Clock
    ) -> None:
        """Of parallel requests all but one carry a spent refresh token; a strict provider would end the session."""
        sign_in(client, provider)
        copies = []
        for _ in range(3):
            storage = MemoryStorage()
            storage.set("session", client._core.storage.get("session") or "")
            copies.append(client.with_storage(storage))
        tokens = {copy.get_access_token(f"{API}/{n}") for n, copy in enumerate(copies)}
        assert len(tokens) == 3
        assert copies[0].get_access_token(f"{API}/2") in tokens
        clock.now += 3600
        assert copies[0].get_access_token(API)

    def test_a_session_that_ended_is_not_written_back_by_a_request_under_way(
        self, client: GatehouseClient, provider: FakeProvider
    ) -> None:
        sign_in(client, provider)
        other = client.with_storage(client._core.storage)  # type: ignore[arg-type]
        started, go_on = threading.Event(), threading.Event()
        provider.on_refresh = lambda: (started.set(), go_on.wait(5))[0]  # type: ignore[func-returns-value]
        with ThreadPoolExecutor(2) as pool:
            renewal = pool.submit(client.get_access_token, API)
            started.wait(5)
            ending = pool.submit(other.sign_out, "https://app.example/")
            go_on.set()
            renewal.result(5)
            ending.result(5)
        assert not client.is_authenticated()
        assert provider.live == set()

    def test_an_old_cookie_is_worthless_after_sign_out(self, client: GatehouseClient, provider: FakeProvider) -> None:
        sign_in(client, provider)
        copy = MemoryStorage()
        copy.set("session", client._core.storage.get("session") or "")
        client.sign_out("https://app.example/")
        assert not client.with_storage(copy).is_authenticated()

    def test_two_processes_with_one_store(self, provider: FakeProvider, clock: Clock) -> None:
        storage = MemoryStorage()
        one, two = (GatehouseClient(config(), storage=storage, clock=clock, transport=provider) for _ in range(2))
        sign_in(one, provider)
        provider.punishes_replays = False
        before = storage.get("session") or ""
        one.get_access_token(API)
        after = storage.get("session") or ""
        storage.set("session", before)

        def meanwhile() -> None:  # the other process stores its result while this one's request is under way
            storage.set("session", after)

        provider.on_refresh = meanwhile
        assert two.get_access_token(f"{API}/2")
        assert two.is_authenticated()

    def test_a_refused_refresh_token_ends_the_session(self, client: GatehouseClient, provider: FakeProvider) -> None:
        sign_in(client, provider)
        provider.live.clear()
        with fails("session_expired", error="invalid_grant"):
            client.get_access_token(API)
        assert not client.is_authenticated()
        with fails("not_authenticated"):
            client.get_access_token(API)

    def test_without_refresh_token(self, client: GatehouseClient, provider: FakeProvider) -> None:
        provider.token_answer = {"refresh_token": None}
        sign_in(client, provider)
        assert client.get_access_token()
        with pytest.raises(NotAuthenticatedError) as caught:
            client.get_access_token(API)
        assert caught.value.code == "no_refresh_token"

    @pytest.mark.parametrize(
        ("claims", "check"),
        [({"sub": "usr_2"}, "subject"), ({"aud": ["app", "b"], "azp": "app"}, "audience"), ({"nonce": "x"}, "nonce")],
    )
    def test_oidc_core_12_2_a_refresh_never_changes_the_person(
        self, client: GatehouseClient, provider: FakeProvider, claims: dict, check: str
    ) -> None:
        sign_in(client, provider)
        provider.claims = claims
        with fails("id_token_invalid", check=check):
            client.get_access_token(API)
        assert client.get_id_token_claims()["sub"] == "usr_1"
        provider.claims = {}
        assert client.get_access_token(API)  # the refresh token that came along was kept

    def test_userinfo_about_another_person(self, client: GatehouseClient, provider: FakeProvider) -> None:
        sign_in(client, provider)
        assert client.fetch_user_info()["name"] == "Alice"
        provider.subject = "usr_2"
        with fails("userinfo_subject_mismatch"):
            client.fetch_user_info()

    def test_context(self, client: GatehouseClient, provider: FakeProvider) -> None:
        assert not client.get_context(fetch_user_info=True, resource=API).is_authenticated
        sign_in(client, provider)
        context = client.get_context(fetch_user_info=True, resource=API)
        assert context.claims
        assert context.claims["sub"] == "usr_1"
        assert context.user_info
        assert context.access_token

    def test_a_new_session_has_a_new_id(self, client: GatehouseClient, provider: FakeProvider) -> None:
        from gatehouse._session import load_session

        def session_id() -> str:
            session = load_session(client._core.storage.get("session"))  # type: ignore[arg-type]
            assert session
            return session.id

        sign_in(client, provider)
        first = session_id()
        sign_in(client, provider)
        assert session_id() != first


class TestSignOut:
    def test_revokes_and_leads_to_the_provider(self, client: GatehouseClient, provider: FakeProvider) -> None:
        sign_in(client, provider)
        url = client.sign_out("https://app.example/", state="x")
        assert urlsplit(url).path == "/oidc/end_session"
        assert parse_qs(urlsplit(url).query) == {
            "client_id": ["app"],
            "post_logout_redirect_uri": ["https://app.example/"],
            "state": ["x"],
        }
        assert provider.live == set()
        assert not client.is_authenticated()

    def test_other_providers_get_the_hint(self, provider: FakeProvider, clock: Clock) -> None:
        client = GatehouseClient(
            config(endpoint=None, issuer=ISSUER), storage=MemoryStorage(), clock=clock, transport=provider
        )
        sign_in(client, provider)
        token = client.get_id_token()
        assert parse_qs(urlsplit(client.sign_out()).query)["id_token_hint"] == [token]

    def test_ends_here_even_if_the_provider_is_gone(
        self, client: GatehouseClient, provider: FakeProvider, clock: Clock
    ) -> None:
        sign_in(client, provider)
        clock.now += 3601
        provider.metadata = {}
        with pytest.raises(GatehouseError):
            client.sign_out()
        assert not client.is_authenticated()


class TestStorages:
    def test_a_blocking_client_says_no_to_an_async_storage(self, provider: FakeProvider) -> None:
        class Late:
            async def get(self, key: str) -> None: ...
            async def set(self, key: str, value: str) -> None: ...
            async def remove(self, key: str) -> None: ...

        client = GatehouseClient(config(), storage=Late(), transport=provider)  # type: ignore[arg-type]
        with pytest.raises(ConfigurationError):
            client.is_authenticated()

    def test_failures_are_storage_errors(self, provider: FakeProvider) -> None:
        class Broken(MemoryStorage):
            def get(self, key: str) -> str:
                raise OSError("disk")

        client = GatehouseClient(config(), storage=Broken(), transport=provider)
        with fails("storage_error"):
            client.is_authenticated()

    @pytest.mark.parametrize(
        "text", ["", "x", "{}", '{"v":2}', "[]", '{"v":1,"id":"a","id_token":"x","tokens":{},"version":0}']
    )
    def test_what_is_no_session_signs_nobody_in(self, client: GatehouseClient, text: str) -> None:
        client._core.storage.set("session", text)
        assert not client.is_authenticated()

    def test_an_async_storage_works_with_the_async_client(self, provider: FakeProvider, clock: Clock) -> None:
        class Late:
            def __init__(self) -> None:
                self.values: dict[str, str] = {}

            async def get(self, key: str) -> Any:
                await asyncio.sleep(0)
                return self.values.get(key)

            async def set(self, key: str, value: str) -> None:
                await asyncio.sleep(0)
                self.values[key] = value

            async def remove(self, key: str) -> None:
                await asyncio.sleep(0)
                self.values.pop(key, None)

        async def main() -> None:
            async with AsyncGatehouseClient(config(), storage=Late(), clock=clock, transport=provider) as client:
                await client.handle_sign_in_callback(provider.authorize(await client.sign_in(REDIRECT_URI)))
                assert (await client.get_id_token_claims())["sub"] == "usr_1"
                await client.sign_out()
                assert not await client.is_authenticated()

        asyncio.run(main())
