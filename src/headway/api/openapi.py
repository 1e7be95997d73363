"""The description of the API: ninja's, and what every route has in common."""

from ninja import NinjaAPI
from pydantic import TypeAdapter

from headway.api.schemas.shared import ErrorBody

PREFIX = "api/v1/"
INTRODUCTION = """\
Goals, key results and check-ins of one organisation, under the same rules as its pages.

**Numbers are strings**, so that no float rounds them. What you send may be a JSON number or a text as
people type it (`"1,234.5"`, `"１２.５"`, `"40 %"`); what can be read in two ways (`"12,5"`) is asked back.
Progress is a fraction: `"1"` is 100 %. Moments are UTC, days are the company's.

**Errors** have one shape: `{"error": {"code", "message", "fields": [{"field", "code", "message"}]}}`. Codes
are stable; sentences come in the language of `Accept-Language`, else of the token's person. What you may not
see is 404; what you see but may not change is 403.

**Retries**: every POST that keeps something takes an `Idempotency-Key`. The same key with the same request is
answered again and carried out once; such an answer has the header `Idempotency-Replayed: true`. Keys are kept
for 7 days.

**Lists** take `limit` (at most 100) and `cursor`; hand `next_cursor` back until it is null.
"""

_ERRORS = {
    "400": "The body is no JSON.",
    "401": "No token, or none that is known.",
    "403": "Seen, but not yours to change.",
    "404": "Nothing here, or not open to you.",
    "405": "Another method is needed.",
    "409": "Somebody or something came first; `current` has the thing as it stands.",
    "413": "The body is too large.",
    "422": "Understood, but refused; `fields` says where.",
    "429": "Asked too often; a little later it can be done.",
    "502": "The language model cannot be reached, refuses, or says nothing that can be read.",
    "504": "The language model did not answer in time.",
}
_READ = ("401", "404", "405", "422")
_WRITE = ("400", "401", "403", "404", "405", "409", "413", "422")
# What asks a server of others, and keeps nothing that a key could bring back.
_PASSED_ON = {"suggestWordings": ("429", "502", "504"), "tryRewriting": ("429", "502", "504")}

_ID = {
    "name": "id",
    "in": "path",
    "required": True,
    "schema": {"type": "integer", "minimum": 1},
    "example": 12,
}
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "A text of your own, such as a UUID; the same again is carried out once.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[ -~]+$"},
    "example": "0b6d3c1e-5d0c-4c53-9a0e-2c8e2f8a4f11",
}


def document(api: NinjaAPI) -> dict[str, object]:
    found = dict(api.get_openapi_schema(path_prefix=PREFIX))
    components = found["components"]
    schema = TypeAdapter(ErrorBody).json_schema(ref_template="#/components/schemas/{model}")
    components["schemas"].update(schema.pop("$defs", {}))
    components["schemas"]["ErrorBody"] = schema
    components["schemas"] = dict(sorted(components["schemas"].items()))
    components["responses"] = {
        f"Error{status}": {
            "description": description,
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ErrorBody"}}},
        }
        for status, description in _ERRORS.items()
    }
    for path in found["paths"].values():
        for method, operation in path.items():
            answers = {str(status): answer for status, answer in operation["responses"].items()}
            further = _PASSED_ON.get(operation["operationId"], ())
            for status in (*(_READ if method == "get" else _WRITE), *further):
                answers[status] = {"$ref": f"#/components/responses/Error{status}"}
            operation["responses"] = answers
            parameters = [_ID if one["name"] == "pk" else one for one in operation.get("parameters", [])]
            is_kept = method == "post" and operation["operationId"] not in _PASSED_ON
            operation["parameters"] = [*parameters, _KEY] if is_kept else parameters
    found["paths"] = {path.replace("{pk}", "{id}"): methods for path, methods in found["paths"].items()}
    return found
