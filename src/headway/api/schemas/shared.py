"""Shapes that every noun uses: references, errors, and numbers and days as people type them.

What the API answers is a dataclass: it is both the description in OpenAPI and what is encoded.
What it is given is a pydantic model that knows no other fields than its own.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, TypeAliasType, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema

from headway.core.dates import parse_day
from headway.core.errors import N_, Refusal


class NotANumberNorText(Refusal):
    code = "number_not_a_number"
    sentence = N_("Give a number, or a text with a number in it.")


class NotADay(Refusal):
    code = "day_unreadable"
    sentence = N_('Give a day as a text, such as "2026-03-31".')


class NotWhole(Refusal):
    code = "not_a_whole_number"
    sentence = N_("Give a whole number.")


class DayOutOfReach(Refusal):
    code = "day_out_of_reach"
    sentence = N_("Give a day between the years 2000 and 2100.")


class NotAnId(Refusal):
    code = "not_a_whole_number"
    sentence = N_("Give an id: a whole number above 0.")


def _wrong(refusal: Refusal) -> PydanticCustomError:
    return PydanticCustomError("refused", "refused", {"refusal": refusal})


def _typed(given: object) -> str:
    """A number as somebody types it; JSON numbers arrive as Decimal or int, never as a float."""
    if isinstance(given, str):
        return given
    if isinstance(given, bool) or not isinstance(given, int | Decimal):
        raise _wrong(NotANumberNorText())
    number = Decimal(given)
    return format(number, "f") if abs(number.adjusted()) < 60 else str(number)


def _day(given: object) -> date:
    if not isinstance(given, str):
        raise _wrong(NotADay())
    try:
        day = parse_day(given)
    except Refusal as refusal:
        raise _wrong(refusal) from None
    if not 2000 <= day.year <= 2100:
        raise _wrong(DayOutOfReach())
    return day


def _whole(given: object) -> int:
    if (
        isinstance(given, Decimal)
        and given.is_finite()
        and abs(given.adjusted()) < 20
        and given == int(given)
    ):
        given = int(given)
    if isinstance(given, bool) or not isinstance(given, int) or abs(given) >= 2**63:
        raise _wrong(NotWhole())
    return given


def _id(given: object) -> int:
    pk = _whole(given)
    if pk < 1:
        raise _wrong(NotAnId())
    return pk


# What is given.
Typed = Annotated[
    str,
    BeforeValidator(_typed),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string", "maxLength": 120}, {"type": "number"}],
            "description": 'A number, or a text as people type it: "12.5", "1,234.5", "１２.５", "40 %".',
            "examples": ["12.5"],
        }
    ),
]
Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2026-03-31"]}),
]
Id = Annotated[
    int,
    BeforeValidator(_id),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 2**63 - 1, "examples": [12]}),
]
Count = Annotated[int, BeforeValidator(_whole)]
Text = Annotated[str, Field(strict=True)]
Flag = Annotated[bool, Field(strict=True)]


class Given(BaseModel):
    """A body: unknown fields are refused, so that a slip of the pen is not silently dropped."""

    model_config = ConfigDict(extra="forbid")


class Reason(Given):
    reason: Text = Field("", description="One sentence that says why.", examples=["The market has moved."])


class OneOf:
    """Describes an answered text by the choices it comes from."""

    def __init__(self, choices: TypeAliasType) -> None:
        self.choices = list(get_args(choices.__value__))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "enum": self.choices}


# What is answered.
Number = Annotated[
    str,
    Field(description="An exact decimal number, as a string.", pattern=r"^-?\d+(\.\d+)?$", examples=["12.5"]),
]
Share = Annotated[
    str,
    Field(description="A fraction as a string; 1 is 100 %.", pattern=r"^-?\d+(\.\d+)?$", examples=["0.3125"]),
]
Whole = Annotated[int, Field(examples=[12])]


@dataclass(slots=True)
class PersonRef:
    id: Whole
    name: Annotated[str, Field(examples=["Lin Mei"])]


@dataclass(slots=True)
class TeamRef:
    id: Whole
    name: Annotated[str, Field(examples=["Product"])]


@dataclass(slots=True)
class FieldError:
    field: Annotated[
        str, Field(description="Where in the request, with dots.", examples=["key_results.0.target"])
    ]
    code: Annotated[str, Field(examples=["start_equals_target"])]
    message: str


@dataclass(slots=True)
class Error:
    code: Annotated[str, Field(description="Stable; decide by this.", examples=["fields_refused"])]
    message: Annotated[str, Field(description="One sentence for a person, in their language.")]
    fields: list[FieldError]
    current: Annotated[
        object,
        Field(description="Of a conflict only: the thing as it stands now, as its own route answers it."),
    ] = None


@dataclass(slots=True)
class ErrorBody:
    error: Error
