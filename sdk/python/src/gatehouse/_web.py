"""Sign-in for web apps, independent of the framework: four routes over :class:`~gatehouse._core.Core`, no more.

Threats and where they are met: open redirect (:func:`is_safe_return_to`); login CSRF and stolen callbacks (a started
sign-in lives in a cookie of the browser that started it); sign-out by another site (:func:`_may_sign_out`); a forged
Host header (addresses come from ``base_url`` only); read or changed cookies (:mod:`gatehouse._seal`).
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Callable, Optional, Union
from urllib.parse import quote, urlencode

from ._cookies import CookieRules, CookieStorage, SessionStore, SetCookie
from ._core import Core, Shared
from ._seal import Sealer
from ._urls import is_safe_return_to, origin, url_problem
from .config import GatehouseConfig
from .errors import ConfigurationError, GatehouseError, NotAuthenticatedError, ProviderError, SignInError

DAY = 24 * 3600


@dataclass(frozen=True)
class WebConfig:
    """How the app is reached and where sessions are kept.

    :param base_url: the app's address as browsers see it. Addresses are made of this, never of the Host header.
    :param cookie_secret: at least 32 random characters; several: the first seals, all open.
    :param sign_in_path: and the other three: where the routes are.
    :param sign_in_options: for every sign-in; as the keyword arguments of ``GatehouseClient.sign_in``.
    :param post_logout_redirect_uri: where people land after sign-out; ``base_url`` + ``/`` when absent.
    :param session_store: keeps sessions instead of cookies.
    :param cookie_name: of the session's cookie, and the first part of the others'.
    :param session_seconds: for how long an unused session is kept; 14 days.
    """

    base_url: str
    cookie_secret: Union[str, Sequence[str]] = field(repr=False)
    sign_in_path: str = "/sign-in"
    sign_up_path: str = "/sign-up"
    callback_path: str = "/callback"
    sign_out_path: str = "/sign-out"
    sign_in_options: Mapping[str, Any] = field(default_factory=dict)
    post_logout_redirect_uri: Optional[str] = None
    session_store: Optional[SessionStore] = None
    cookie_name: str = "gatehouse_app"
    session_seconds: int = 14 * DAY

    def __post_init__(self) -> None:
        problem = url_problem(self.base_url)
        if problem or "?" in self.base_url:
            raise ConfigurationError(message=f"base_url {problem or 'must not contain a query'}")
        for name in ("sign_in_path", "sign_up_path", "callback_path", "sign_out_path"):
            if not is_safe_return_to(getattr(self, name)):
                raise ConfigurationError(message=f"{name} is not a path")

    def absolute(self, path: str) -> str:
        """An address of the app."""
        return self.base_url.rstrip("/") + path


_CLIENT_FIELDS = frozenset(f.name for f in fields(GatehouseConfig))
_WEB_FIELDS = frozenset(f.name for f in fields(WebConfig))


def split_options(options: Mapping[str, Any]) -> tuple[GatehouseConfig, WebConfig]:
    """The two configurations out of one set of options; None counts as not given.

    :raises ConfigurationError: ``invalid_config``, ``cookie_secret_invalid``; unknown options are named.
    """
    given = {name: value for name, value in options.items() if value is not None}
    unknown = sorted(set(given) - _CLIENT_FIELDS - _WEB_FIELDS)
    if unknown:
        raise ConfigurationError(message=f"unknown options: {', '.join(unknown)}")
    for name in ("app_id", "base_url"):
        if name not in given:
            raise ConfigurationError(message=f"{name} is missing")
    given.setdefault("cookie_secret", "")
    Sealer(given["cookie_secret"])  # says what is wrong before the first request comes
    return (
        GatehouseConfig(**{k: v for k, v in given.items() if k in _CLIENT_FIELDS}),
        WebConfig(**{k: v for k, v in given.items() if k in _WEB_FIELDS}),
    )


OPTIONS = _CLIENT_FIELDS | _WEB_FIELDS


@dataclass(frozen=True)
class WebResponse:
    """An answer that any framework can send."""

    status: int
    headers: Mapping[str, str]
    body: str = ""


def redirect(url: str) -> WebResponse:
    """To another address, by GET, and not from anybody's cache."""
    return WebResponse(303, {"Location": as_sent(url), "Cache-Control": "no-store"})


def as_sent(url: str) -> str:
    """An address as it may stand in a header: what isn't ASCII is percent-encoded (RFC 3986 section 2.1)."""
    return quote(url, safe=":/?#[]@!$&'()*+,;=%~-._")


