"""The requests that an app makes of the provider, as data. Nothing here touches the network."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping, Sequence
from typing import Any, Optional, Union
from urllib.parse import quote_plus, urlencode, urlsplit

from ._io import HttpRequest
from ._json import base64url_encode
from ._provider import Metadata
from ._session import StartedSignIn
from ._urls import is_safe_return_to, redirect_uri_problem
from .config import GatehouseConfig
from .errors import ConfigurationError, SignInError
from .models import DirectSignIn, FirstScreen, Prompt

# What extra_params may not change, because a check depends on it.
_OURS = frozenset(
    [
        "client_id",
        "client_secret",
        "response_type",
        "response_mode",
        "redirect_uri",
        "scope",
        "state",
        "nonce",
        "code_challenge",
        "code_challenge_method",
        "resource",
        "request",
        "request_uri",
        "max_age",
        "prompt",
    ]
)


def begin_sign_in(
    redirect_uri: str, now: float, *, max_age: Optional[int] = None, return_to: Optional[str] = None
) -> StartedSignIn:
    """Draw state, nonce and code verifier: 256 random bits each (RFC 7636 section 7.1, RFC 9700 section 4.7)."""
    problem = redirect_uri_problem(redirect_uri)
    if problem:
        raise ConfigurationError("invalid_redirect_uri", f"redirect_uri {problem}")
    if return_to is not None and not is_safe_return_to(return_to):
        raise SignInError("invalid_return_to", "return_to is not a path of this site")
    if max_age is not None and (not isinstance(max_age, int) or max_age < 0):
        raise ConfigurationError(message="max_age is not a number of seconds")
    return StartedSignIn(
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        code_verifier=secrets.token_urlsafe(32),
        redirect_uri=redirect_uri,
        created_at=now,
        max_age=max_age,
        return_to=return_to,
    )


def s256(code_verifier: str) -> str:
    """RFC 7636 section 4.2."""
    return base64url_encode(hashlib.sha256(code_verifier.encode("ascii")).digest())


def authorization_url(
    config: GatehouseConfig,
    metadata: Metadata,
    started: StartedSignIn,
    *,
    first_screen: Optional[FirstScreen] = None,
    login_hint: Optional[str] = None,
    direct_sign_in: Optional[DirectSignIn] = None,
    prompt: Union[Prompt, Sequence[Prompt], None] = None,
    organization_id: Optional[str] = None,
    acr_values: Optional[Sequence[str]] = None,
    ui_locales: Optional[Sequence[str]] = None,
    extra_params: Optional[Mapping[str, str]] = None,
) -> str:
    """The authorization request (OpenID Connect Core 1.0 section 3.1.2.1, RFC 7636, RFC 8707)."""
    own = [
        ("first_screen", first_screen),
        ("direct_sign_in", direct_sign_in),
        ("organization_id", organization_id),
    ]
    for name, value in own:
        if value is not None and not config.is_gatehouse:
            raise ConfigurationError("unsupported", f"{name} needs Gatehouse; this client was given an issuer")
    forbidden = sorted(_OURS.intersection(extra_params or ()))
    if forbidden:
        raise ConfigurationError(message=f"extra_params must not set {', '.join(forbidden)}")
    parameters: list[tuple[str, Optional[str]]] = [
        ("client_id", config.app_id),
        ("response_type", "code"),
        ("redirect_uri", started.redirect_uri),
        ("scope", " ".join(config.all_scopes)),
        ("state", started.state),
        ("nonce", started.nonce),
        ("code_challenge", s256(started.code_verifier)),
        ("code_challenge_method", "S256"),
        ("prompt", _prompt(config, prompt)),
        *[("resource", resource) for resource in dict.fromkeys(config.resources)],
        ("first_screen", first_screen),
        ("login_hint", login_hint),
        (
            "direct_sign_in",
            f"{direct_sign_in['method']}:{direct_sign_in['target']}" if direct_sign_in else None,
        ),
        ("organization_id", organization_id),
        ("acr_values", " ".join(acr_values) if acr_values else None),
        ("max_age", None if started.max_age is None else str(started.max_age)),
        ("ui_locales", " ".join(ui_locales) if ui_locales else None),
        *(extra_params or {}).items(),
    ]
    return with_query(metadata.authorization_endpoint, [(k, v) for k, v in parameters if v is not None])


def _prompt(config: GatehouseConfig, prompt: Union[Prompt, Sequence[Prompt], None]) -> Optional[str]:
    chosen = config.prompt if prompt is None else prompt
    if chosen is None:  # OpenID Connect Core 1.0 section 11: offline access needs consent
        return "consent" if config.offline_access else None
    return chosen if isinstance(chosen, str) else " ".join(chosen) or None


def with_query(url: str, parameters: Sequence[tuple[str, str]]) -> str:
    """The address with parameters; those it has already are kept (RFC 6749 section 3.1)."""
    if not parameters:
        return url
    return f"{url}{'&' if urlsplit(url).query else '?'}{urlencode(parameters)}"


def _authenticated(config: GatehouseConfig, metadata: Metadata, url: str, form: dict[str, str]) -> HttpRequest:
    """Client authentication (RFC 6749 section 2.3.1): Basic, or in the body for providers that only know that."""
    headers: dict[str, str] = {}
    if config.app_secret is None:
        form["client_id"] = config.app_id
    elif (
        "client_secret_basic" not in metadata.token_auth_methods
        and "client_secret_post" in metadata.token_auth_methods
    ):
        form.update(client_id=config.app_id, client_secret=config.app_secret)
    else:
        pair = f"{quote_plus(config.app_id)}:{quote_plus(config.app_secret)}"
        headers["authorization"] = f"Basic {base64.b64encode(pair.encode('ascii')).decode('ascii')}"
    return HttpRequest("POST", url, headers, form)


def code_request(config: GatehouseConfig, metadata: Metadata, started: StartedSignIn, code: str) -> HttpRequest:
    """RFC 6749 section 4.1.3, RFC 7636 section 4.5."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": started.redirect_uri,
        "code_verifier": started.code_verifier,
    }
    return _authenticated(config, metadata, metadata.token_endpoint, form)


