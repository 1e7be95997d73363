"""The API answers as its own description says, whatever schemathesis thinks of sending."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pytest
import schemathesis
import time_machine
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    ignored_auth,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from headway.goals.actions.check_ins import check_in
from headway.people.actions.tokens import create_token
from tests.conftest import NOW, Company
from tests.library.made import own_template

pytestmark = pytest.mark.contract

# What is well formed may still be refused by a rule of the method, so acceptance is no contract.
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    ignored_auth,
    unsupported_method,
    allow_header_conformance,
]
# Random requests only: schemathesis' own enumeration is thousands of them.
off = {"enabled": False}
config = SchemathesisConfig.from_dict({"phases": {"coverage": off, "examples": off}})
schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application(), config=config)


@dataclass
class Visitor:
    token: str
    ids: dict[str, int]
    """An id that exists, by the first word of the path."""
    template: str


@pytest.fixture
def visitor(company: Company) -> Iterator[Visitor]:
    with time_machine.travel(NOW, tick=False):
        company.objective(company.bo, "Another", holder="team", team=company.sales)
        objective = company.objective(company.ann, "Ours", agreed=False)
        agreed = company.objective(company.ann, "Agreed")
        row = company.key_result(agreed)
        check_in(row.pk, by=company.by(company.ann), door="test", value=Decimal(3), confidence=7)
        token = create_token(company.ann, name="Contract", actor=company.ann, at=NOW, door="test").text
        yield Visitor(
            token,
            {
                "objectives": objective.pk,
                "key-results": row.pk,
                "cycles": company.quarter.pk,
                "teams": company.sales.pk,
            },
            own_template(company).slug,
        )


@schema.parametrize()
@settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_described(case: schemathesis.Case, visitor: Visitor) -> None:  # type: ignore[type-arg]
    noun = case.path.removeprefix("/api/v1/").split("/")[0]
    if case.path_parameters and isinstance(case.path_parameters.get("id"), int) and noun in visitor.ids:
        case.path_parameters["id"] = visitor.ids[noun]
    if case.path_parameters and isinstance(case.path_parameters.get("slug"), str):
        case.path_parameters["slug"] = visitor.template
    headers = {"Authorization": f"Bearer {visitor.token}", "Accept-Encoding": "identity"}
    checks = (
        CHECKS if _sent_as_made(case) else [each for each in CHECKS if each is not negative_data_rejection]
    )
    case.call_and_validate(headers=headers, checks=checks)


def _sent_as_made(case: schemathesis.Case) -> bool:  # type: ignore[type-arg]
    """Whether what violates the description is still there: path and headers have been replaced."""
    if case.meta is None:
        return True
    kept = (ParameterLocation.BODY, ParameterLocation.QUERY)
    return any(
        part.mode is GenerationMode.NEGATIVE for place, part in case.meta.components.items() if place in kept
    )
