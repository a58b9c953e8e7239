"""The newest state of sessions that were renewed or ended a moment ago, in this process.

A browser sends several requests at once, all with the same cookie. When one of them renews the tokens, the provider
replaces the refresh token; the others still carry the old one, and presenting it again can end the whole session
(RFC 9700 section 4.14.2). Here they find the newer one. In the same way a session that was just ended is not
written back by a request that was still under way.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Optional

from ._session import Session

MEMO_SECONDS = 300.0
MEMO_SIZE = 2000


class SessionMemo:
    """Bounded in number and in time; safe for threads."""

    def __init__(self) -> None:
        self._entries: OrderedDict[str, tuple[Optional[Session], float]] = OrderedDict()
        self._guard = threading.Lock()

    def renewed(self, session: Session, now: float) -> None:
        """Remember that this is the newest state."""
        self._put(session.id, session, now)

    def ended(self, session_id: str, now: float) -> None:
        """Remember that the session is over."""
        self._put(session_id, None, now)

    def newest(self, stored: Session, now: float) -> Optional[Session]:
        """The newer of what a storage holds and what is remembered; None when the session is over."""
        with self._guard:
            remembered = self._entries.get(stored.id)
        if remembered is None or now - remembered[1] > MEMO_SECONDS:
            return stored
        session = remembered[0]
        return session if session is None or session.version > stored.version else stored

    def _put(self, session_id: str, session: Optional[Session], now: float) -> None:
        with self._guard:
            self._entries[session_id] = (session, now)
            self._entries.move_to_end(session_id)
            while self._entries and (
                len(self._entries) > MEMO_SIZE or now - next(iter(self._entries.values()))[1] > MEMO_SECONDS
            ):
                self._entries.popitem(last=False)
