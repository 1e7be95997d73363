"""Numbers that come back from every database exactly as they were given.

SQLite keeps DECIMAL as a binary float, so both databases store whole numbers: progress in
millionths, values of key results as mantissa and scale in one 64-bit integer. Neither is meant
to be added up with ``F()``; sums are taken over the stored integers and divided once.
"""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models.expressions import Combinable

from headway.core.decimals import millionths, pack, unpack


class Millionths(models.BigIntegerField):  # type: ignore[type-arg]
    """A fraction (1 is 100 %) as Decimal with six places; stored as an integer in millionths."""

    _pyi_private_set_type: Decimal | int | Combinable  # type: ignore[assignment]  # for django-stubs
    _pyi_private_get_type: Decimal  # type: ignore[assignment]

    def from_db_value(self, value: int | None, expression: object, connection: object) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-6)

    def to_python(self, value: object) -> Decimal | None:
        return None if value is None else Decimal(str(value))

    def get_prep_value(self, value: object) -> int | None:
        if value is None or hasattr(value, "resolve_expression"):
            return value  # type: ignore[return-value]
        return millionths(Decimal(str(value)))


class PackedDecimal(models.BigIntegerField):  # type: ignore[type-arg]
    """A Decimal of at most 15 significant digits, stored as ``mantissa * 16 + scale``.

    Equal numbers are stored equally (1.50 as 1.5); the stored integers have no useful order.
    """

    _pyi_private_set_type: Decimal | int | Combinable  # type: ignore[assignment]  # for django-stubs
    _pyi_private_get_type: Decimal  # type: ignore[assignment]

    def from_db_value(self, value: int | None, expression: object, connection: object) -> Decimal | None:
        return None if value is None else unpack(value)

    def to_python(self, value: object) -> Decimal | None:
        return None if value is None else Decimal(str(value))

    def get_prep_value(self, value: object) -> int | None:
        if value is None or hasattr(value, "resolve_expression"):
            return value  # type: ignore[return-value]
        return pack(Decimal(str(value)))
