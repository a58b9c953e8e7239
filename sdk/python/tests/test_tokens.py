"""After the sign-in: keys, tokens, sign-out, storages, and many who use them at once."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from asking import config, fails, sign_in
from fake_provider import API, ISSUER, REDIRECT_URI, Clock, FakeProvider
from gatehouse import (
    AsyncGatehouseClient,
    ConfigurationError,
    GatehouseClient,
    GatehouseError,
    MemoryStorage,
    NotAuthenticatedError,
)


class TestKeysAndDiscovery:
    def test_a_new_key_is_found_at_once(self, client: GatehouseClient, provider: FakeProvider, clock: Clock) -> None:
        sign_in(client, provider)
        provider.new_key("k2")
        sign_in(client, provider)
        assert provider.count("/jwks") == 2
        clock.now += 31
        provider.new_key("k3")
        sign_in(client, provider)
        assert provider.count("/jwks") == 3

    def test_forged_key_ids_do_not_make_us_hammer_the_provider(
        self, client: GatehouseClient, provider: FakeProvider
    ) -> None:
        sign_in(client, provider)
        for number in range(5):
            provider.header = {"kid": f"forged-{number}"}
            with fails("id_token_invalid", check="signature"):
                sign_in(client, provider)
        assert provider.count("/jwks") == 2

    def test_a_hanging_provider_is_not_waited_for_one_after_the_other(
        self, client: GatehouseClient, provider: FakeProvider
    ) -> None:
        waiting, go_on = threading.Semaphore(0), threading.Event()
        answer = provider._answer

        def hang(request: httpx.Request, form: dict) -> httpx.Response:
            answer(request, form)
            waiting.release()
            go_on.wait(5)
            raise httpx.ReadTimeout("slow")

        provider._answer = hang  # type: ignore[method-assign]

        def attempt(_: int) -> str:
            try:
                return client.sign_in(REDIRECT_URI)
            except GatehouseError as error:
                return error.code

        with ThreadPoolExecutor(8) as pool:
            attempts = [pool.submit(attempt, n) for n in range(8)]
            waiting.acquire(timeout=5)
            locks = client._io._locks._entries
            while locks["discovery"][1] < 8:
                pass
            go_on.set()
            assert {attempt.result(5) for attempt in attempts} == {"provider_unreachable"}
        assert provider.count("openid-configuration") == 1
        provider._answer = answer  # type: ignore[method-assign]
        assert client.sign_in(REDIRECT_URI)

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

    def test_a_cancelled_request_does_not_lose_the_new_refresh_token(
        self, provider: FakeProvider, clock: Clock
    ) -> None:
        async def main() -> None:
            client = AsyncGatehouseClient(config(), storage=MemoryStorage(), clock=clock, transport=provider)
            await client.handle_sign_in_callback(provider.authorize(await client.sign_in(REDIRECT_URI)))
            answered, go_on = asyncio.Event(), asyncio.Event()
            handle = provider.handle_async_request

            async def slow(request: httpx.Request) -> httpx.Response:
                response = await handle(request)  # the provider has replaced the refresh token
                answered.set()
                await go_on.wait()
                return response

            provider.handle_async_request = slow  # type: ignore[method-assign]
            request = asyncio.ensure_future(client.get_access_token(API))
            await answered.wait()
            request.cancel()
            await asyncio.sleep(0)
            go_on.set()
            assert request.cancelled() or await asyncio.wait([request])
            assert await client.get_access_token(API)
            assert await client.get_access_token(f"{API}/2")
            assert provider.count("/token") == 3
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

    def test_a_sign_out_in_another_process_is_not_undone(self, provider: FakeProvider, clock: Clock) -> None:
        storage = MemoryStorage()
        client = GatehouseClient(config(), storage=storage, clock=clock, transport=provider)
        sign_in(client, provider)
        provider.on_refresh = lambda: storage.remove("session")
        assert client.get_access_token(API)
        assert not client.is_authenticated()

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
