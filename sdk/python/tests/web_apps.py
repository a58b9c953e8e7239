"""The same small app in Flask, FastAPI and Django, asked in the same way."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Callable, Optional
from urllib.parse import urlsplit

import httpx

from fake_provider import API, Clock, FakeProvider

BASE = "https://app.example"
SECRET = "a secret that only the tests know of"


def options(**more: Any) -> dict[str, Any]:
    settings = {
        "endpoint": "https://op.example",
        "app_id": "app",
        "app_secret": "secret",
        "base_url": BASE,
        "cookie_secret": SECRET,
        "resources": [API],
        **more,
    }
    return {name: value for name, value in settings.items() if value is not None}


@dataclass
class Answer:
    status: int
    headers: list[tuple[str, str]]
    text: str

    def header(self, name: str) -> str:
        return ", ".join(value for key, value in self.headers if key.lower() == name.lower())

    @property
    def location(self) -> str:
        return self.header("location")

    @property
    def cookies(self) -> list[str]:
        return [value for key, value in self.headers if key.lower() == "set-cookie"]


Ask = Callable[[str, str, dict[str, str]], Answer]
NAVIGATION = {
    "accept": "text/html",
    "sec-fetch-mode": "navigate",
    "sec-fetch-dest": "document",
    "sec-fetch-site": "none",
}


@dataclass
class Visitor:
    """One person's browser at the app."""

    ask: Ask
    provider: FakeProvider
    jar: dict[str, str] = field(default_factory=dict)
    app: Any = None

    def get(self, path: str, method: str = "GET", **headers: Optional[str]) -> Answer:
        sent: dict[str, Optional[str]] = {**NAVIGATION, "host": "app.example"}
        sent.update({name.replace("_", "-"): value for name, value in headers.items()})
        if self.jar:
            sent["cookie"] = "; ".join(f"{name}={value}" for name, value in self.jar.items())
        answer = self.ask(method, path, {name: value for name, value in sent.items() if value is not None})
        for line in answer.cookies:
            name, _, value = line.split(";")[0].partition("=")
            if value in ("", '""'):
                self.jar.pop(name, None)
            else:
                self.jar[name] = value
        return answer

    def callback_path(self, path: str = "/sign-in", **parameters: Optional[str]) -> str:
        callback = urlsplit(self.provider.authorize(self.get(path).location, **parameters))
        return f"{callback.path}?{callback.query}"

    def sign_in(self, path: str = "/sign-in") -> Answer:
        return self.get(self.callback_path(path))

    @property
    def name(self) -> str:
        return self.get("/").text


@contextlib.contextmanager
def flask_app(provider: FakeProvider, clock: Clock, **more: Any) -> Iterator[Ask]:
    import flask

    from gatehouse.flask import Gatehouse, current_user, login_required

    app = flask.Flask(__name__)
    Gatehouse(app, clock=clock, transport=provider, **options(**more))

    @app.get("/")
    def home() -> str:
        return str(current_user.claims["name"]) if current_user.is_authenticated else "nobody"

    @app.get("/me")
    @login_required
    def me() -> str:
        return current_user.claims["sub"]

    @app.get("/token/<name>")
    def token(name: str) -> str:
        return str(len(current_user.get_access_token(f"{API}/{name}")))

    def ask(method: str, path: str, headers: dict[str, str]) -> Answer:
        response = app.test_client(use_cookies=False).open(path, method=method, headers=headers)
        return Answer(response.status_code, list(response.headers.items()), response.text)

    yield ask


@contextlib.contextmanager
def fastapi_app(provider: FakeProvider, clock: Clock, **more: Any) -> Iterator[Ask]:
    from fastapi import Depends, FastAPI
    from fastapi.responses import PlainTextResponse

    from gatehouse.fastapi import CurrentUser, Gatehouse, current_user, require_user

    app = FastAPI()
    Gatehouse(app, clock=clock, transport=provider, **options(**more))
    globals().update(CurrentUser=CurrentUser)  # annotations are texts here, and FastAPI looks them up

    async def home(user=Depends(current_user)):
        return PlainTextResponse(user.claims["name"] if user else "nobody")

    async def me(user=Depends(require_user)):
        return PlainTextResponse(user.claims["sub"])

    async def token(name: str, user=Depends(require_user)):
        return PlainTextResponse(str(len(await user.get_access_token(f"{API}/{name}"))))

    app.get("/")(home)
    app.get("/me")(me)
    app.get("/token/{name}")(token)
    loop = asyncio.new_event_loop()

    async def send(method: str, path: str, headers: dict[str, str]) -> Answer:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=BASE) as client:
            encoded = {name: value.encode("latin-1") for name, value in headers.items()}
            response = await client.request(method, path, headers=encoded)
            return Answer(response.status_code, list(response.headers.multi_items()), response.text)

    yield lambda method, path, headers: loop.run_until_complete(send(method, path, headers))
    loop.close()


@contextlib.contextmanager
def django_app(provider: FakeProvider, clock: Clock, **more: Any) -> Iterator[Ask]:
    from django.test import Client
    from django.test.utils import override_settings

    import django_project

    given = {name.upper(): value for name, value in options(**more).items()}
    with override_settings(GATEHOUSE={**given, "CLOCK": clock, "TRANSPORT": provider}):
        django_project.reset()

        def ask(method: str, path: str, headers: dict[str, str]) -> Answer:
            environ = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
            response = Client().generic(method, path, secure=True, **environ)
            cookies = [("set-cookie", morsel.OutputString()) for morsel in response.cookies.values()]
            return Answer(response.status_code, [*response.items(), *cookies], response.content.decode())

        yield ask


APPS = {"flask": flask_app, "fastapi": fastapi_app, "django": django_app}