class WebAuth:
    """The routes, and the cookies of a request."""

    def __init__(self, shared: Shared, web: WebConfig) -> None:
        self.shared, self.web = shared, web
        self._rules = CookieRules(
            name=web.cookie_name,
            secure=web.base_url.startswith("https:"),
            sealer=Sealer(web.cookie_secret),
            session_seconds=web.session_seconds,
            clock=shared.clock,
            store=web.session_store,
        )

    def storage(self, cookies: Mapping[str, str]) -> CookieStorage:
        """The storage of one request."""
        return CookieStorage(self._rules, cookies)

    async def finish(self, core: Core, storage: CookieStorage) -> list[SetCookie]:
        """The cookies to set in the answer. Of parallel requests the newest tokens win."""
        if storage.session_changed:
            await core.session()
        return storage.changes()

    async def start(self, core: Core, return_to: Optional[str] = None, **options: Any) -> WebResponse:
        """Redirect to the provider. A ``return_to`` that leads elsewhere is dropped (CWE-601)."""
        safe = return_to if is_safe_return_to(return_to) else None
        chosen = {**self.web.sign_in_options, **options}
        return redirect(await core.sign_in(self.web.absolute(self.web.callback_path), return_to=safe, **chosen))

    async def callback(
        self, core: Core, query: str, signed_in: Optional[Callable[[], Optional[WebResponse]]] = None
    ) -> WebResponse:
        """Finish a sign-in and go on where it began.

        :param signed_in: called after it worked; may answer instead.
        """
        try:
            result = await core.handle_sign_in_callback(f"{self.web.absolute(self.web.callback_path)}?{query}")
        except SignInError as error:
            # "Back" or "reload" after a sign-in that worked: nothing is wrong, and nothing has changed.
            if error.code == "sign_in_not_found" and await core.is_authenticated():
                return redirect(self.web.absolute("/"))
            raise
        instead = signed_in() if signed_in else None
        return instead or redirect(result.return_to or self.web.absolute("/"))

    async def sign_out(self, core: Core, method: str, headers: Mapping[str, str]) -> WebResponse:
        """End the session here and at the provider; when that can't be reached, here."""
        if not _may_sign_out(method, headers, origin(self.web.base_url)):
            text = "Sign out in the app."
            return page(403, "Sign-out was not started here", text, self.web.absolute("/"))
        landing = self.web.post_logout_redirect_uri or self.web.absolute("/")
        try:
            return redirect(await core.sign_out(landing))
        except ProviderError:
            return redirect(landing)

    def sign_in_location(self, return_to: str) -> str:
        """The sign-in route, coming back to a path of this site."""
        query = f"?{urlencode({'return_to': return_to})}" if is_safe_return_to(return_to) else ""
        return self.web.absolute(self.web.sign_in_path) + query

    def challenge(self, method: str, headers: Mapping[str, str], target: str) -> WebResponse:
        """What somebody gets who isn't signed in: a browser goes to the sign-in, a program gets a 401."""
        if wants_page(method, headers):
            return redirect(self.sign_in_location(target))
        return WebResponse(
            401,
            {"Content-Type": "application/json", "Cache-Control": "no-store"},
            '{"code": "not_authenticated", "message": "Sign in first."}',
        )

    def explain(self, error: GatehouseError, method: str, headers: Mapping[str, str], target: str) -> WebResponse:
        """The answer to an error that the app didn't handle itself."""
        if isinstance(error, NotAuthenticatedError):
            return self.challenge(method, headers, target)
        again = self.web.absolute(self.web.sign_in_path)
        if error.code == "access_denied":
            return page(403, "You were not signed in", "The sign-in was refused or cancelled.", again)
        if isinstance(error, SignInError):
            return page(400, "This sign-in did not work", error.hint, again, error.code)
        if isinstance(error, ProviderError):
            text = "The sign-in service gave no usable answer. Try again in a moment."
            return page(
                503 if error.code == "provider_unreachable" else 502, "Not possible now", text, again, error.code
            )
        return page(
            500, "Something is set up wrongly", "The app's log says what.", self.web.absolute("/"), error.code
        )


def wants_page(method: str, headers: Mapping[str, str]) -> bool:
    """Whether a browser is going to an address, rather than a script calling it."""
    if method not in ("GET", "HEAD"):
        return False
    mode = headers.get("sec-fetch-mode")
    return mode == "navigate" if mode else "text/html" in headers.get("accept", "")


def _may_sign_out(method: str, headers: Mapping[str, str], own_origin: str) -> bool:
    """Whether the request was made by this app or by the person, and not by another site's image, frame or link.

    Fetch Metadata says so in every current browser; older ones send Origin with a POST, and don't send a SameSite=Lax
    cookie along with another site's image, so that there is nothing to end.
    """
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    if "prefetch" in headers.get("sec-purpose", ""):
        return False
    if headers.get("sec-fetch-dest") not in (None, "document", "empty"):
        return False
    sent = headers.get("origin")
    return method == "GET" or sent is None or sent.lower() == own_origin


def page(status: int, title: str, text: str, link: str, code: str = "") -> WebResponse:
    """A plain page. Everything is escaped; nothing in it comes from the provider."""
    safe = {name: html.escape(value) for name, value in locals().items() if isinstance(value, str)}
    reference = f"<p><small>{safe['code']}</small></p>" if code else ""
    body = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{safe['title']}</title><style>:root{{color-scheme:light dark}}body{{font:1rem/1.5 system-ui;"
        "max-width:32rem;margin:4rem auto;padding:0 1rem}</style>"
        f'<h1>{safe["title"]}</h1><p>{safe["text"]}</p><p><a href="{safe["link"]}">Continue</a></p>{reference}</html>'
    )
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        "Referrer-Policy": "no-referrer",
    }
    return WebResponse(status, headers, body)


def lower_headers(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Header names in lower case."""
    return {name.lower(): value for name, value in pairs}


def cookie_headers(
    cookies: Sequence[SetCookie], used: bool, get: Callable[[str], Optional[str]]
) -> list[tuple[str, str]]:
    """What an answer has to carry: the cookies, and that no cache may give it to somebody else."""
    headers = [("Set-Cookie", cookie.header) for cookie in cookies]
    if used and "cookie" not in (get("Vary") or "").lower():
        headers.append(("Vary", "Cookie"))
    if cookies and not get("Cache-Control"):
        headers.append(("Cache-Control", "private, no-store"))
    return headers
