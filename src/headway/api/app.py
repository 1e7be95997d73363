"""The one API: how it reads and writes JSON, who may call, and where its routes are."""

import json
from collections.abc import Callable
from decimal import Decimal
from functools import cache, wraps

import msgspec
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, re_path
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI, Router
from ninja.parser import Parser

from headway.api import openapi
from headway.api.auth import Token
from headway.api.errors import (
    FieldUnknown,
    MalformedJson,
    NotAnObject,
    handle_on,
    not_allowed,
    refused,
    use_language,
)
from headway.api.replies import JSON
from headway.api.routes import (
    alignments,
    check_ins,
    coach,
    coaching,
    cycles,
    key_results,
    me,
    objectives,
    people,
    rewriting,
    teams,
    templates,
)
from headway.core.errors import NotFound, Refusals

_decode = msgspec.json.Decoder(float_hook=Decimal).decode

type View = Callable[..., HttpResponseBase]


class Exact(Parser):
    """JSON with its numbers as they were written: never through a float."""

    def parse_body(self, request: HttpRequest) -> dict[str, object]:
        body: dict[str, object] = _decode(request.body)
        return body


class Api(NinjaAPI):
    """Every route in the caller's language, and every error in one shape."""

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        found, app, namespace = super().urls
        routes = [route for route in found if isinstance(route, URLPattern) and route.name != "api-root"]
        for route in routes:
            route.callback = _entered(route.callback)
        description = re_path(r"^openapi\.json$", _description, name="openapi")
        return [description, *routes, re_path("", _entered(_nothing))], app, namespace


def _entered(view: View) -> View:
    @csrf_exempt
    @wraps(view)
    def enter(request: HttpRequest, **path: object) -> HttpResponseBase:
        with override(None):
            use_language(request.META.get("HTTP_ACCEPT_LANGUAGE"))
            response = view(request, **path)
            if response.status_code == 405 and response.headers.get("Content-Type") != JSON:
                response = not_allowed(request, response.headers.get("Allow", ""))
            return response

    return enter


def _only_what_is_known(router: Router) -> None:
    """A route that takes no body refuses one with fields, as every other refuses fields it does not know."""
    for path in router.path_operations.values():
        for operation in path.operations:
            takes_body = any(model.__ninja_param_source__ == "body" for model in operation.models)
            if not takes_body and operation.methods != ["GET"]:
                operation.view_func = _without_body(operation.view_func)


def _without_body(view: View) -> View:
    @wraps(view)
    def run(request: HttpRequest, **path: object) -> HttpResponseBase:
        if request.body.strip():
            _nothing_in(request.body)
        return view(request, **path)

    return run


def _nothing_in(body: bytes) -> None:
    try:
        given = _decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise MalformedJson() from None
    if given is not None and not isinstance(given, dict):
        raise NotAnObject()
    if given:
        raise Refusals([FieldUnknown(field=str(name)) for name in given])


def _nothing(request: HttpRequest) -> HttpResponse:
    return refused(NotFound())


@csrf_exempt
def _description(request: HttpRequest) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        return not_allowed(request, "GET, HEAD")
    response = HttpResponse(described(), content_type=JSON)
    response["Cache-Control"] = "public, max-age=3600"
    return response


@cache
def described() -> bytes:
    """The OpenAPI document; put together once a process."""
    return json.dumps(openapi.document(api), ensure_ascii=False).encode()


api = Api(
    title="Headway",
    version="1",
    description=openapi.INTRODUCTION,
    urls_namespace="api",
    auth=Token(),
    parser=Exact(),
    openapi_url=None,
    docs_url=None,
)
handle_on(api)
for noun in (
    me,
    people,
    teams,
    cycles,
    objectives,
    key_results,
    check_ins,
    alignments,
    coach,
    coaching,
    rewriting,
    templates,
):
    _only_what_is_known(noun.router)
    api.add_router("", noun.router)
