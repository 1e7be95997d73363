"""Queries that are put together once: their SQL is kept, only the values are put in anew.

On a page that everybody opens, Django spends more time on building and compiling its queries than the
database on answering them. ``@prepared`` marks a function that returns a ``values_list``:

    @prepared
    def _owned(person: int, states: tuple[str, ...]) -> QuerySet[KeyResult, tuple[int, str]]:
        return KeyResult.objects.filter(owner=person, state__in=states).values_list("id", "title")

    rows = _owned(7, ("live",))   # a list

Whole numbers and days are values; they may differ from call to call. Everything else (texts, flags, how long
a tuple is) is part of the query's shape; each shape is prepared once. A text that differs from call to call
is given as ``Word``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, wraps
from itertools import count

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Expression, Model, QuerySet
from django.db.models.query import FlatValuesListIterable
from django.db.models.sql.compiler import SQLCompiler
from psycopg.sql import Literal

from headway.db.cursors import steady_cursor, wide

MOST_SHAPES = 500
# Marks stand for values while a query is put together; two sets of them, so that a number that went
# into the text instead (a LIMIT) is noticed. They fit a 32-bit column.
_MARKS = ((2_000_000_000, date(9000, 1, 1)), (2_100_000_000, date(9400, 1, 1)))


class Word(str):
    """A text that is a value, not part of the query's shape."""


type Value = int | date | Word
type Param = int | float | str | bytes | date | None


def prepared[**P, M: Model, Row](build: Callable[P, QuerySet[M, Row]]) -> Callable[P, list[Row]]:
    kept: dict[object, _Statement | None] = {}

    @wraps(build)
    def run(*args: P.args, **kwargs: P.kwargs) -> list[Row]:
        values: list[Value] = []
        shape = (connection.vendor, *(_shape(each, values) for each in args), *kwargs)
        shape = (*shape, *(_shape(each, values) for each in kwargs.values()))
        try:
            statement = kept[shape]
        except KeyError:
            if len(kept) >= MOST_SHAPES:
                kept.clear()
            statement = kept[shape] = _prepare(lambda *marks, **named: build(*marks, **named), args, kwargs)
        return [] if statement is None else statement.rows(values)  # type: ignore[return-value]

    return run


def names(model: type[Model], prefix: str = "") -> tuple[str, ...]:
    """Every column of a model, for the ``values_list`` that ``made`` reads."""
    return tuple(f"{prefix}{field.attname}" for field in model._meta.concrete_fields)


def made[M: Model](model: type[M], values: Sequence[object]) -> M:
    """The instance these ``names`` were read of."""
    return model.from_db(connection.alias, _attributes(model), values)


@cache
def _attributes(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


@dataclass(frozen=True, slots=True)
class _Statement:
    sql: str
    fixed: Sequence[Param]
    places: Sequence[tuple[int, int]]  # where in the parameters, which of the values
    columns: int | None  # the first so many are asked for; the others only order
    converters: dict[int, tuple[list[Callable[..., object]], Expression]]
    compiler: SQLCompiler
    flat: bool

    def rows(self, values: Sequence[Value]) -> list[object]:
        params = list(self.fixed)
        for place, number in self.places:
            value = _adapted(values[number])
            params[place] = wide(value) if isinstance(value, int) else value
        with steady_cursor() as cursor:
            cursor.execute(self.sql, params)
            found = cursor.fetchall()
        if self.columns is not None:
            found = [row[: self.columns] for row in found]
        if self.converters:
            found = [tuple(row) for row in self.compiler.apply_converters(found, self.converters)]
        return [row[0] for row in found] if self.flat else list(found)


def _prepare(
    build: Callable[..., QuerySet[Model, object]], args: Sequence[object], kwargs: dict[str, object]
) -> _Statement | None:
    """None for a query that can find nothing."""
    made = []
    for number, day in _MARKS:
        numbers, days = count(number), (day + timedelta(days=step) for step in count())
        order: list[Value] = []
        marked = [_marked(each, numbers, days, order) for each in args]
        named = {name: _marked(each, numbers, days, order) for name, each in kwargs.items()}
        rows = build(*marked, **named)
        compiler = rows.query.get_compiler(connection=connection)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            if _finds_something(build(*args, **kwargs)):
                raise ValueError("a column is too small for the marks: give this number as text") from None
            return None
        where = {_adapted(mark): place for place, mark in enumerate(order)}
        places = [(place, where[param]) for place, param in enumerate(params) if _is_mark(param, where)]
        converters = compiler.get_converters([part[0] for part in compiler.select[: compiler.col_count]])
        columns = compiler.col_count if compiler.has_extra_select else None
        flat = rows._iterable_class is FlatValuesListIterable
        made.append(_Statement(sql, tuple(params), places, columns, converters, compiler, flat))
    if (made[0].sql, made[0].places) != (made[1].sql, made[1].places):
        raise ValueError("a number of this query went into its text: say it as a constant, no argument")
    return _with_constants(made[0]) if connection.vendor == "postgresql" else made[0]


def _with_constants(statement: _Statement) -> _Statement:
    """What never differs stands in the text, so that a kept plan can use it: partial indexes need it."""
    pieces = statement.sql.split("%s")
    if len(pieces) != len(statement.fixed) + 1:
        return statement
    values = dict(statement.places)
    text = pieces[0]
    fixed: list[Param] = []
    places: list[tuple[int, int]] = []
    for place, (param, piece) in enumerate(zip(statement.fixed, pieces[1:], strict=True)):
        if place in values:
            places.append((len(fixed), values[place]))
            fixed.append(param)
            text += "%s"
        else:
            text += Literal(param).as_string(connection.connection).replace("%", "%%")
        text += piece
    return replace(statement, sql=text, fixed=tuple(fixed), places=places)


def _finds_something(rows: QuerySet[Model, object]) -> bool:
    try:
        rows.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return False
    return True


def _is_mark(param: object, where: Mapping[Param, int]) -> bool:
    return type(param) is not bool and isinstance(param, int | str | date) and param in where


def _shape(given: object, values: list[Value]) -> object:
    if isinstance(given, Word):
        values.append(given)
        return Word
    if isinstance(given, bool) or given is None or isinstance(given, str):
        return given
    if isinstance(given, int | date):
        values.append(given)
        return type(given)
    if isinstance(given, tuple):
        return (type(given), *[_shape(each, values) for each in given])
    return given


def _marked(given: object, numbers: Iterator[int], days: Iterator[date], order: list[Value]) -> object:
    if isinstance(given, bool):
        return given
    if isinstance(given, Word):
        order.append(Word(f"a word that stands for another {next(numbers)}"))
        return order[-1]
    if isinstance(given, int | date):
        order.append(next(numbers) if isinstance(given, int) else next(days))
        return order[-1]
    if isinstance(given, tuple):
        marked = [_marked(each, numbers, days, order) for each in given]
        made: object = type(given)(*marked) if hasattr(given, "_fields") else tuple(marked)  # type: ignore[arg-type]
        return made
    return given


def _adapted(value: Value) -> Param:
    if isinstance(value, int):
        return value
    if isinstance(value, Word):
        return str(value)
    day: str | date | None = connection.ops.adapt_datefield_value(value)
    return day
