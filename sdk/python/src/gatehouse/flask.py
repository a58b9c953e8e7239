"""Sign-in for Flask.

::

    from flask import Flask
    from gatehouse.flask import Gatehouse, current_user, login_required

    app = Flask(__name__)
    Gatehouse(app, endpoint="https://id.example.com", app_id="…", app_secret="…",
              base_url="https://app.example.com", cookie_secret="…")

    @app.get("/me")
    @login_required
    def me():
        return dict(current_user.claims)

Routes: ``/sign-in``, ``/sign-up``, ``/callback``, ``/sign-out``. The session is kept in encrypted cookies, not in
Flask's own session, which anybody can read and which overflows at 4093 bytes.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from typing import Any, Optional, TypeVar, Union, cast

import flask
import httpx
from werkzeug.local import LocalProxy

from ._cookies import CookieStorage, SessionStore
from ._current_user import CurrentUser
from ._io import Clock, run
from ._web import OPTIONS, WebAuth, WebResponse, as_sent, cookie_headers, lower_headers, split_options
from .api import TokenVerifier, VerifiedToken, refusal_of
from .client import GatehouseClient
from .errors import ConfigurationError, GatehouseError
from .storage import MemoryStorage

__all__ = ["CurrentUser", "Gatehouse", "SessionStore", "current_user", "login_required", "require_token"]

F = TypeVar("F", bound=Callable[..., Any])
_EXTENSION = "gatehouse"


class Gatehouse:
    """The extension.

    :param app: the application; or call :meth:`init_app` later.
    :param clock: seconds since 1970, for tests.
    :param transport: an ``httpx`` transport, for proxies or tests.
    :param options: fields of :class:`~gatehouse.GatehouseConfig` (``endpoint`` or ``issuer``, ``app_id``,
        ``app_secret``, ``scopes``, ``resources`` …) and: ``base_url`` (the app's address as browsers see it),
        ``cookie_secret`` (32 characters or more; a list: the first seals, all open; Flask's ``SECRET_KEY`` when
        absent), ``sign_in_path``, ``sign_up_path``, ``callback_path``, ``sign_out_path``, ``sign_in_options``,
        ``post_logout_redirect_uri``, ``session_store``, ``cookie_name``, ``session_seconds``. Each may instead be in
        ``app.config`` as ``GATEHOUSE_…``, such as ``GATEHOUSE_APP_ID``.
    :raises ConfigurationError: ``invalid_config``, ``cookie_secret_invalid``.
    """

    def __init__(
        self,
        app: Optional[flask.Flask] = None,
        *,
        clock: Clock = time.time,
        transport: Optional[httpx.BaseTransport] = None,
        **options: Any,
    ) -> None:
        self._options, self._clock, self._transport = options, clock, transport
        if app is not None:
            self.init_app(app)

    def init_app(self, app: flask.Flask) -> None:
        """Add the routes to an application.

        :param app: the application; read once, at this moment, are its ``GATEHOUSE_…`` settings.
        :raises ConfigurationError: ``invalid_config``, ``cookie_secret_invalid``.
        """
        configured = {name: app.config.get(f"GATEHOUSE_{name.upper()}") for name in OPTIONS}
        options = {**configured, **{k: v for k, v in self._options.items() if v is not None}}
        if options.get("cookie_secret") is None:
            options["cookie_secret"] = _text(app.secret_key)
        config, web = split_options(options)
        client = GatehouseClient(config, storage=MemoryStorage(), clock=self._clock, transport=self._transport)
        self._add(app, _Extension(client, WebAuth(client._core.shared, web)))

    def _add(self, app: flask.Flask, extension: _Extension) -> None:
        app.extensions[_EXTENSION] = extension
        web = extension.auth.web
        blueprint = flask.Blueprint(_EXTENSION, __name__)
        blueprint.add_url_rule(web.sign_in_path, "sign_in", _sign_in_route)
        blueprint.add_url_rule(web.sign_up_path, "sign_up", _sign_up_route)
        blueprint.add_url_rule(web.callback_path, "callback", _callback_route)
        blueprint.add_url_rule(web.sign_out_path, "sign_out", _sign_out_route, methods=["GET", "POST"])
        app.register_blueprint(blueprint)
        app.register_error_handler(GatehouseError, _explain)
        app.after_request(_write_cookies)

    @staticmethod
    def sign_in(return_to: Optional[str] = None, **options: Any) -> flask.Response:
        """For a route of your own: the redirect that starts a sign-in.

        :param return_to: path of this site to go on with.
        :param options: as :meth:`gatehouse.GatehouseClient.sign_in`, such as
            ``direct_sign_in={"method": "sso", "target": "acme"}`` or ``login_hint="anna@acme.example"``.
        :raises GatehouseError: as :meth:`gatehouse.GatehouseClient.sign_in`.
        """
        request = _request()
        return _response(run(request.extension.auth.start(request.client._core, return_to, **options)))


class _Extension:
    def __init__(self, client: GatehouseClient, auth: WebAuth) -> None:
        self.client, self.auth = client, auth


class _Request:
    """Gatehouse's part of one request."""

    def __init__(self, extension: _Extension) -> None:
        self.extension = extension
        self.storage: CookieStorage = extension.auth.storage(flask.request.cookies)
        self.client = extension.client.with_storage(self.storage)
        self.user = CurrentUser(self.client)


def _request() -> _Request:
    extension = flask.current_app.extensions.get(_EXTENSION)
    if extension is None:
        raise ConfigurationError(message="Gatehouse(app, …) was not called for this application")
    found = _opened(extension)
    if found is None:
        found = flask.request.environ[_EXTENSION] = _Request(extension)
    return found


def _opened(extension: object) -> Optional[_Request]:
    """Kept with the request and not in ``flask.g``, which several requests share when a context was pushed before."""
    found = flask.request.environ.get(_EXTENSION)
    return found if isinstance(found, _Request) and found.extension is extension else None


current_user: CurrentUser = cast(CurrentUser, LocalProxy(lambda: _request().user))
"""Who made the present request; usable wherever ``flask.request`` is."""


def login_required(view: F) -> F:
    """Let only signed-in people in: browsers are sent to sign in and come back, programs get a 401.

    :param view: the view function, also an ``async`` one.
    """

    @functools.wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        request = _request()
        if not request.user.is_authenticated:
            return _response(request.extension.auth.challenge(flask.request.method, _headers(), _target()))
        return flask.current_app.ensure_sync(view)(*args, **kwargs)

    return cast(F, guarded)


def require_token(verifier: TokenVerifier, *scopes: str, organization_id: Optional[str] = None) -> Callable[[F], F]:
    """Protect an API route by an access token; the view gets it as ``flask.g.token``, a
    :class:`~gatehouse.api.VerifiedToken`. Refusals are answered by RFC 6750.

    :param verifier: which tokens are accepted.
    :param scopes: what the token has to allow, all of it.
    :param organization_id: the organization that the token has to be for.
    """

    def decorate(view: F) -> F:
        @functools.wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            header = flask.request.headers.get("Authorization")
            try:
                token: VerifiedToken = verifier.verify_header(header, scopes=scopes, organization_id=organization_id)
            except GatehouseError as error:
                refusal = refusal_of(error)
                if refusal is None:
                    raise
                return flask.Response(refusal.body, refusal.status, dict(refusal.headers))
            flask.g.token = token
            return flask.current_app.ensure_sync(view)(*args, **kwargs)

        return cast(F, guarded)

    return decorate


# -- routes ---------------------------------------------------------------------------------------------------------


def _sign_in_route() -> flask.Response:
    return Gatehouse.sign_in(flask.request.args.get("return_to"))


def _sign_up_route() -> flask.Response:
    return Gatehouse.sign_in(flask.request.args.get("return_to"), first_screen="register")


def _callback_route() -> flask.Response:
    request = _request()
    query = flask.request.query_string.decode("ascii", "replace")
    return _response(run(request.extension.auth.callback(request.client._core, query)))


def _sign_out_route() -> flask.Response:
    request = _request()
    method = "POST" if flask.request.method == "POST" else "GET"
    return _response(run(request.extension.auth.sign_out(request.client._core, method, _headers())))


def _explain(error: GatehouseError) -> flask.Response:
    flask.current_app.logger.warning("gatehouse: %s", error)
    auth = _request().extension.auth
    return _response(auth.explain(error, flask.request.method, _headers(), _target()))


def _write_cookies(response: flask.Response) -> flask.Response:
    request = _opened(flask.current_app.extensions.get(_EXTENSION))
    if request is not None:
        cookies = run(request.extension.auth.finish(request.client._core, request.storage))
        for name, value in cookie_headers(cookies, request.storage.used, response.headers.get):
            response.headers.add(name, value)
    return response


def _headers() -> dict[str, str]:
    return lower_headers(flask.request.headers.items())


def _target() -> str:
    """The path asked for, as it was sent."""
    path: str = flask.request.full_path if flask.request.query_string else flask.request.path
    return as_sent(flask.request.script_root + path)


def _response(response: WebResponse) -> flask.Response:
    return flask.Response(response.body, response.status, dict(response.headers))


def _text(secret: Union[str, bytes, None]) -> Optional[str]:
    return secret.hex() if isinstance(secret, bytes) else secret
