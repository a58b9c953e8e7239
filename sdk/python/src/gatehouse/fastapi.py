"""Sign-in and protected APIs for FastAPI.

::

    from fastapi import Depends, FastAPI
    from gatehouse.fastapi import CurrentUser, Gatehouse, require_user

    app = FastAPI()
    Gatehouse(app, endpoint="https://id.example.com", app_id="…", app_secret="…",
              base_url="https://app.example.com", cookie_secret="…")

    @app.get("/me")
    async def me(user: CurrentUser = Depends(require_user)):
        return user.claims

Routes: ``/sign-in``, ``/sign-up``, ``/callback``, ``/sign-out``. The session is kept in encrypted cookies.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any, Optional, cast

import httpx
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.routing import APIRouter
from fastapi.security import HTTPBearer
from starlette.datastructures import MutableHeaders
from starlette.responses import Response

from ._cookies import SessionStore
from ._io import Clock
from ._web import WebAuth, WebResponse, cookie_headers, lower_headers, split_options
from .aio import AsyncGatehouseClient
from .api import AsyncTokenVerifier, VerifiedToken, refusal_of
from .errors import ConfigurationError, GatehouseError, NotAuthenticatedError
from .models import IdTokenClaims, UserInfo
from .storage import MemoryStorage

__all__ = ["CurrentUser", "Gatehouse", "SessionStore", "current_user", "require_token", "require_user"]

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
ASGIApp = Callable[[Scope, Receive, Send], Awaitable[None]]
_KEY = "gatehouse"
_bearer = HTTPBearer(auto_error=False, bearerFormat="JWT", description="An access token for this API")
"""Only for the API's own documentation: "Authorize" in /docs."""
_log = logging.getLogger(__name__)


class CurrentUser:
    """Who made this request; somebody is signed in.

    :ivar claims: the claims of the ID token.
    :ivar client: the :class:`~gatehouse.AsyncGatehouseClient` of this request, for everything else.
    """

    def __init__(self, client: AsyncGatehouseClient, claims: IdTokenClaims) -> None:
        self.client, self.claims = client, claims

    async def get_access_token(self, resource: Optional[str] = None, organization_id: Optional[str] = None) -> str:
        """An access token for an API; see :meth:`gatehouse.AsyncGatehouseClient.get_access_token`.

        :param resource: the API's indicator.
        :param organization_id: the organization it is about.
        :raises GatehouseError: ``session_expired``, …; unhandled, the person is sent to sign in again.
        """
        return await self.client.get_access_token(resource, organization_id)

    async def fetch_user_info(self) -> UserInfo:
        """What the provider knows of the person now; see :meth:`gatehouse.AsyncGatehouseClient.fetch_user_info`.

        :raises GatehouseError: ``session_expired``, ``userinfo_subject_mismatch``, …
        """
        return await self.client.fetch_user_info()


class Gatehouse:
    """Adds the routes to an application, and a middleware that keeps the session.

    :param app: the application; or call :meth:`init_app` later.
    :param clock: seconds since 1970, for tests.
    :param transport: an asynchronous ``httpx`` transport, for proxies or tests.
    :param options: fields of :class:`~gatehouse.GatehouseConfig` (``endpoint`` or ``issuer``, ``app_id``,
        ``app_secret``, ``scopes``, ``resources`` …) and: ``base_url`` (the app's address as browsers see it),
        ``cookie_secret`` (32 characters or more; a list: the first seals, all open), ``sign_in_path``,
        ``sign_up_path``, ``callback_path``, ``sign_out_path``, ``sign_in_options``, ``post_logout_redirect_uri``,
        ``session_store`` (its methods may be asynchronous), ``cookie_name``, ``session_seconds``.
    :ivar router: the routes, should you want to look at them.
    :raises ConfigurationError: ``invalid_config``, ``cookie_secret_invalid``.
    """

    def __init__(
        self,
        app: Optional[FastAPI] = None,
        *,
        clock: Clock = time.time,
        transport: Optional[httpx.AsyncBaseTransport] = None,
        **options: Any,
    ) -> None:
        config, web = split_options(options)
        self._client = AsyncGatehouseClient(config, storage=MemoryStorage(), clock=clock, transport=transport)
        self._auth = WebAuth(self._client._core.shared, web)
        self.router = APIRouter(include_in_schema=False)
        self.router.add_api_route(web.sign_in_path, self._sign_in, methods=["GET"], name="gatehouse_sign_in")
        self.router.add_api_route(web.sign_up_path, self._sign_up, methods=["GET"], name="gatehouse_sign_up")
        self.router.add_api_route(web.callback_path, self._callback, methods=["GET"], name="gatehouse_callback")
        self.router.add_api_route(
            web.sign_out_path, self._sign_out, methods=["GET", "POST"], name="gatehouse_sign_out"
        )
        if app is not None:
            self.init_app(app)

    def init_app(self, app: FastAPI) -> None:
        """Add routes, middleware and error pages to an application.

        :param app: the application, before it has started.
        """
        app.include_router(self.router)
        app.add_middleware(cast(Any, _Middleware), gatehouse=self)
        app.add_exception_handler(GatehouseError, cast(Any, self._explain))

    async def sign_in(self, request: Request, return_to: Optional[str] = None, **options: Any) -> Response:
        """For a route of your own: the redirect that starts a sign-in.

        :param request: the present request.
        :param return_to: path of this site to go on with.
        :param options: as :meth:`gatehouse.GatehouseClient.sign_in`, such as
            ``direct_sign_in={"method": "sso", "target": "acme"}`` or ``login_hint="anna@acme.example"``.
        :raises GatehouseError: as :meth:`gatehouse.GatehouseClient.sign_in`.
        """
        return _response(await self._auth.start(_session(request).client._core, return_to, **options))

    async def _sign_in(self, request: Request) -> Response:
        return await self.sign_in(request, request.query_params.get("return_to"))

    async def _sign_up(self, request: Request) -> Response:
        return await self.sign_in(request, request.query_params.get("return_to"), first_screen="register")

    async def _callback(self, request: Request) -> Response:
        return _response(await self._auth.callback(_session(request).client._core, request.url.query))

    async def _sign_out(self, request: Request) -> Response:
        core = _session(request).client._core
        return _response(await self._auth.sign_out(core, request.method, _headers(request)))

    async def _explain(self, request: Request, error: GatehouseError) -> Response:
        _log.warning("%s", error)
        target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return _response(self._auth.explain(error, request.method, _headers(request), target))


