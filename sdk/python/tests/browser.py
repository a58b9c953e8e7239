"""A browser just good enough for plain HTML: cookies, redirects, forms."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Callable, Optional
from urllib.parse import urljoin

import httpx


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        attributes = dict(attrs)
        if tag == "form":
            self.forms.append({"action": attributes.get("action") or "", "fields": {}, "names": []})
        elif tag in ("input", "button") and self.forms and attributes.get("name"):
            form = self.forms[-1]
            form["names"].append(attributes["name"])
            if attributes.get("type") == "hidden":
                form["fields"][attributes["name"]] = attributes.get("value") or ""


def forms(html: str) -> list[dict]:
    parser = _Forms()
    parser.feed(html)
    return parser.forms


class Browser:
    """One person's browser at the provider."""

    def __init__(self) -> None:
        self.http = httpx.Client(follow_redirects=False, timeout=30)
        self.pages: list[str] = []

    def go(self, url: str, until: str, fill: Optional[Callable[[str, dict], Optional[dict]]] = None) -> str:
        """Go to the address, follow redirects and fill in forms until an address begins with ``until``; returns it.

        :param fill: gets a page's HTML and its form; returns the fields to send.
        """
        response = self.http.get(url)
        for _ in range(30):
            if response.is_redirect:
                target = urljoin(str(response.url), response.headers["location"])
                if target.startswith(until):
                    return target
                response = self.http.get(target)
                continue
            page = response.text
            self.pages.append(page)
            candidates = forms(page)
            for form in candidates:
                fields = fill(page, form) if fill else None
                if fields is not None:
                    target = urljoin(str(response.url), form["action"])
                    response = self.http.post(target, data={**form["fields"], **fields})
                    break
            else:
                raise AssertionError(f"stayed at {response.url} ({response.status_code}):\n{page[:3000]}")
        raise AssertionError("too many steps")


def simulated_person(username: str, password: str = "") -> Callable[[str, dict], Optional[dict]]:
    """Fills in the simulator's sign-in page."""

    def fill(_page: str, form: dict) -> Optional[dict]:
        if {"username", "action"} <= set(form["names"]):
            return {"username": username, "password": password, "action": "sign-in"}
        return None

    return fill


def person(identifier: str, password: str) -> Callable[[str, dict], Optional[dict]]:
    """Fills in Gatehouse's pages: identifier first, then the password."""

    def fill(_page: str, form: dict) -> Optional[dict]:
        if "password" in form["names"]:
            return {"password": password, **({"identifier": identifier} if "identifier" in form["names"] else {})}
        if "identifier" in form["names"]:
            return {"identifier": identifier}
        return None

    return fill
