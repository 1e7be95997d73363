"""A language model on loopback, and the company that has it set up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from headway.rewriting.actions.endpoint import set_endpoint, switch_on
from headway.rewriting.actions.suggestions import agree_to_send
from tests.conftest import Company
from tests.rewriting.model import Model, serve


@pytest.fixture
def direct(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def model(direct: None) -> Iterator[Model]:
    made = Model()
    server = serve(made)
    yield made
    made.over.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def helped(company: Company, model: Model) -> Company:
    """The company with the model set up and switched on; Cy has agreed to send sentences there."""
    ann = company.by(company.ann)
    set_endpoint(address=model.address, model="small", key="sk-secret-1", seconds=30, by=ann, door="test")
    switch_on(by=ann, door="test")
    agree_to_send(place=model.place, by=company.by(company.cy), door="test")
    return company
