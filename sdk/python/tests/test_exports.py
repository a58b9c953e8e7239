"""The public interface: a change here is a change for everybody who uses the package, so it shows in a review.

``python tests/test_exports.py`` writes the snapshot anew.
"""

from __future__ import annotations

import importlib
import inspect
import json
import sys
from pathlib import Path
from typing import Any

import pytest

SNAPSHOT = Path(__file__).with_name("exports.snap")
MODULES = ["gatehouse", "gatehouse.api", "gatehouse.fastapi", "gatehouse.flask", "gatehouse.django"]
MODULES += ["gatehouse.django.backend", "gatehouse.django.middleware", "gatehouse.django.views"]


def members(value: Any) -> Any:
    """Of a class its own public methods and properties."""
    own = {
        name: member
        for base in reversed(value.__mro__)
        for name, member in vars(base).items()
        if base.__module__.startswith("gatehouse")
    }
    return {name: member for name, member in own.items() if not name.startswith("_")}


def describe(value: Any) -> Any:
    if inspect.isclass(value) and value.__module__.startswith("gatehouse"):
        public = {n: m for n, m in members(value).items() if callable(m) or isinstance(m, (property, staticmethod))}
        return sorted([n + parameters(m) for n, m in public.items()] + ["__init__" + parameters(value)])
    return parameters(value) if inspect.isfunction(value) else "value"


def parameters(value: Any) -> str:
    if isinstance(value, staticmethod):
        value = value.__func__
    if not callable(value):
        return ""
    try:
        return (
            "("
            + ", ".join(str(p.replace(annotation=p.empty)) for p in inspect.signature(value).parameters.values())
            + ")"
        )
    except (TypeError, ValueError):
        return ""


def interface(name: str) -> dict[str, Any]:
    if name.startswith("gatehouse.django"):
        pytest.importorskip("django")
        import django_project

        assert django_project
    module = importlib.import_module(name)
    return {export: describe(getattr(module, export)) for export in sorted(module.__all__)}


@pytest.mark.parametrize("name", MODULES)
def test_the_public_names_and_parameters_are_as_written_down(name: str) -> None:
    if name.split(".")[-1] in ("flask", "fastapi"):
        pytest.importorskip(name.split(".")[-1])
    clean = json.loads(json.dumps(interface(name)).replace("<built-in function time>", "time"))
    assert clean == json.loads(SNAPSHOT.read_text())[name]


@pytest.mark.parametrize("name", MODULES)
def test_everything_public_is_explained_with_its_parameters_and_errors(name: str) -> None:
    interface(name)
    module = importlib.import_module(name)
    assert module.__doc__
    for export in module.__all__:
        value = getattr(module, export)
        if inspect.isfunction(value):
            explained(export, value)
        if inspect.isclass(value):
            assert value.__doc__, export
            for method, member in members(value).items():
                target = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
                if inspect.isfunction(target):
                    explained(f"{export}.{method}", target)


def explained(name: str, function: Any) -> None:
    assert function.__doc__, name
    named = [p for p in inspect.signature(function).parameters if p not in ("self", "_", "options")]
    if (
        "see :meth:" in function.__doc__
        or len(named) == 0
        or function.__qualname__.startswith(("Storage.", "AsyncStorage."))
    ):
        return
    if function.__qualname__.split(".")[0] in ("MemoryStorage", "SessionStore"):
        return
    for parameter in named:
        assert f":param {parameter}:" in function.__doc__, f"{name} doesn't say what {parameter} is"


def test_both_clients_have_the_same_surface() -> None:
    import gatehouse

    def surface(client: Any) -> dict[str, str]:
        return {n: parameters(m) for n, m in members(client).items() if n not in ("close", "aclose")}

    assert surface(gatehouse.GatehouseClient) == surface(gatehouse.AsyncGatehouseClient)


def test_every_code_is_one_of_the_contract() -> None:
    """sdk/js and sdk/python share them."""
    import re

    from gatehouse import ERROR_CODES

    sources = "".join(path.read_text() for path in (Path(__file__).parents[1] / "src").rglob("*.py"))
    raised = set(re.findall(r'(?:Error|error)\(\s*"([a-z_]+)",', sources)) - {"invalid_token"}
    assert (
        raised
        - {"missing", "signature", "algorithm", "malformed", "issuer", "audience", "authorized_party"}
        - {"expired", "issued_at", "auth_time", "nonce", "at_hash", "subject"}
        <= ERROR_CODES
    )


if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "src")]
    text = json.dumps({name: interface(name) for name in MODULES}, indent=2)
    SNAPSHOT.write_text(text.replace("<built-in function time>", "time") + "\n")
