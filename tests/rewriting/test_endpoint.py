"""Setting the language model up."""

from __future__ import annotations

import json

import pytest
from django.db import IntegrityError, transaction
from pytest_django import Settings

from headway.activity.models import Event
from headway.core.errors import Refusals
from headway.people.access import AdminsOnly
from headway.people.viewer import Viewer
from headway.rewriting.actions.endpoint import (
    KeyLost,
    NotSetUp,
    change_endpoint,
    key_of,
    set_endpoint,
    switch_off,
    switch_on,
)
from headway.rewriting.models import Asker, Endpoint
from headway.rewriting.queries import Offer, offer_to, the_endpoint
from tests.conftest import NOW, Company

ADDRESS = "https://models.example/v1"


def set_up(by: Viewer, *, address: str = ADDRESS, key: str = "", forget_key: bool = False) -> Endpoint:
    return set_endpoint(
        address=address, model="small", key=key, forget_key=forget_key, seconds=20, by=by, door="test"
    )


@pytest.fixture
def ann(company: Company) -> Viewer:
    return company.by(company.ann)


def test_it_is_set_up_switched_on_and_off_and_each_leaves_an_event(ann: Viewer) -> None:
    set_endpoint(
        address=f"{ADDRESS}/", model=" small ", key="sk-1", seconds=20, notice="In Kiel.", by=ann, door="test"
    )
    made = the_endpoint()
    assert (made.address, made.model, made.seconds, made.notice, made.on) == (
        ADDRESS,
        "small",
        20,
        "In Kiel.",
        False,
    )
    assert switch_on(by=ann, door="test").switched_at == NOW
    switch_on(by=ann, door="test")
    assert (the_endpoint().on, the_endpoint().switched_by) == (True, ann.person)
    assert not switch_off(by=ann, door="test").on
    verbs = Event.objects.filter(noun="endpoint").order_by("id").values_list("verb", "actor_id")
    assert list(verbs) == [(verb, ann.id) for verb in ("edited", "switched_on", "switched_off")]


def test_the_key_is_sealed_and_stands_in_no_event(ann: Viewer) -> None:
    made = set_up(ann, key="sk-very-secret")
    assert "sk-very-secret" not in made.sealed_key
    assert key_of(made) == "sk-very-secret"
    assert set_up(ann, key="").sealed_key == made.sealed_key
    assert key_of(set_up(ann, key="sk-other-secret")) == "sk-other-secret"
    assert set_up(ann, forget_key=True).sealed_key == ""
    told = list(Event.objects.filter(noun="endpoint").order_by("id").values_list("before", "after"))
    assert "secret" not in json.dumps(told)
    assert [after["key"] for _before, after in told] == ["replaced", "replaced", "forgotten"]


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://models.example/v2", True),
        ("https://models.example:8443/v1", False),
        ("http://models.example/v1", False),
        ("https://elsewhere.example/v1", False),
    ],
)
def test_a_key_does_not_follow_to_another_server(ann: Viewer, address: str, kept: bool) -> None:
    set_up(ann, key="sk-1")
    assert bool(set_up(ann, address=address).sealed_key) is kept


def test_the_operators_key_comes_first(ann: Viewer, settings: Settings) -> None:
    made = set_up(ann, key="sk-kept")
    settings.HEADWAY_REWRITING_KEY = "sk-operator"
    assert key_of(made) == "sk-operator"


def test_under_another_secret_key_the_kept_one_is_lost_and_says_so(ann: Viewer, settings: Settings) -> None:
    made = set_up(ann, key="sk-kept")
    settings.SECRET_KEY = "another-secret-key-of-this-server-9876543210"
    with pytest.raises(KeyLost):
        key_of(made)


def test_everything_that_is_wrong_is_said_at_once(ann: Viewer) -> None:
    with pytest.raises(Refusals) as refused:
        set_endpoint(
            address="models.example",
            model=" ",
            key="a key\nwith spaces",
            seconds=600,
            notice="n" * 501,
            by=ann,
            door="test",
        )
    assert {(each.field, each.code) for each in refused.value} == {
        ("address", "rewriting_address_unreadable"),
        ("model", "text_missing"),
        ("key", "rewriting_key_unreadable"),
        ("seconds", "out_of_bounds"),
        ("notice", "text_too_long"),
    }
    assert not Endpoint.objects.exists()


def test_what_the_operator_does_not_allow_is_neither_set_nor_used(ann: Viewer, settings: Settings) -> None:
    settings.HEADWAY_REWRITING_HOSTS = ["models.example"]
    set_up(ann)
    switch_on(by=ann, door="test")
    assert offer_to(ann) is not None
    settings.HEADWAY_REWRITING_HOSTS = ["other.example"]
    assert offer_to(ann) is None
    with pytest.raises(Refusals) as refused:
        set_up(ann)
    assert [each.code for each in refused.value] == ["rewriting_host_forbidden"]


def test_only_administrators_set_it_up(company: Company, ann: Viewer) -> None:
    for person in (company.bo, company.gus):
        by = company.by(person)
        with pytest.raises(AdminsOnly):
            set_up(by)
        with pytest.raises(AdminsOnly):
            switch_off(by=by, door="test")
    with pytest.raises(NotSetUp):
        switch_on(by=ann, door="test")
    assert not Event.objects.filter(noun="endpoint").exists()


def test_it_cannot_be_on_without_an_address_even_in_the_database(company: Company) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Endpoint.objects.create(pk=1, on=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Endpoint.objects.create(pk=2)


def test_it_is_offered_to_writers_while_it_is_on(company: Company, ann: Viewer) -> None:
    assert offer_to(ann) is None
    set_up(ann)
    assert offer_to(ann) is None
    switch_on(by=ann, door="test")
    assert offer_to(company.by(company.cy)) == Offer("models.example", "small", "", told=False)
    Asker.objects.create(person=company.cy, told_place="models.example")
    assert offer_to(company.by(company.cy)) == Offer("models.example", "small", "", told=True)
    assert offer_to(company.by(company.gus)) is None


def test_only_what_is_given_changes_and_an_empty_key_is_forgotten(ann: Viewer) -> None:
    change_endpoint(address=ADDRESS, model="small", key="sk-1", notice="In Kiel.", by=ann, door="test")
    change_endpoint(model="large", on=True, by=ann, door="test")
    made = the_endpoint()
    assert (made.address, made.model, made.notice, made.on) == (ADDRESS, "large", "In Kiel.", True)
    assert key_of(made) == "sk-1"
    change_endpoint(on=False, by=ann, door="test")
    assert (the_endpoint().on, key_of(the_endpoint())) == (False, "sk-1")
    assert change_endpoint(key="", by=ann, door="test").sealed_key == ""
    verbs = Event.objects.filter(noun="endpoint").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["edited", "edited", "switched_on", "switched_off", "edited"]


def test_what_is_refused_of_it_changes_nothing(ann: Viewer, company: Company) -> None:
    with pytest.raises(Refusals):
        change_endpoint(model="small", on=True, by=ann, door="test")
    with pytest.raises(NotSetUp):
        change_endpoint(on=True, by=ann, door="test")
    with pytest.raises(AdminsOnly):
        change_endpoint(on=False, by=company.by(company.bo), door="test")
    assert not Endpoint.objects.exists() and not Event.objects.filter(noun="endpoint").exists()
