"""Sign-in in Flask, FastAPI and Django: the same behaviour, and the same attacks, in all three."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from fake_provider import Clock, FakeProvider
from gatehouse import ConfigurationError
from web_apps import APPS, BASE, Visitor

Start = Callable[..., Visitor]


@pytest.fixture(params=APPS)
def start(request: Any, provider: FakeProvider, clock: Clock) -> Iterator[Start]:
    """Starts the app with more options; gives the first visitor."""
    pytest.importorskip(request.param)
    running = []

    def begin(**more: Any) -> Visitor:
        context = APPS[request.param](provider, clock, **more)
        ask = context.__enter__()
        running.append(context)
        return Visitor(ask, provider)

    yield begin
    for context in reversed(running):
        context.__exit__(None, None, None)


@pytest.fixture
def visitor(start: Start) -> Visitor:
    return start()


class TestTenLines:
    def test_sign_in_and_out(self, visitor: Visitor, provider: FakeProvider) -> None:
        assert visitor.name == "nobody"
        assert visitor.sign_in().location == f"{BASE}/"
        assert visitor.name == "Alice Adams"
        answer = visitor.get("/sign-out", sec_fetch_site="same-origin")
        assert answer.location.startswith("https://op.example/oidc/end_session?")
        assert parse_qs(urlsplit(answer.location).query)["post_logout_redirect_uri"] == [f"{BASE}/"]
        assert visitor.name == "nobody"
        assert visitor.jar == {} or set(visitor.jar) <= {"sessionid", "csrftoken"}
        assert provider.live == set()

    def test_sign_up_begins_with_registration(self, visitor: Visitor) -> None:
        assert "first_screen=register" in visitor.get("/sign-up").location

    def test_a_protected_page_comes_back_to_itself(self, visitor: Visitor) -> None:
        answer = visitor.get("/me?tab=2&x=%C3%A4")
        assert answer.status == 303
        assert answer.location.startswith(f"{BASE}/sign-in?return_to=")
        path = answer.location[len(BASE) :]
        assert visitor.sign_in(path).location == "/me?tab=2&x=%C3%A4"
        assert visitor.get("/me").text == "usr_1"

    def test_programs_get_a_401_instead(self, visitor: Visitor) -> None:
        answer = visitor.get("/me", sec_fetch_mode="cors", accept="application/json")
        assert (answer.status, "not_authenticated" in answer.text) == (401, True)
        assert visitor.get("/me", "POST").status in (401, 405, 403)

    def test_parallel_tabs(self, visitor: Visitor) -> None:
        first, second = visitor.callback_path("/sign-in?return_to=/1"), visitor.callback_path("/sign-in?return_to=/2")
        assert visitor.get(second).location == "/2"
        assert visitor.get(first).location == "/1"

    def test_a_session_that_the_provider_ended_leads_to_sign_in(
        self, visitor: Visitor, provider: FakeProvider
    ) -> None:
        visitor.sign_in()
        provider.live.clear()
        assert visitor.get("/token/a").location == f"{BASE}/sign-in?return_to=%2Ftoken%2Fa"
        assert visitor.name == "nobody"

    def test_other_paths(self, start: Start) -> None:
        visitor = start(sign_in_path="/auth/in", callback_path="/auth/back", sign_out_path="/auth/out")
        assert visitor.sign_in("/auth/in").status == 303
        assert visitor.name == "Alice Adams"

    def test_back_after_a_sign_in_that_worked_is_no_error(self, visitor: Visitor) -> None:
        callback = visitor.callback_path()
        visitor.get(callback)
        assert visitor.get(callback).location == f"{BASE}/"


class TestThreats:
    @pytest.mark.parametrize(
        "target", ["//evil.example", "https://evil.example", "/%5Cevil.example", "/%0d%0aX:1", "javascript:alert(1)"]
    )
    def test_open_redirect(self, visitor: Visitor, target: str) -> None:
        assert visitor.sign_in(f"/sign-in?return_to={target}").location == f"{BASE}/"

    def test_login_csrf_somebody_elses_callback(self, start: Start, visitor: Visitor) -> None:
        attacker = Visitor(visitor.ask, visitor.provider)
        answer = visitor.get(attacker.callback_path())
        assert answer.status == 400
        assert visitor.name == "nobody"

    def test_replayed_callback_in_the_same_browser(self, visitor: Visitor, provider: FakeProvider) -> None:
        callback = visitor.callback_path()
        visitor.get(callback)
        visitor.get("/sign-out")
        assert visitor.get(callback).status == 400
        assert provider.count("/token") == 1

    def test_forged_host_header(self, visitor: Visitor) -> None:
        for header in ({"host": "evil.example"}, {"x_forwarded_host": "evil.example"}):
            answer = visitor.get("/sign-in", **header)
            assert parse_qs(urlsplit(answer.location).query)["redirect_uri"] == [f"{BASE}/callback"]
            assert "evil.example" not in visitor.get("/me", **header).location
        assert "evil" not in visitor.get("/sign-out", host="evil.example").location

    @pytest.mark.parametrize(
        "headers",
        [
            {"sec_fetch_site": "cross-site", "sec_fetch_dest": "image", "sec_fetch_mode": "no-cors"},
            {"sec_fetch_site": "cross-site"},
            {"sec_fetch_site": "same-site"},
            {"sec_fetch_site": "same-origin", "sec_fetch_dest": "image", "sec_fetch_mode": "no-cors"},
            {"sec_fetch_site": "same-origin", "sec_purpose": "prefetch"},
        ],
    )
    def test_sign_out_by_another_sites_image_link_or_by_prefetch(self, visitor: Visitor, headers: dict) -> None:
        visitor.sign_in()
        assert visitor.get("/sign-out", **headers).status == 403
        assert visitor.name == "Alice Adams"

    def test_sign_out_by_another_sites_form_without_fetch_metadata(self, visitor: Visitor) -> None:
        visitor.sign_in()
        old = {"sec_fetch_site": None, "sec_fetch_mode": None, "sec_fetch_dest": None}
        assert visitor.get("/sign-out", "POST", origin="https://evil.example", **old).status == 403
        assert visitor.name == "Alice Adams"

    def test_tampered_cookie_counts_as_none(self, visitor: Visitor) -> None:
        visitor.sign_in()
        name = next(name for name in visitor.jar if name.startswith("__Host-"))
        value = visitor.jar[name]
        for changed in (value[:-4] + "AAAA", value[4:], "x", "é" * 10, value + "A" * 9000):
            visitor.jar[name] = changed.encode("latin-1", "replace").decode("latin-1")
            assert visitor.name == "nobody"

    def test_a_sign_in_cookie_is_no_session(self, visitor: Visitor) -> None:
        visitor.get("/sign-in")
        (value,) = (value for name, value in visitor.jar.items() if "_s_" in name)
        visitor.jar = {"__Host-gatehouse_app": value}
        assert visitor.name == "nobody"

    def test_an_old_cookie_after_sign_out(self, visitor: Visitor) -> None:
        visitor.sign_in()
        stolen = dict(visitor.jar)
        visitor.get("/sign-out")
        visitor.jar = stolen
        assert visitor.name == "nobody"

    def test_a_cookie_does_not_live_for_ever(self, visitor: Visitor, clock: Clock) -> None:
        visitor.sign_in()
        clock.now += 15 * 24 * 3600
        assert visitor.name == "nobody"

    def test_the_providers_texts_are_not_shown(self, visitor: Visitor) -> None:
        """Reflected cross-site scripting by a forged error."""
        path = visitor.callback_path(error="<script>alert(1)</script>", error_description="<img src=x>")
        answer = visitor.get(path)
        assert answer.status in (502, 503)
        assert "alert(1)" not in answer.text
        assert "<img" not in answer.text

    def test_cookies_are_out_of_reach_for_scripts_and_other_sites(self, visitor: Visitor) -> None:
        visitor.get("/sign-in")
        answer = visitor.sign_in()
        ours = [line for line in answer.cookies if line.startswith("__Host-")]
        assert ours
        for line in ours:
            attributes = {part.strip().lower() for part in line.split(";")[1:]}
            assert {"httponly", "samesite=lax", "path=/", "secure"} <= attributes
            assert not any(attribute.startswith("domain") for attribute in attributes)
            assert "Alice" not in line

    def test_no_cache_keeps_a_persons_page(self, visitor: Visitor) -> None:
        visitor.sign_in()
        assert "cookie" in visitor.get("/").header("vary").lower()
        assert "no-store" in visitor.get("/token/a").header("cache-control")

    def test_without_https_the_cookie_still_works_on_this_machine(self, start: Start) -> None:
        visitor = start(base_url="http://localhost:3005")
        answer = visitor.sign_in()
        assert visitor.name == "Alice Adams"
        assert all("secure" not in line.lower() for line in answer.cookies if line.startswith("gatehouse_app"))


class TestSize:
    def test_many_resource_tokens_never_overflow(self, visitor: Visitor) -> None:
        """nginx and gunicorn refuse a Cookie header beyond 8 KiB, and then nobody can even sign out."""
        visitor.sign_in()
        for number in range(12):
            assert visitor.get(f"/token/{number}").status == 200
            header = "; ".join(f"{name}={value}" for name, value in visitor.jar.items())
            assert len(header) < 6200
            assert all(len(name) + len(value) < 4000 for name, value in visitor.jar.items())
        assert visitor.name == "Alice Adams"

    def test_chunks_that_are_no_longer_needed_go_away(self, visitor: Visitor) -> None:
        visitor.sign_in()
        for number in range(3):
            visitor.get(f"/token/{number}")
        assert any(name.endswith("-1") for name in visitor.jar)
        visitor.sign_in()
        assert not any(name.endswith("-1") for name in visitor.jar)

    def test_many_started_sign_ins_are_bounded(self, visitor: Visitor, clock: Clock) -> None:
        for _ in range(9):
            clock.now += 1
            visitor.get("/sign-in")
        assert sum("_s_" in name for name in visitor.jar) == 5
        assert visitor.sign_in().status == 303

    def test_a_session_that_can_not_fit_says_what_to_do(self, visitor: Visitor, provider: FakeProvider) -> None:
        provider.claims = {"name": "x" * 6000}
        assert visitor.sign_in().status == 500
        assert visitor.name == "nobody"


class Store:
    """A store of the app."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.seconds: list[int] = []

    def get(self, session_id: str) -> Any:
        return self.values.get(session_id)

    def set(self, session_id: str, value: str, ttl_seconds: int) -> Any:
        self.seconds.append(ttl_seconds)
        self.values[session_id] = value

    def remove(self, session_id: str) -> Any:
        self.values.pop(session_id, None)


