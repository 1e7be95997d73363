"""How rewriting help is set up, as the API answers it."""

from django.conf import settings

from headway.api.schemas.rewriting import EndpointOut
from headway.api.schemas.shared import PersonRef
from headway.rewriting.queries import the_endpoint, where


def endpoint_out() -> EndpointOut:
    endpoint = the_endpoint()
    address = where(endpoint)
    by = endpoint.switched_by
    return EndpointOut(
        endpoint.on,
        endpoint.address,
        address.place if address else None,
        endpoint.model,
        "server" if settings.HEADWAY_REWRITING_KEY else "sealed" if endpoint.sealed_key else "none",
        endpoint.seconds,
        endpoint.notice,
        address is not None and address.is_open,
        list(settings.HEADWAY_REWRITING_HOSTS),
        PersonRef(by.pk, by.name) if by else None,
        endpoint.switched_at,
    )
