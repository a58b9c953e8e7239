"""Which addresses are trusted to talk to, and which paths a person may be sent back to."""

from __future__ import annotations

import ipaddress
import re
from typing import Optional
from urllib.parse import urlsplit

_RETURN_TO = re.compile(r"/(?![/\\])[^\x00-\x20\x7f-\x9f\\\u2028\u2029]*")


def is_loopback(host: Optional[str]) -> bool:
    """Whether the host is this machine (RFC 8252 section 7.3; ``*.localhost`` by RFC 6761 section 6.3)."""
    if not host:
        return False
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def url_problem(url: object) -> Optional[str]:
    """Why this is not an absolute address to talk to, or None: https, or http on loopback; no user, no fragment."""
    if not isinstance(url, str) or re.search(r"[\x00-\x20\x7f\\]", url):
        return "is not an address"
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return "is not an address"
    if not parts.hostname:
        return "is not an absolute address"
    if parts.username is not None or parts.password is not None or "#" in url:
        return "must not contain a user or a fragment"
    if parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname)):
        return None
    return "must begin with https:// (http:// only on this machine)"


def redirect_uri_problem(url: object) -> Optional[str]:
    """As :func:`url_problem`, but private-use schemes of native apps are fine too (RFC 8252 section 7.1)."""
    if isinstance(url, str) and re.fullmatch(r"[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:/[^\s\\#]*", url):
        return None
    return url_problem(url)


def is_safe_return_to(path: object) -> bool:
    """Whether the value is a path of this site, for no reading that a browser may have (open redirect, CWE-601).

    One slash first, never two; no backslash (browsers read it as a slash), no white space and no control
    characters (browsers drop some of them, and they would split the Location header).
    """
    if not isinstance(path, str) or len(path) > 2000 or _RETURN_TO.fullmatch(path) is None:
        return False
    # '/..//evil.example' resolves to '//evil.example', which is harmless as a path but confuses later joins.
    return "//" not in path.split("?", 1)[0].split("#", 1)[0]


def origin(url: str) -> str:
    """``scheme://host[:port]`` of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()
