"""What the methods take and give: plain dictionaries with known keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, Optional, TypedDict, Union

FirstScreen = Literal["sign_in", "register", "reset_password", "single_sign_on"]
"""The page that a sign-in starts with (Gatehouse only)."""

Prompt = Literal["none", "login", "consent", "select_account", "create"]
"""OpenID Connect Core 1.0 section 3.1.2.1."""


class DirectSignIn(TypedDict):
    """Skip the sign-in page and go straight to one identity provider (Gatehouse only)."""

    method: Literal["sso", "social"]
    target: str


class _RequiredIdTokenClaims(TypedDict):
    iss: str
    sub: str
    aud: Union[str, list[str]]
    exp: int
    iat: int


class IdTokenClaims(_RequiredIdTokenClaims, total=False):
    """Claims of the ID token (OpenID Connect Core 1.0 sections 2 and 5.1). Times are seconds since 1970."""

    auth_time: int
    nonce: str
    acr: Optional[str]
    amr: list[str]
    azp: str
    at_hash: str
    sid: str
    name: Optional[str]
    given_name: Optional[str]
    family_name: Optional[str]
    username: Optional[str]
    preferred_username: Optional[str]
    picture: Optional[str]
    locale: Optional[str]
    email: Optional[str]
    email_verified: bool
    phone_number: Optional[str]
    phone_number_verified: bool
    roles: list[str]
    organizations: list[str]
    organization_roles: list[str]


class _RequiredAccessTokenClaims(TypedDict):
    iss: str
    sub: str
    exp: int


class AccessTokenClaims(_RequiredAccessTokenClaims, total=False):
    """Claims of a JWT access token (RFC 9068 section 2.2). Times are seconds since 1970."""

    aud: Union[str, list[str]]
    iat: int
    jti: str
    client_id: str
    scope: str
    organization_id: str


class _RequiredUserInfo(TypedDict):
    sub: str


class UserInfo(_RequiredUserInfo, total=False):
    """Answer of the UserInfo endpoint (OpenID Connect Core 1.0 section 5.3.2); other members are kept as they are."""

    name: Optional[str]
    username: Optional[str]
    picture: Optional[str]
    email: Optional[str]
    email_verified: bool
    phone_number: Optional[str]
    phone_number_verified: bool
    custom_data: Any
    identities: dict[str, Any]
    organizations: list[str]
    organization_roles: list[str]


@dataclass(frozen=True)
class SignInResult:
    """What a finished sign-in brings.

    :ivar return_to: the path given to ``sign_in(return_to=…)``, checked to be one of this site.
    """

    return_to: Optional[str] = None


@dataclass(frozen=True)
class GatehouseContext:
    """Who is signed in, gathered for one page."""

    is_authenticated: bool
    claims: Optional[IdTokenClaims] = None
    user_info: Optional[UserInfo] = None
    access_token: Optional[str] = None
