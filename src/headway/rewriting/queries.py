"""The endpoint as it stands, and what a writer is told before their first sentence leaves the house."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from headway.coach.queries.settings import coach_config
from headway.core.errors import Refusal
from headway.people.viewer import Viewer
from headway.rewriting.access import may_ask
from headway.rewriting.models import Asker, Endpoint
from headway.rewriting.rules.addresses import Address, address_of


@dataclass(frozen=True, slots=True)
class Offer:
    """That wordings can be suggested, and where the sentence goes. `told`: the person has agreed to that."""

    place: str
    model: str
    notice: str
    told: bool


def the_endpoint() -> Endpoint:
    """One query; unsaved while nobody has set it up."""
    return Endpoint.objects.select_related("switched_by").filter(pk=1).first() or Endpoint(pk=1)


def where(endpoint: Endpoint) -> Address | None:
    """None while it is not set up, or no longer allowed by whoever runs the server."""
    if not endpoint.address or not endpoint.model:
        return None
    try:
        return address_of(endpoint.address, hosts=settings.HEADWAY_REWRITING_HOSTS)
    except Refusal:
        return None


def offer_to(viewer: Viewer) -> Offer | None:
    """None where there is nothing to offer: not set up, switched off (it or the coach), not for this person.
    One query while it is switched off, else three."""
    if not may_ask(viewer):
        return None
    endpoint = Endpoint.objects.filter(pk=1, on=True).first()
    address = where(endpoint) if endpoint else None
    if endpoint is None or address is None or coach_config() is None:
        return None
    told = Asker.objects.filter(person=viewer.id, told_place=address.place).exists()
    return Offer(address.place, endpoint.model, endpoint.notice, told)
