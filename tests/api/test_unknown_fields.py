"""A slip of the pen in a body is never silently dropped, whatever the route."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import pytest

from headway.api.app import described
from headway.people.models import Person
from tests.api.conftest import Caller
from tests.conftest import Company

type Calls = Callable[[Person], Caller]

WRITES = [
    (method.upper(), re.sub(r"\{\w+\}", "1", path.removeprefix("/api/v1")), "requestBody" in operation)
    for path, operations in json.loads(described())["paths"].items()
    for method, operation in operations.items()
    if method != "get"
]
BODILESS = [(method, path) for method, path, has_body in WRITES if not has_body]
# Where the keys are names that the caller gives; an unknown one has a refusal of its own.
NAMES = {"TemplateIn.placeholders", "TemplateChange.placeholders", "ValuesIn.values"}


@pytest.mark.parametrize(("method", "path"), [write[:2] for write in WRITES], ids=str)
def test_a_field_that_is_none_of_a_routes_is_refused(
    company: Company, caller: Calls, method: str, path: str
) -> None:
    refused = caller(company.ann).ask(method, path, {"titel": "Win the shops back"})
    assert refused.status == 422
    assert ("titel", "field_unknown") in refused.fields


@pytest.mark.parametrize(("method", "path"), BODILESS, ids=str)
def test_a_route_without_a_body_takes_an_empty_one_and_nothing_else(
    company: Company, caller: Calls, method: str, path: str
) -> None:
    ann = caller(company.ann)
    assert ann.ask(method, path, '["titel"]').error == (422, "not_an_object")
    assert ann.ask(method, path, "{titel").error == (400, "malformed_json")
    plain = ann.ask(method, path).error
    assert plain[0] in (404, 409)
    assert ann.ask(method, path, "{}").error == ann.ask(method, path, "null").error == plain
    assert Caller(None).ask(method, path, {"titel": 1}).error == (401, "token_missing")


def test_nothing_inside_a_body_takes_what_it_does_not_know() -> None:
    schemas = json.loads(described())["components"]["schemas"]

    def objects(schema: object, place: str) -> Iterator[tuple[str, dict[str, object]]]:
        """Every object that can be sent, and where it stands."""
        if isinstance(schema, list):
            for each in schema:
                yield from objects(each, place)
        if not isinstance(schema, dict):
            return
        if "$ref" in schema:
            name = str(schema["$ref"]).rpartition("/")[2]
            if name not in met:
                met.add(name)
                yield from objects(schemas[name], name)
            return
        if schema.get("type") == "object":
            yield place, schema
        for name, each in schema.get("properties", {}).items():
            yield from objects(each, f"{place}.{name}")
        for within in ("items", "anyOf", "allOf", "oneOf", "additionalProperties"):
            yield from objects(schema.get(within), place)

    met: set[str] = set()
    found: list[tuple[str, dict[str, object]]] = []
    for operations in json.loads(described())["paths"].values():
        for operation in operations.values():
            sent = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            found += objects(sent.get("schema"), "")
    assert len(met) > 30
    assert {place for place, schema in found if schema.get("additionalProperties") is not False} == NAMES