class TestStore:
    def test_keeps_any_size_sealed_and_with_an_end(self, start: Start, provider: FakeProvider) -> None:
        store = Store()
        visitor = start(session_store=store)
        provider.claims = {"name": "x" * 6000}
        visitor.sign_in()
        assert visitor.name == "x" * 6000
        assert sum(map(len, visitor.jar.values())) < 700
        (value,) = store.values.values()
        assert "xxxxxxxxxx" not in value
        assert "eyJhbGciOiJ" not in value
        assert store.seconds == [14 * 24 * 3600]

    def test_an_asynchronous_store_works_where_requests_are(self, start: Start, request: Any) -> None:
        class AsyncStore(Store):
            async def get(self, session_id: str) -> Any:
                return super().get(session_id)

            async def set(self, session_id: str, value: str, ttl_seconds: int) -> Any:
                super().set(session_id, value, ttl_seconds)

            async def remove(self, session_id: str) -> Any:
                super().remove(session_id)

        if "fastapi" not in request.node.name:
            pytest.skip("for asynchronous frameworks")
        store = AsyncStore()
        visitor = start(session_store=store)
        visitor.sign_in()
        visitor.sign_in()
        assert visitor.name == "Alice Adams"
        assert len(store.values) == 1
        visitor.get("/sign-out")
        assert store.values == {}

    def test_session_fixation_a_new_sign_in_has_a_new_id(self, start: Start) -> None:
        store = Store()
        visitor = start(session_store=store)
        visitor.sign_in()
        (first,) = store.values
        visitor.sign_in()
        (second,) = store.values
        assert first != second

    def test_sign_out_empties_the_store_and_removal_there_signs_out(self, start: Start) -> None:
        store = Store()
        visitor = start(session_store=store)
        visitor.sign_in()
        visitor.get("/sign-out")
        assert store.values == {}
        visitor.sign_in()
        store.values.clear()
        assert visitor.name == "nobody"


class TestConfiguration:
    @pytest.mark.parametrize(
        ("wrong", "code"),
        [
            ({"cookie_secret": "short"}, "cookie_secret_invalid"),
            ({"cookie_secret": []}, "cookie_secret_invalid"),
            ({"base_url": "http://app.example"}, "invalid_config"),
            ({"base_url": None}, "invalid_config"),
            ({"sign_in_path": "//x"}, "invalid_config"),
            ({"app_idd": "x"}, "invalid_config"),
        ],
    )
    def test_mistakes_are_named_at_the_start(self, start: Start, wrong: dict, code: str) -> None:
        with pytest.raises(ConfigurationError) as caught:
            start(**wrong).get("/sign-in")
        assert caught.value.code == code

    def test_secrets_rotate_without_signing_people_out(self, start: Start) -> None:
        old, new = "o" * 32, "n" * 32
        before = start(cookie_secret=old)
        before.sign_in()
        after = start(cookie_secret=[new, old])
        after.jar = before.jar
        assert after.name == "Alice Adams"
        gone = start(cookie_secret=[new])
        gone.jar = before.jar
        assert gone.name == "nobody"
