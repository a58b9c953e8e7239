"""A sign-in: what the client asks, and what it checks before it lets somebody in."""

from __future__ import annotations

import base64
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from asking import config, fails, sign_in
from fake_provider import API, ISSUER, REDIRECT_URI, Clock, FakeProvider
from gatehouse import (
    GatehouseClient,
    GatehouseConfig,
    MemoryStorage,
    SignInError,
)


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

    def test_rfc9207_a_missing_issuer_counts_only_where_it_was_promised(
        self, client: GatehouseClient, provider: FakeProvider, clock: Clock
    ) -> None:
        with fails("issuer_mismatch"):
            client.handle_sign_in_callback(provider.authorize(client.sign_in(REDIRECT_URI), iss=None))
        del provider.metadata["authorization_response_iss_parameter_supported"]
        clock.now += 3601
        client.handle_sign_in_callback(provider.authorize(client.sign_in(REDIRECT_URI), iss=None))

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
