"""What is sealed opens only unchanged, for the same purpose, in time, and with a known secret."""

from __future__ import annotations

import pytest

from gatehouse import ConfigurationError
from gatehouse._seal import Sealer, sealed_length

SECRET = "s" * 32


def test_opens_what_it_sealed() -> None:
    sealer = Sealer(SECRET)
    for text in ("", "x", "ä€😀" * 100):
        sealed = sealer.seal(text, "session", 100)
        assert sealer.open(sealed, "session", 99) == text
        assert len(sealed) <= sealed_length(text) <= len(sealed) + 3


def test_every_changed_character_is_noticed() -> None:
    sealer = Sealer(SECRET)
    sealed = sealer.seal("text", "session", 100)
    for position in range(len(sealed)):
        other = "A" if sealed[position] != "A" else "B"
        changed = sealed[:position] + other + sealed[position + 1 :]
        assert sealer.open(changed, "session", 1) is None or changed[-1] != sealed[-1]


@pytest.mark.parametrize("junk", ["", "A", "AAAA", "====", "!", "AQ" * 100, "é"])
def test_junk_is_nothing(junk: str) -> None:
    assert Sealer(SECRET).open(junk, "session", 1) is None


def test_purpose_time_and_secret_matter() -> None:
    sealed = Sealer(SECRET).seal("text", "session", 100)
    assert Sealer(SECRET).open(sealed, "sign-in", 1) is None
    assert Sealer(SECRET).open(sealed, "session", 100) is None
    assert Sealer("t" * 32).open(sealed, "session", 1) is None
    assert Sealer(["t" * 32, SECRET]).open(sealed, "session", 1) == "text"


def test_the_same_text_never_looks_the_same() -> None:
    sealer = Sealer(SECRET)
    assert len({sealer.seal("text", "session", 100)[:40] for _ in range(50)}) == 50


@pytest.mark.parametrize("secret", ["", "s" * 31, [], ["s" * 32, "short"], None])
def test_short_secrets_are_refused(secret: object) -> None:
    with pytest.raises(ConfigurationError) as caught:
        Sealer(secret)  # type: ignore[arg-type]
    assert caught.value.code == "cookie_secret_invalid"
