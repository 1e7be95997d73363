"""One row written by one plain statement, for the writes that everybody makes all day.

Saving a model costs Django about as much again as the database; a check-in makes five such writes.
No signals and no expressions: values as they are to be stored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from django.db import connection
from django.db.models import Field, Model

from headway.db.cursors import steady_cursor, wide

type Param = int | float | str | bytes | date | Decimal | None


def write(model: type[Model], pk: int, values: Mapping[str, object]) -> None:
    """Update some fields (by attribute) of the row with this key."""
    fields = _fields(model)
    names = ", ".join([f'"{fields[name].column}" = %s' for name in values])
    with steady_cursor() as cursor:
        cursor.execute(
            f'UPDATE "{model._meta.db_table}" SET {names} WHERE "{_key(model)}" = %s',
            [*(_stored(fields[name], value) for name, value in values.items()), wide(pk)],
        )


def add[M: Model](instance: M) -> M:
    """Insert a row whose key the database gives; the instance has it afterwards."""
    model = type(instance)
    columns, insert = _insert(model)
    with steady_cursor() as cursor:
        cursor.execute(insert, [_stored(field, getattr(instance, field.attname)) for field in columns])
        row = cursor.fetchone()
    assert row is not None
    instance.pk = row[0]
    instance._state.adding = False
    instance._state.db = connection.alias
    return instance


def _stored(field: Field[object, object], value: object) -> Param:
    param: Param = field.get_db_prep_save(value, connection)
    return wide(param) if type(param) is int else param


@cache
def _fields(model: type[Model]) -> dict[str, Field[object, object]]:
    return {name: field for field in model._meta.concrete_fields for name in (field.name, field.attname)}


@cache
def _key(model: type[Model]) -> str:
    assert model._meta.pk is not None
    return str(model._meta.pk.column)


@cache
def _insert(model: type[Model]) -> tuple[Sequence[Field[object, object]], str]:
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    names = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    return fields, (
        f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks}) RETURNING "{_key(model)}"'
    )
