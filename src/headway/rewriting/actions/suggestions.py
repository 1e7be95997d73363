"""Asking for other wordings of one sentence. Nothing is saved but that somebody asked, and when."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from time import monotonic

from django.db import transaction

from headway.activity.record import record
from headway.coach.queries.settings import coach_config, config_or_refusal
from headway.core.errors import N_, Refusal
from headway.core.text import clean_line
from headway.people.access import must_administer
from headway.people.viewer import Viewer
from headway.rewriting import calling
from headway.rewriting.access import must_be_writer
from headway.rewriting.actions.endpoint import NotSetUp, key_of
from headway.rewriting.models import Asker, Endpoint
from headway.rewriting.queries import Offer, offer_to, the_endpoint, where
from headway.rewriting.rules.addresses import Address
from headway.rewriting.rules.judging import (
    Judged,
    Judgement,
    Subject,
    Suggestion,
    judged,
    judgement,
    kind_of,
    language_of,
)
from headway.rewriting.rules.prompt import Asked, request
from headway.rewriting.rules.wordings import content, wordings
from okr_coach import Config, KeyResult

PER_MINUTE = 6
LONGEST = 500
TRIAL = {"en": "Improve customer satisfaction", "zh": "提升客户满意度"}


class SwitchedOff(Refusal):
    code = "rewriting_off"
    sentence = N_("Suggestions by a language model are switched off. The coach's own questions stay.")
    status = 409


class NotTold(Refusal):
    code = "rewriting_not_told"
    sentence = N_("Nothing has been sent: first agree that this sentence goes to %(place)s.")
    status = 409


class TooOften(Refusal):
    code = "rewriting_too_often"
    sentence = N_("You have asked %(limit)s times within a minute. Wait a moment, then ask again.")
    status = 429


@dataclass(frozen=True, slots=True)
class Suggestions:
    """`seconds`: how long the model took."""

    place: str
    model: str
    original: Judged
    suggestions: tuple[Suggestion, ...]
    left_out: int
    seconds: float


@transaction.atomic
def agree_to_send(*, place: str, by: Viewer, door: str) -> Offer:
    """The person has read where their sentences go. It holds for this place only."""
    must_be_writer(by)
    offer = _offered(by)
    if place != offer.place:
        raise NotTold(place=offer.place)
    asker, _made = Asker.objects.select_for_update().get_or_create(person=by.person)
    if asker.told_place != place:
        asker.told_place, asker.told_at = place, by.at
        asker.save(update_fields=["told_place", "told_at"])
        record("agreed_to_send", asker, actor=by.person, at=by.at, door=door, after={"place": place})
    return replace(offer, told=True)


def suggest(subject: Subject, *, by: Viewer, speak: str | None = None) -> Suggestions:
    """Other wordings of the title of an objective or key result, each read by the coach, best first.

    Sent are the title and the coach's questions about it, nothing else. `speak` is the language of the
    findings. Not to be called inside a transaction: the model may take its time."""
    must_be_writer(by)
    subject = subject._replace(title=clean_line(subject.title, limit=LONGEST, field="text"))
    endpoint = the_endpoint()
    address = where(endpoint)
    if address is None:
        raise NotSetUp()
    if not endpoint.on:
        raise SwitchedOff()
    config = config_or_refusal()
    if not Asker.objects.filter(person=by.id, told_place=address.place).exists():
        raise NotTold(place=address.place)
    with calling.turn():
        _count(by)
        return _ask(subject, endpoint, address, config=config, speak=speak)


def try_endpoint(*, by: Viewer, language: str = "en", door: str) -> Suggestions:
    """One harmless sentence of ours, whether switched on or not."""
    must_administer(by.person, door=door)
    endpoint = the_endpoint()
    address = where(endpoint)
    if address is None:
        raise NotSetUp()
    with calling.turn():
        _count(by)
        return _ask(trial(language), endpoint, address, config=coach_config() or Config(), speak=language)


def trial(language: str) -> KeyResult:
    return KeyResult(TRIAL["zh" if language == "zh" else "en"])


def asked_of(subject: Subject, *, config: Config) -> Asked:
    """What leaves the house."""
    language = language_of(subject.title)
    found = judged(subject, config=config, speak=language).findings
    questions = list(dict.fromkeys(each.question for each in found if each.question))
    return Asked(subject.title, kind_of(subject), language, questions)


def _offered(by: Viewer) -> Offer:
    offer = offer_to(by)
    if offer is None:
        raise SwitchedOff()
    return offer


@transaction.atomic(durable=True)
def _count(by: Viewer) -> None:
    """Durable: it raises where a transaction is open already, which the call would otherwise hold open."""
    asker, _made = Asker.objects.select_for_update().get_or_create(person=by.person)
    minute = by.at.replace(second=0, microsecond=0)
    if asker.minute is None or asker.minute != minute:
        asker.minute, asker.asked = minute, 0
    if asker.asked >= PER_MINUTE:
        raise TooOften(limit=PER_MINUTE)
    asker.asked += 1
    asker.save(update_fields=["minute", "asked"])


def _ask(
    subject: Subject, endpoint: Endpoint, address: Address, *, config: Config, speak: str | None
) -> Suggestions:
    asked = asked_of(subject, config=config)
    bodies = (
        json.dumps(request(asked, model=endpoint.model, newer=newer), ensure_ascii=False).encode()
        for newer in (False, True)
    )
    begun = monotonic()
    answer = calling.post(address, bodies, key=key_of(endpoint), seconds=endpoint.seconds)
    took = monotonic() - begun
    said = content(answer)
    worded = wordings(said) if said is not None else []
    if not worded:
        raise calling.AnswerUnreadable()
    found: Judgement = judgement(subject, worded, config=config, speak=speak)
    return Suggestions(address.place, endpoint.model, found.original, found.suggestions, found.left_out, took)
