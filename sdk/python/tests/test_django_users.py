"""Django's own users, for people who come through Gatehouse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from fake_provider import Clock, FakeProvider
from web_apps import Visitor, django_app

pytest.importorskip("django")


@pytest.fixture
def visitor(provider: FakeProvider, clock: Clock) -> Iterator[Visitor]:
    with django_app(provider, clock) as ask:
        yield Visitor(ask, provider)


def users() -> list[Any]:
    from django.contrib.auth import get_user_model

    return list(get_user_model().objects.all())


def test_the_first_sign_in_makes_a_user_and_the_next_finds_it(visitor: Visitor, provider: FakeProvider) -> None:
    answer = visitor.get("/account")
    assert answer.location == "/sign-in?next=/account"
    assert visitor.sign_in(answer.location).location == "/account"
    assert visitor.get("/account").text.endswith(":usr_1")
    provider.claims = {"given_name": "Alicia", "family_name": "Adams"}
    visitor.sign_in()
    (user,) = users()
    assert (user.email, user.first_name, user.last_name) == ("alice@example.com", "Alicia", "Adams")
    assert not user.has_usable_password()


def test_account_takeover_an_unverified_address_is_not_taken_over(visitor: Visitor, provider: FakeProvider) -> None:
    provider.claims = {"email": "admin@example.com", "email_verified": False}
    visitor.sign_in()
    assert users()[0].email == ""


def test_account_takeover_nobody_is_found_by_email(visitor: Visitor) -> None:
    from django.contrib.auth import get_user_model

    local = get_user_model().objects.create_user("alice", "alice@example.com", "password", is_superuser=True)
    visitor.sign_in()
    assert len(users()) == 2
    assert visitor.get("/account").text != local.get_username()


def test_account_takeover_the_name_can_not_be_registered_before(visitor: Visitor) -> None:
    from django.contrib.auth.validators import UnicodeUsernameValidator
    from django.core.exceptions import ValidationError

    visitor.sign_in()
    with pytest.raises(ValidationError):
        UnicodeUsernameValidator()(users()[0].get_username())


def test_inactive_users_stay_out(visitor: Visitor, provider: FakeProvider) -> None:
    visitor.sign_in()
    visitor.get("/sign-out")
    (user,) = users()
    user.is_active = False
    user.save()
    assert visitor.sign_in().status == 403
    assert visitor.name == "nobody"
    assert visitor.get("/account").status == 302


def test_signing_out_signs_out_of_django(visitor: Visitor) -> None:
    visitor.sign_in()
    assert visitor.get("/account").status == 200
    visitor.get("/sign-out")
    assert visitor.get("/account").status == 302


def test_without_the_session_at_gatehouse_django_forgets_too(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.jar = {name: value for name, value in visitor.jar.items() if name == "sessionid"}
    assert visitor.get("/account").status == 302


def test_cookies_of_two_people_mixed_up_sign_out_of_django(visitor: Visitor, provider: FakeProvider) -> None:
    visitor.sign_in()
    other = Visitor(visitor.ask, provider)
    provider.subject = "usr_2"
    other.sign_in()
    other.jar["sessionid"] = visitor.jar["sessionid"]
    assert other.get("/me").text == "usr_2"
    assert other.get("/account").status == 302


def test_session_fixation_djangos_key_changes(visitor: Visitor) -> None:
    visitor.sign_in()
    first = visitor.jar["sessionid"]
    visitor.sign_in()
    visitor.get("/sign-out")
    visitor.sign_in()
    assert visitor.jar["sessionid"] != first


def test_somebody_else_in_the_same_browser(visitor: Visitor, provider: FakeProvider) -> None:
    visitor.sign_in()
    provider.subject = "usr_2"
    visitor.sign_in()
    assert visitor.get("/account").text.endswith(":usr_2")
    assert visitor.get("/me").text == "usr_2"
