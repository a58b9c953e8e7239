"""What only Flask does, or what is shown best with it."""

from __future__ import annotations

from typing import Any, Callable

import pytest

from fake_provider import API, Clock, FakeProvider
from web_apps import Answer, Visitor, options

flask = pytest.importorskip("flask")

from gatehouse.flask import Gatehouse, current_user, login_required  # noqa: E402


def start(provider: FakeProvider, clock: Clock, meanwhile: Callable[[], Any] = lambda: None) -> Visitor:
    app = flask.Flask(__name__)
    Gatehouse(app, clock=clock, transport=provider, **options())
    app.add_url_rule("/", "home", lambda: str(current_user.is_authenticated))

    @app.get("/slow")
    def slow() -> str:
        token = current_user.get_access_token(f"{API}/slow")
        meanwhile()
        return token

    @app.get("/fast")
    @login_required
    async def fast() -> str:
        return current_user.get_access_token(f"{API}/fast")

    def ask(method: str, path: str, headers: dict[str, str]) -> Answer:
        response = app.test_client(use_cookies=False).open(path, method=method, headers=headers)
        return Answer(response.status_code, list(response.headers.items()), response.text)

    visitor = Visitor(ask, provider)
    visitor.app = app
    return visitor


def test_requests_in_one_pushed_context_are_different_people(provider: FakeProvider, clock: Clock) -> None:
    """``flask.g`` is shared by such requests."""
    one = start(provider, clock)
    two = Visitor(one.ask, provider)
    with one.app.app_context():
        one.sign_in()
        assert (one.name, two.name) == ("True", "False")


def test_of_parallel_requests_the_newest_refresh_token_wins(provider: FakeProvider, clock: Clock) -> None:
    """A request that began earlier and ends later must not put a spent refresh token back into the browser."""
    tokens = []

    def meanwhile() -> None:
        tokens.append(Visitor(visitor.ask, provider, dict(visitor.jar)).get("/fast").text)

    visitor = start(provider, clock, meanwhile)
    visitor.sign_in()
    assert visitor.get("/slow").status == 200
    assert len(tokens[0]) > 100
    another_process = start(provider, clock)
    another_process.jar = visitor.jar
    clock.now += 3600
    assert another_process.get("/fast").status == 200


def test_a_protected_async_view(provider: FakeProvider, clock: Clock) -> None:
    visitor = start(provider, clock)
    assert visitor.get("/fast").status == 303
    visitor.sign_in()
    assert len(visitor.get("/fast").text) > 100


def test_settings_come_from_app_config_and_the_secret_key(provider: FakeProvider, clock: Clock) -> None:
    app = flask.Flask(__name__)
    app.secret_key = "k" * 32
    settings = {**options(), "cookie_secret": None}
    app.config.update({f"GATEHOUSE_{name.upper()}": value for name, value in settings.items()})
    Gatehouse(clock=clock, transport=provider).init_app(app)
    answer = app.test_client().get("/sign-in")
    assert answer.status_code == 303
    with app.test_request_context():
        assert flask.url_for("gatehouse.sign_out") == "/sign-out"