class _Session:
    """Gatehouse's part of one request."""

    def __init__(self, gatehouse: Gatehouse, scope: Scope) -> None:
        # Cookies of a websocket's handshake are read the same way, but an answer can't change them.
        self.auth = gatehouse._auth
        request = Request({**scope, "type": "http"})
        self.storage = self.auth.storage(request.cookies)
        self.client = gatehouse._client.with_storage(self.storage)

    async def write(self, message: Message) -> None:
        message.setdefault("headers", [])
        headers = MutableHeaders(scope=cast(Any, message))
        cookies = await self.auth.finish(self.client._core, self.storage)
        for name, value in cookie_headers(cookies, self.storage.used, headers.get):
            headers.append(name, value)


class _Middleware:
    """Opens the session when a request comes and writes its cookies when the answer begins."""

    def __init__(self, app: ASGIApp, gatehouse: Gatehouse) -> None:
        self._app, self._gatehouse = app, gatehouse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        session = scope[_KEY] = _Session(self._gatehouse, scope)

        async def send_with_cookies(message: Message) -> None:
            if message["type"] == "http.response.start":
                await session.write(message)
            await send(message)

        await self._app(scope, receive, send_with_cookies)


async def current_user(request: Request) -> Optional[CurrentUser]:
    """Dependency: who is signed in, or None.

    :param request: given by FastAPI.
    :raises GatehouseError: ``storage_error``.
    """
    client = _session(request).client
    if not await client.is_authenticated():
        return None
    return CurrentUser(client, await client.get_id_token_claims())


async def require_user(request: Request) -> CurrentUser:
    """Dependency: who is signed in. Otherwise browsers are sent to sign in and come back, programs get a 401.

    :param request: given by FastAPI.
    :raises NotAuthenticatedError: ``not_authenticated``; answered by the extension.
    """
    user = await current_user(request)
    if user is None:
        raise NotAuthenticatedError("not_authenticated", "nobody is signed in")
    return user


def require_token(
    verifier: AsyncTokenVerifier, *scopes: str, organization_id: Optional[str] = None
) -> Callable[[Request], Awaitable[VerifiedToken]]:
    """Dependency that protects an API route by an access token; refusals are answered by RFC 6750.

    ::

        read = require_token(AsyncTokenVerifier(endpoint=…, audience="https://api.example.com"), "books:read")

        @app.get("/books")
        async def books(token: VerifiedToken = Depends(read)): …

    Needs neither :class:`Gatehouse` nor a session.

    :param verifier: which tokens are accepted.
    :param scopes: what the token has to allow, all of it.
    :param organization_id: the organization that the token has to be for.
    """

    async def verified(request: Request, _scheme: Any = Depends(_bearer)) -> VerifiedToken:
        try:
            return await verifier.verify_header(
                request.headers.get("authorization"), scopes=scopes, organization_id=organization_id
            )
        except GatehouseError as error:
            refusal = refusal_of(error)
            if refusal is None:
                raise
            body = json.loads(refusal.body)
            raise HTTPException(refusal.status, body, _without_type(refusal.headers)) from error

    return verified


def _session(request: Request) -> _Session:
    found = request.scope.get(_KEY)
    if found is None:
        raise ConfigurationError(message="Gatehouse(app, …) was not called for this application")
    return cast(_Session, found)


def _without_type(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name != "Content-Type"}


def _headers(request: Request) -> dict[str, str]:
    return lower_headers(request.headers.items())


def _response(response: WebResponse) -> Response:
    return Response(response.body, response.status, dict(response.headers))
