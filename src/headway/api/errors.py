"""Everything the API answers when it cannot do what was asked, in one shape:

``{"error": {"code": "…", "message": "…", "fields": [{"field": "…", "code": "…", "message": "…"}]}}``
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.utils.translation import activate, gettext, ngettext
from django.utils.translation.trans_real import parse_accept_lang_header
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from headway.api.replies import reply
from headway.api.schemas.shared import Error, FieldError, NotWhole
from headway.core.errors import N_, NotFound, Refusal, Refusals
from headway.core.text import TextTooLong

log = logging.getLogger(__name__)


class MalformedJson(Refusal):
    code = "malformed_json"
    sentence = N_("The body is not JSON that can be read.")
    status = 400


class BodyTooLarge(Refusal):
    code = "body_too_large"
    sentence = N_("The body is larger than 2.5 MB. Send it in smaller parts.")
    status = 413


class MethodNotAllowed(Refusal):
    code = "method_not_allowed"
    sentence = N_("This address does not answer to %(method)s.")
    status = 405


class Unexpected(Refusal):
    code = "internal_error"
    sentence = N_("Something went wrong here, and nothing was changed. It has been noted.")
    status = 500


class FieldMissing(Refusal):
    code = "field_missing"
    sentence = N_("This is needed.")


class FieldUnknown(Refusal):
    code = "field_unknown"
    sentence = N_("There is no field of this name here.")


class NotAText(Refusal):
    code = "not_a_text"
    sentence = N_("Give a text, in quotation marks.")


class NotAFlag(Refusal):
    code = "not_a_flag"
    sentence = N_("Say true or false.")


class NotAList(Refusal):
    code = "not_a_list"
    sentence = N_("Give a list, in square brackets.")


class NotAnObject(Refusal):
    code = "not_an_object"
    sentence = N_("Give an object, in curly brackets.")


class NotAMoment(Refusal):
    code = "moment_unreadable"
    sentence = N_("Give a moment with its time zone, such as 2026-03-31T09:00:00Z.")


class NotAChoice(Refusal):
    code = "choice_unknown"
    sentence = N_("Choose one of: %(choices)s.")


class TooSmall(Refusal):
    code = "out_of_range"
    sentence = N_("Give at least %(limit)s.")


class TooLarge(Refusal):
    code = "out_of_range"
    sentence = N_("Give at most %(limit)s.")


class TooMany(Refusal):
    code = "too_many"
    sentence = N_("At most %(limit)s can be given at once.")


class FieldInvalid(Refusal):
    code = "field_invalid"
    sentence = N_("This cannot be used here.")


def use_language(header: str | None, otherwise: str = "en") -> None:
    """What the caller asks for by Accept-Language; without a wish that we can meet, ``otherwise``."""
    activate(_asked(header or "") or otherwise)


@lru_cache(maxsize=256)
def _asked(header: str) -> str | None:
    for wish, _ in parse_accept_lang_header(header):
        if wish.startswith("zh"):
            return "zh-hans"
        if wish.startswith("en"):
            return "en"
    return None


def refused(refusal: Refusal, *, current: object = None) -> HttpResponse:
    """The answer to one refusal; ``current`` is the thing as it stands, for a caller who wrote over it."""
    message = refusal.message(gettext)
    fields = [FieldError(refusal.field, refusal.code, message)] if refusal.field else []
    return _answer(refusal.status, Error(refusal.code, message, fields, current))


def refused_fields(refusals: Sequence[Refusal]) -> HttpResponse:
    if len(refusals) == 1:
        return refused(refusals[0])
    fields = [FieldError(one.field or "", one.code, one.message(gettext)) for one in refusals]
    status = max((one.status for one in refusals if one.status != 422), default=422)
    sentence = ngettext(
        "%(count)s field needs another look.", "%(count)s fields need another look.", len(fields)
    )
    return _answer(status, Error("fields_refused", sentence % {"count": len(fields)}, fields))


def _answer(status: int, error: Error) -> HttpResponse:
    body: dict[str, object] = {"code": error.code, "message": error.message, "fields": error.fields}
    if error.current is not None:
        body["current"] = error.current
    response = reply({"error": body}, status)
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="headway"'
    return response


def not_allowed(request: HttpRequest, allow: str) -> HttpResponse:
    response = refused(MethodNotAllowed(method=request.method))
    response["Allow"] = allow
    return response


def handle_on(api: NinjaAPI) -> None:
    """Give every exception that can leave a route its answer."""

    def answer(request: HttpRequest, error: object) -> HttpResponse:
        match error:
            case Refusal():
                return refused(error)
            case Refusals():
                return refused_fields(error.errors)
            case ValidationError():
                return refused_fields([_field_refusal(one) for one in error.errors])
            case RequestDataTooBig():
                return refused(BodyTooLarge())
            case UnreadablePostError():
                return refused(MalformedJson())
            case HttpError() if error.status_code == 400:
                return refused(MalformedJson())
            case Http404():
                return refused(NotFound())
        log.error(
            "%s %s failed",
            request.method,
            request.path,
            exc_info=error if isinstance(error, Exception) else None,
        )
        return refused(Unexpected())

    for kind in (
        Refusal,
        Refusals,
        ValidationError,
        RequestDataTooBig,
        UnreadablePostError,
        HttpError,
        Http404,
        Exception,
    ):
        api.add_exception_handler(kind, answer)


def _field_refusal(error: Mapping[str, object]) -> Refusal:
    """The sentence for one complaint of pydantic's; its place becomes ``key_results.0.target``."""
    place = error.get("loc")
    steps = [str(step) for step in place] if isinstance(place, tuple | list) else []
    # First comes where it stood (body, path, query), then, for bodies, the parameter's own name.
    field = ".".join(steps[2:] if steps[:1] == ["body"] else steps[1:])
    given = error.get("ctx")
    context = given if isinstance(given, dict) else {}
    kind = str(error.get("type"))
    inner = context.get("refusal")
    if isinstance(inner, Refusal):
        inner.field = field
        return inner
    if kind == "literal_error":
        return NotAChoice(field=field, choices=str(context.get("expected", "")).replace("'", ""))
    if kind in ("greater_than_equal", "greater_than"):
        return TooSmall(field=field, limit=context.get("ge", context.get("gt")))
    if kind in ("less_than_equal", "less_than"):
        return TooLarge(field=field, limit=context.get("le", context.get("lt")))
    if kind == "string_too_long":
        return TextTooLong(
            field=field, length=f"> {context.get('max_length')}", limit=context.get("max_length")
        )
    if kind == "too_long":
        return TooMany(field=field, limit=context.get("max_length"))
    return _PLAIN.get(kind, FieldInvalid)(field=field)


_PLAIN: dict[str, Callable[..., Refusal]] = {
    "missing": FieldMissing,
    "extra_forbidden": FieldUnknown,
    "string_type": NotAText,
    "int_type": NotWhole,
    "int_parsing": NotWhole,
    "int_from_float": NotWhole,
    "bool_type": NotAFlag,
    "bool_parsing": NotAFlag,
    "list_type": NotAList,
    "dict_type": NotAnObject,
    "model_type": NotAnObject,
    "model_attributes_type": NotAnObject,
    "datetime_type": NotAMoment,
    "datetime_parsing": NotAMoment,
    "datetime_from_date_parsing": NotAMoment,
    "timezone_aware": NotAMoment,
}