def refresh_request(
    config: GatehouseConfig,
    metadata: Metadata,
    refresh_token: str,
    resource: Optional[str],
    organization_id: Optional[str],
) -> HttpRequest:
    """RFC 6749 section 6, RFC 8707 section 2.2."""
    form: dict[str, Any] = {"grant_type": "refresh_token", "refresh_token": refresh_token}
    if resource:
        form["resource"] = resource
    if organization_id:
        form["organization_id"] = organization_id
    return _authenticated(config, metadata, metadata.token_endpoint, form)


def revocation_request(config: GatehouseConfig, metadata: Metadata, url: str, refresh_token: str) -> HttpRequest:
    """RFC 7009 section 2.1."""
    return _authenticated(config, metadata, url, {"token": refresh_token, "token_type_hint": "refresh_token"})


def introspection_request(config: GatehouseConfig, metadata: Metadata, url: str, token: str) -> HttpRequest:
    """RFC 7662 section 2.1."""
    return _authenticated(config, metadata, url, {"token": token})


def user_info_request(url: str, access_token: str) -> HttpRequest:
    """OpenID Connect Core 1.0 section 5.3.1, RFC 6750 section 2.1."""
    return HttpRequest("GET", url, {"authorization": f"Bearer {access_token}"})


def end_session_url(
    config: GatehouseConfig,
    metadata: Metadata,
    *,
    post_logout_redirect_uri: Optional[str],
    state: Optional[str],
    id_token: Optional[str],
) -> Optional[str]:
    """OpenID Connect RP-Initiated Logout 1.0 section 2, or None when the provider has no such endpoint.

    Gatehouse needs no ``id_token_hint``, and the token stays out of addresses and logs; other providers get it.
    """
    if metadata.end_session_endpoint is None:
        return None
    parameters = [
        ("client_id", config.app_id),
        ("id_token_hint", None if config.is_gatehouse else id_token),
        ("post_logout_redirect_uri", post_logout_redirect_uri),
        ("state", state),
    ]
    return with_query(metadata.end_session_endpoint, [(k, v) for k, v in parameters if v is not None])
