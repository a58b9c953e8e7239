"""What must hold for the provider's other answers: the callback, the token endpoint, the UserInfo endpoint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Optional
from urllib.parse import parse_qsl, urlsplit

from ._io import HttpResponse
from ._json import is_number, parse_object
from ._provider import Metadata
from .errors import ProviderError, SignInError, TokenError, refusal, refuse_outage, response_error

DEFAULT_TOKEN_SECONDS = 300.0
"""For how long a token counts as good when the provider does not say (RFC 6749 section 5.1 only recommends it)."""


@dataclass(frozen=True)
class Callback:
    """The parameters of an authorization response (RFC 6749 section 4.1.2, RFC 9207)."""

    parameters: Mapping[str, str] = field(repr=False)
    repeated: frozenset[str]

    @property
    def state(self) -> Optional[str]:
        """The state; None when missing or given twice."""
        return None if "state" in self.repeated else self.parameters.get("state") or None


def read_callback(url: str) -> Callback:
    """The answer that a callback address carries in its query."""
    try:
        pairs = parse_qsl(urlsplit(url).query, keep_blank_values=True, max_num_fields=50)
    except ValueError:
        return Callback({}, frozenset())
    names = [name for name, _ in pairs]
    known = ("code", "state", "iss", "error", "error_description", "response")
    return Callback(dict(pairs), frozenset(name for name in known if names.count(name) > 1))


def code_of_callback(callback: Callback, metadata: Metadata) -> str:
    """The code, after the checks that come before it is used.

    :raises SignInError: ``issuer_mismatch`` (RFC 9207 section 2.4), ``access_denied``.
    :raises ProviderError: ``provider_error``, ``provider_response_invalid``.
    """
    if callback.repeated:  # RFC 6749 section 3.1
        raise response_error(f"the answer carries {', '.join(sorted(callback.repeated))} more than once")
    parameters = callback.parameters
    # First of all, for an error of another provider says nothing about this sign-in (mix-up, RFC 9700 section 4.4).
    iss = parameters.get("iss")
    if iss is None and metadata.promises_iss:
        raise SignInError(
            "issuer_mismatch", "the answer does not say which provider it is from", details={"check": "iss"}
        )
    if iss is not None and iss != metadata.issuer:
        raise SignInError("issuer_mismatch", "the answer is from another provider", details={"check": "iss"})
    if "error" in parameters:
        raise refusal(parameters["error"], parameters.get("error_description"))
    if not parameters.get("code"):
        raise response_error("the answer carries neither code nor error")
    if "id_token" in parameters or "access_token" in parameters or "response" in parameters:
        raise response_error("the answer carries what was not asked for")
    return parameters["code"]


@dataclass(frozen=True)
class TokenAnswer:
    """A token endpoint's answer (RFC 6749 section 5.1). The ID token is not verified yet."""

    access_token: str = field(repr=False)
    expires_in: float
    scope: str
    refresh_token: Optional[str] = field(repr=False)
    id_token: Optional[str] = field(repr=False)


def read_token_answer(response: HttpResponse) -> TokenAnswer:
    """Check a token endpoint's answer.

    :raises ProviderError: ``provider_unreachable`` (429, 5xx), ``provider_error`` (the provider refused),
        ``provider_response_invalid``.
    """
    if response.status != 200:
        raise _refused(response)
    body = _json_body(response, "the token endpoint's answer")
    if str(body.get("token_type")).lower() != "bearer":  # RFC 6750 is the only way tokens are presented here
        raise response_error("the token type is not Bearer")
    expires_in = body.get("expires_in")
    if isinstance(expires_in, str) and expires_in.isascii() and expires_in.isdigit():
        expires_in = int(expires_in)  # some providers write it as a text
    if expires_in is not None and (not is_number(expires_in) or not 0 <= expires_in < 1e10):
        raise response_error("expires_in is not a number of seconds")
    access_token = _text(body, "access_token")
    if access_token is None:
        raise response_error("the access token is missing")
    return TokenAnswer(
        access_token=access_token,
        expires_in=DEFAULT_TOKEN_SECONDS if expires_in is None else expires_in,
        scope=_text(body, "scope") or "",
        refresh_token=_text(body, "refresh_token") or None,
        id_token=_text(body, "id_token"),
    )


def _text(body: Mapping[str, Any], name: str) -> Optional[str]:
    value = body.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or (name == "access_token" and not value):
        raise response_error(f"{name} is not a text")
    return value


def _json_body(response: HttpResponse, what: str) -> dict[str, Any]:
    if "json" not in response.headers.get("content-type", "").split(";")[0].lower():
        raise response_error(f"{what} is not JSON", status=response.status)
    try:
        return parse_object(response.body)
    except ValueError as error:
        raise response_error(f"{what} is {error}", status=response.status) from error


def _refused(response: HttpResponse) -> Exception:
    """An OAuth error answer (RFC 6749 section 5.2), or what stands in its place."""
    refuse_outage(response)
    try:
        body = parse_object(response.body)
    except ValueError:
        body = {}
    error = body.get("error")
    if isinstance(error, str) and error:
        return refusal(error, body.get("error_description"), response.status)
    return response_error(f"the provider answers {response.status}", status=response.status)


def read_user_info(response: HttpResponse, subject: str) -> dict[str, Any]:
    """Check a UserInfo answer: it must be about the person who signed in (OpenID Connect Core 1.0 section 5.3.2).

    :raises ProviderError: ``userinfo_subject_mismatch``, ``provider_error``, ``provider_unreachable``,
        ``provider_response_invalid``.
    """
    if response.status != 200:
        raise _refused_user_info(response)
    body = _json_body(response, "the user info")
    if body.get("sub") != subject:
        raise ProviderError("userinfo_subject_mismatch", "the user info is about another person")
    return body


def _refused_user_info(response: HttpResponse) -> Exception:
    """RFC 6750 section 3 puts the error into a header."""
    if response.status == 401:
        try:
            description = parse_object(response.body).get("error_description")
        except ValueError:
            description = None
        return refusal("invalid_token", description, 401)
    return _refused(response)


def read_introspection(response: HttpResponse) -> dict[str, Any]:
    """Check an introspection answer (RFC 7662 section 2.2).

    :raises TokenError: ``token_invalid`` with check ``inactive``.
    """
    if response.status != 200:
        raise _refused(response)
    body = _json_body(response, "the introspection answer")
    if body.get("active") is not True:
        raise TokenError(
            "token_invalid", "the provider says that the token is not active", details={"check": "inactive"}
        )
    return body
