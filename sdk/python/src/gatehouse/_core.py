"""The methods of both clients, written once over :class:`~gatehouse._io.Io`.

The sign-in flow is OpenID Connect's authorization code flow with PKCE, state and nonce (OpenID Connect Core 1.0
section 3.1, RFC 7636, RFC 9207, RFC 9700).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Optional, cast
from urllib.parse import urlsplit

from . import _requests as requests
from ._answers import TokenAnswer, code_of_callback, read_callback, read_token_answer, read_user_info
from ._id_token import Expected, check_id_token
from ._io import Clock, Io
from ._jws import read_token
from ._memo import SessionMemo
from ._provider import Provider
from ._session import (
    SESSION_KEY,
    SIGN_IN_SECONDS,
    AccessToken,
    Session,
    StartedSignIn,
    load_session,
    load_sign_in,
    new_session_id,
    sign_in_key,
    token_key,
)
from ._urls import is_safe_return_to, redirect_uri_problem
from .config import GatehouseConfig
from .errors import ConfigurationError, GatehouseError, NotAuthenticatedError, SignInError, TokenError
from .models import AccessTokenClaims, GatehouseContext, IdTokenClaims, SignInResult, UserInfo
from .storage import AnyStorage


@dataclass(frozen=True)
class Shared:
    """What all sessions of a client have in common."""

    config: GatehouseConfig
    io: Io
    clock: Clock
    provider: Provider
    memo: SessionMemo


def share(config: GatehouseConfig, io: Io, clock: Clock) -> Shared:
    """The common part of a new client."""
    return Shared(config, io, clock, Provider(config, io, clock), SessionMemo())


class Core:
    """One session's view of the provider."""

    def __init__(self, shared: Shared, storage: AnyStorage) -> None:
        self.shared, self.storage = shared, storage
        self.config, self._io, self._provider = shared.config, shared.io, shared.provider

    # -- signing in and out ---------------------------------------------------------------------------------------

    async def sign_in(
        self,
        redirect_uri: str,
        *,
        max_age: Optional[int] = None,
        return_to: Optional[str] = None,
        **options: Any,
    ) -> str:
        now = self.shared.clock()
        started = requests.begin_sign_in(redirect_uri, now, max_age=max_age, return_to=return_to)
        metadata = await self._provider.metadata()
        url = requests.authorization_url(self.config, metadata, started, **options)
        await self._io.set(self.storage, sign_in_key(started.state), started.dump())
        return url

    async def handle_sign_in_callback(self, url: str) -> SignInResult:
        callback = read_callback(url)
        if callback.state is None:
            raise SignInError("state_mismatch", "the answer carries no state")
        started = await self._take_sign_in(callback.state)
        if _path(url) != _path(started.redirect_uri):
            raise ConfigurationError(
                "invalid_redirect_uri", "the answer came to another address than the one asked for"
            )
        metadata = await self._provider.metadata()
        code = code_of_callback(callback, metadata)
        request = requests.code_request(self.config, metadata, started, code)
        answer = read_token_answer(await self._io.send(request))
        expected = self._expected(answer, nonce=started.nonce, max_age=started.max_age, issued_within=SIGN_IN_SECONDS)
        await check_id_token(answer.id_token, expected, self._provider)
        session = Session(
            id=new_session_id(),  # never the id of a session from before (session fixation)
            id_token=str(answer.id_token),
            refresh_token=answer.refresh_token,
            tokens={"": self._access_token(answer)},
        )
        await self._io.set(self.storage, SESSION_KEY, session.dump())
        return SignInResult(started.return_to if is_safe_return_to(started.return_to) else None)

    async def is_sign_in_callback(self, url: str) -> bool:
        callback = read_callback(url)
        if callback.state is None or not ("code" in callback.parameters or "error" in callback.parameters):
            return False
        return load_sign_in(await self._io.get(self.storage, sign_in_key(callback.state))) is not None

    async def _take_sign_in(self, state: str) -> StartedSignIn:
        """The started sign-in of this state, removed before it is used: an answer counts once (replay)."""
        key = sign_in_key(state)
        async with self._io.lock(key):
            started = load_sign_in(await self._io.get(self.storage, key))
            if started is not None:
                await self._io.remove(self.storage, key)
        if started is None or started.state != state:
            raise SignInError("sign_in_not_found", "no sign-in with this state was started here, or it was finished")
        if not -self.config.clock_tolerance_seconds <= self.shared.clock() - started.created_at <= SIGN_IN_SECONDS:
            raise SignInError("sign_in_not_found", "the sign-in was started more than an hour ago")
        return started

    async def sign_out(self, post_logout_redirect_uri: Optional[str] = None, state: Optional[str] = None) -> str:
        problem = redirect_uri_problem(post_logout_redirect_uri) if post_logout_redirect_uri is not None else None
        if problem:
            raise ConfigurationError("invalid_redirect_uri", f"post_logout_redirect_uri {problem}")
        session = await self._end()
        metadata = await self._provider.metadata()
        if session and session.refresh_token and metadata.revocation_endpoint:
            await self._revoke(metadata.revocation_endpoint, session.refresh_token)
        url = requests.end_session_url(
            self.config,
            metadata,
            post_logout_redirect_uri=post_logout_redirect_uri,
            state=state,
            id_token=session.id_token if session else None,
        )
        url = url or post_logout_redirect_uri
        if url is None:
            raise ConfigurationError(
                "unsupported", "the provider has no end-session endpoint; the app's own session ended"
            )
        return url

    async def _revoke(self, endpoint: str, refresh_token: str) -> None:
        """Best effort: signing out must not fail because the provider can not be reached."""
        request = requests.revocation_request(self.config, await self._provider.metadata(), endpoint, refresh_token)
        try:
            await self._io.send(request)
        except GatehouseError:
            pass

    async def _end(self) -> Optional[Session]:
        """Forget the session here, and for requests that are still under way; returns what it was."""
        stored = load_session(await self._io.get(self.storage, SESSION_KEY))
        if stored is None:
            await self._io.remove(self.storage, SESSION_KEY)
            return None
        async with self._io.lock(stored.id):
            now = self.shared.clock()
            stored = load_session(await self._io.get(self.storage, SESSION_KEY)) or stored
            newest = self.shared.memo.newest(stored, now)
            self.shared.memo.ended(stored.id, now)
            await self._io.remove(self.storage, SESSION_KEY)
        return newest

    async def clear(self) -> None:
        await self._end()

    # -- who is signed in -----------------------------------------------------------------------------------------

    async def session(self) -> Optional[Session]:
        """The newest state of the stored session. When this process knows a newer one, that is stored."""
        stored = load_session(await self._io.get(self.storage, SESSION_KEY))
        if stored is None:
            return None
        newest = self.shared.memo.newest(stored, self.shared.clock())
        if newest is None:
            await self._io.remove(self.storage, SESSION_KEY)
        elif newest is not stored:
            await self._io.set(self.storage, SESSION_KEY, newest.dump())
        return newest

    async def _signed_in(self) -> Session:
        session = await self.session()
        if session is None:
            raise NotAuthenticatedError("not_authenticated", "nobody is signed in")
        return session

    async def is_authenticated(self) -> bool:
        return await self.session() is not None

    async def get_id_token(self) -> Optional[str]:
        session = await self.session()
        return session.id_token if session else None

    async def get_id_token_claims(self) -> IdTokenClaims:
        return cast(IdTokenClaims, (await self._signed_in()).claims)

    # -- tokens ---------------------------------------------------------------------------------------------------

    async def get_access_token(self, resource: Optional[str] = None, organization_id: Optional[str] = None) -> str:
        if organization_id and not self.config.is_gatehouse:
            raise ConfigurationError("unsupported", "organizations need Gatehouse; this client was given an issuer")
        key = token_key(resource, organization_id)
        session = await self._signed_in()
        fresh = self._fresh(session, key)
        if fresh:
            return fresh
        # Whoever is cancelled now, such as a request whose browser went away, must not lose the new refresh token.
        return await self._io.undisturbed(self._renew_once(session.id, key, resource, organization_id))

    async def _renew_once(
        self, session_id: str, key: str, resource: Optional[str], organization_id: Optional[str]
    ) -> str:
        """One renewal at a time per session: a refresh token is replaced when it is used."""
        async with self._io.lock(session_id):
            session = await self._signed_in()
            return self._fresh(session, key) or await self._renew(session, key, resource, organization_id)

    def _fresh(self, session: Session, key: str) -> Optional[str]:
        known = session.tokens.get(key)
        return known.token if known and known.is_fresh(self.shared.clock()) else None

    async def _renew(
        self,
        session: Session,
        key: str,
        resource: Optional[str],
        organization_id: Optional[str],
        again: bool = True,
    ) -> str:
        if session.refresh_token is None:
            raise NotAuthenticatedError("no_refresh_token", "the token ended and there is no refresh token")
        metadata = await self._provider.metadata()
        request = requests.refresh_request(self.config, metadata, session.refresh_token, resource, organization_id)
        try:
            answer = read_token_answer(await self._io.send(request))
        except GatehouseError as error:
            if error.details.get("error") != "invalid_grant":
                raise
            # Another process may have renewed it meanwhile, in a store that both share.
            other = await self.session()
            if again and other and other.id == session.id and other.refresh_token != session.refresh_token:
                return self._fresh(other, key) or await self._renew(
                    other, key, resource, organization_id, again=False
                )
            await self._forget(session)
            raise NotAuthenticatedError(
                "session_expired", "the provider accepts the refresh token no longer", details=error.details
            ) from error
        return await self._keep(session, key, answer)

    async def _keep(self, session: Session, key: str, answer: TokenAnswer) -> str:
        """Store what a renewal brought. A new ID token must be about the same person.

        The new refresh token is kept even when the ID token is refused: the old one is spent.
        """
        id_token = answer.id_token
        refused: Optional[GatehouseError] = None
        if id_token is not None:
            try:
                await check_id_token(id_token, self._expected(answer, before=session.claims), self._provider)
            except GatehouseError as error:
                refused, id_token = error, None
        token = AccessToken("", 0) if refused else self._access_token(answer)
        renewed = session.renewed(key, token, answer.refresh_token, id_token)
        self.shared.memo.renewed(renewed, self.shared.clock())
        stored = load_session(await self._io.get(self.storage, SESSION_KEY))
        # Signed out, or signed in again, by another process meanwhile: that must not be undone.
        if stored is not None and stored.id == session.id:
            await self._io.set(self.storage, SESSION_KEY, renewed.dump())
        if refused:
            raise refused
        return answer.access_token

    async def _forget(self, session: Session) -> None:
        self.shared.memo.ended(session.id, self.shared.clock())
        stored = load_session(await self._io.get(self.storage, SESSION_KEY))
        if stored is not None and stored.id == session.id:
            await self._io.remove(self.storage, SESSION_KEY)

    async def get_access_token_claims(
        self, resource: Optional[str] = None, organization_id: Optional[str] = None
    ) -> AccessTokenClaims:
        token = await self.get_access_token(resource, organization_id)
        return cast(AccessTokenClaims, read_token(token, _opaque).claims)

    async def get_organization_token(self, organization_id: str) -> str:
        if not organization_id:
            raise ConfigurationError(message="organization_id is empty")
        return await self.get_access_token(None, organization_id)

    async def fetch_user_info(self) -> UserInfo:
        session = await self._signed_in()
        token = await self.get_access_token()
        url = (await self._provider.metadata()).userinfo_endpoint
        if url is None:
            raise ConfigurationError("unsupported", "the provider has no UserInfo endpoint")
        response = await self._io.send(requests.user_info_request(url, token))
        return cast(UserInfo, read_user_info(response, session.claims["sub"]))

    async def get_context(
        self,
        *,
        fetch_user_info: bool = False,
        resource: Optional[str] = None,
        organization_id: Optional[str] = None,
    ) -> GatehouseContext:
        session = await self.session()
        if session is None:
            return GatehouseContext(is_authenticated=False)
        wants_token = resource is not None or organization_id is not None
        return GatehouseContext(
            is_authenticated=True,
            claims=cast(IdTokenClaims, session.claims),
            user_info=await self.fetch_user_info() if fetch_user_info else None,
            access_token=await self.get_access_token(resource, organization_id) if wants_token else None,
        )

    # -- helpers --------------------------------------------------------------------------------------------------

    def _access_token(self, answer: TokenAnswer) -> AccessToken:
        return AccessToken(answer.access_token, self.shared.clock() + answer.expires_in, answer.scope)

    def _expected(
        self,
        answer: TokenAnswer,
        *,
        nonce: Optional[str] = None,
        max_age: Optional[int] = None,
        issued_within: Optional[float] = None,
        before: Optional[Mapping[str, Any]] = None,
    ) -> Expected:
        return Expected(
            issuer=self.config.expected_issuer,
            client_id=self.config.app_id,
            access_token=answer.access_token,
            now=self.shared.clock(),
            tolerance=self.config.clock_tolerance_seconds,
            nonce=nonce,
            max_age=max_age,
            issued_within=issued_within,
            before=before,
        )


def _path(url: str) -> str:
    """What of the address reached must be as asked for.

    Behind a proxy the app may see another scheme and host than the browser did; that the browser comes back to the
    registered address is the provider's check.
    """
    return urlsplit(url).path or "/"


def _opaque(_check: str, _message: str) -> TokenError:
    return TokenError("opaque_token", "the access token is opaque")
