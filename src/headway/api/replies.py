"""Answers as JSON: dataclasses straight to bytes, decimals already texts, moments in UTC."""

import msgspec
from django.http import HttpResponse

encode = msgspec.json.Encoder().encode
JSON = "application/json"


def reply(body: object, status: int = 200) -> HttpResponse:
    return HttpResponse(encode(body), status=status, content_type=JSON)
