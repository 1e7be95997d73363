"""``Idempotency-Key``: a request that may have arrived already is carried out once and answered again.

The key's row is the first thing its transaction writes. A retry that comes while the first is under way
waits at that row; when the first commits it reads the stored answer, when it fails it does the work.
What is refused stores nothing, since it changed nothing.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from hashlib import sha256
from typing import Concatenate

from django.db import connection, transaction
from django.http import HttpResponse

from headway.api.auth import Call
from headway.api.models import IdempotencyKey
from headway.api.replies import JSON
from headway.core.errors import N_, Refusal
from headway.db.rows import write

KEPT = timedelta(days=7)
LONGEST_KEY = 200


class KeyReused(Refusal):
    code = "idempotency_key_reused"
    sentence = N_("This idempotency key came with another request before. Take a new key for a new request.")


class KeyUnreadable(Refusal):
    code = "idempotency_key_invalid"
    sentence = N_("An idempotency key has 1 to %(limit)s plain ASCII characters, such as a UUID.")


class NotYet(Refusal):
    code = "idempotency_key_in_use"
    sentence = N_("The first request with this idempotency key has just been undone. Send it again.")
    status = 409


_CLAIM = (
    "INSERT INTO api_idempotencykey (person_id, key, digest, status, body, at) "
    "VALUES (%s, %s, %s, 0, '', %s) ON CONFLICT DO NOTHING RETURNING id"
)


def once[**P](
    view: Callable[Concatenate[Call, P], HttpResponse],
) -> Callable[Concatenate[Call, P], HttpResponse]:
    """Carry a route out once per person and ``Idempotency-Key``; without the header, plainly."""

    @wraps(view)
    def run(request: Call, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        key = request.META.get("HTTP_IDEMPOTENCY_KEY")
        if key is None:
            return view(request, *args, **kwargs)
        if not 0 < len(key) <= LONGEST_KEY or not key.isascii() or not key.isprintable():
            raise KeyUnreadable(limit=LONGEST_KEY)
        digest = _digest(request)
        with transaction.atomic():
            mine = _claim(request, key, digest)
            if mine is None:
                return _stored(request, key, digest)
            response = view(request, *args, **kwargs)
            write(IdempotencyKey, mine, {"status": response.status_code, "body": response.content.decode()})
        return response

    return run


def prune(*, at: datetime) -> int:
    """Forget keys of more than a week ago; part of the daily job."""
    return IdempotencyKey.objects.filter(at__lt=at - KEPT).delete()[0]


def _claim(request: Call, key: str, digest: str) -> int | None:
    """The id of the new row; None if the key is taken."""
    at = connection.ops.adapt_datetimefield_value(request.auth.at)
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [request.auth.id, key, digest, at])
        row = cursor.fetchone()
    return None if row is None else int(row[0])


def _stored(request: Call, key: str, digest: str) -> HttpResponse:
    row = IdempotencyKey.objects.filter(person=request.auth.id, key=key).first()
    if row is None:
        raise NotYet()
    if row.digest != digest:
        raise KeyReused()
    response = HttpResponse(row.body, status=row.status, content_type=JSON)
    response["Idempotency-Replayed"] = "true"
    return response


def _digest(request: Call) -> str:
    return sha256(
        b"\n".join([str(request.method).encode(), request.get_full_path().encode(), request.body])
    ).hexdigest()
