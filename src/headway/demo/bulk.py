"""Millions of rows into either database: COPY on PostgreSQL, one transaction on SQLite, then the indexes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Protocol

from django.core.management.color import no_style
from django.db import connection, models

CHUNK = 5_000
NULL = "\\N"

type Value = str | int | None
type Row = tuple[tuple[Value, ...], Mould]
type Told = Callable[[int], None]


class Mould:
    """The columns that many rows have in common; ``varying`` names the others, which come with each row."""

    __slots__ = ("text", "values")

    def __init__(self, instance: models.Model, varying: Sequence[str]) -> None:
        columns = [field for field in instance._meta.concrete_fields if field.attname not in varying]
        given = [getattr(instance, field.attname) for field in columns]
        self.text = ""
        self.values: tuple[object, ...] = ()
        if connection.vendor == "postgresql":
            self.text = "".join("\t" + _text(*pair) for pair in zip(columns, given, strict=True)) + "\n"
        else:
            pairs = zip(columns, given, strict=True)
            self.values = tuple(field.get_db_prep_save(value, connection) for field, value in pairs)


class Loading(Protocol):
    """Between ``begin`` and ``finish`` tables are filled; whatever was dropped for it comes back."""

    def begin(self, tables: Sequence[type[models.Model]]) -> None: ...
    def load(
        self, model: type[models.Model], varying: Sequence[str], rows: Iterable[Row], told: Told
    ) -> None: ...
    def finish(self, told: Callable[[str], None]) -> None: ...


def loading() -> Loading:
    return _PostgreSQL() if connection.vendor == "postgresql" else _SQLite()


def no_value() -> Value:
    """How a row says that a varying column is empty."""
    return NULL if connection.vendor == "postgresql" else None


class _PostgreSQL:
    def __init__(self) -> None:
        self.restored: list[str] = []

    def begin(self, tables: Sequence[type[models.Model]]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET maintenance_work_mem = '1GB'")
            cursor.execute("SET synchronous_commit = off")
            names = [model._meta.db_table for model in tables]
            # Foreign keys first: they rest on the unique constraints that go after them.
            for kinds in ("f", "u"):
                cursor.execute(_CONSTRAINTS, [names, kinds])
                for table, name, definition in cursor.fetchall():
                    cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
                    self.restored.insert(0, f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {definition}')
            cursor.execute(_INDEXES, [names])
            for name, definition in cursor.fetchall():
                cursor.execute(f'DROP INDEX "{name}"')
                self.restored.insert(0, definition)
        self.tables = tables

    def load(
        self, model: type[models.Model], varying: Sequence[str], rows: Iterable[Row], told: Told
    ) -> None:
        names = ", ".join(f'"{name}"' for name in _columns(model, varying))
        connection.ensure_connection()
        command = f'COPY "{model._meta.db_table}" ({names}) FROM STDIN'
        with connection.connection.cursor() as cursor, cursor.copy(command) as copy:
            for chunk in _chunks(rows):
                copy.write("".join(["\t".join(map(str, own)) + mould.text for own, mould in chunk]))
                told(len(chunk))

    def finish(self, told: Callable[[str], None]) -> None:
        with connection.cursor() as cursor:
            for statement in self.restored:
                told(_short(statement))
                cursor.execute(statement)
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self.tables)):
                cursor.execute(statement)
            told("VACUUM ANALYZE")
            cursor.execute("VACUUM (ANALYZE)")
            cursor.execute("RESET ALL")


class _SQLite:
    def __init__(self) -> None:
        self.restored: list[str] = []

    def begin(self, tables: Sequence[type[models.Model]]) -> None:
        with connection.cursor() as cursor:
            for pragma in ("foreign_keys=OFF", "journal_mode=OFF", "synchronous=OFF", "cache_size=-1000000"):
                cursor.execute(f"PRAGMA {pragma}")
            marks = ", ".join(["%s"] * len(tables))
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql NOT NULL "
                f"AND tbl_name IN ({marks})",
                [model._meta.db_table for model in tables],
            )
            for name, definition in cursor.fetchall():
                cursor.execute(f'DROP INDEX "{name}"')
                self.restored.append(definition)

    def load(
        self, model: type[models.Model], varying: Sequence[str], rows: Iterable[Row], told: Told
    ) -> None:
        columns = _columns(model, varying)
        names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
        connection.ensure_connection()
        plain = connection.connection
        plain.execute("BEGIN")
        for chunk in _chunks(rows):
            plain.executemany(
                f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})',
                [own + mould.values for own, mould in chunk],
            )
            told(len(chunk))
        plain.execute("COMMIT")

    def finish(self, told: Callable[[str], None]) -> None:
        with connection.cursor() as cursor:
            for statement in self.restored:
                told(_short(statement))
                cursor.execute(statement)
            told("ANALYZE")
            cursor.execute("PRAGMA analysis_limit=1000")
            cursor.execute("ANALYZE")
        # The settings' own pragmas come back with a fresh connection.
        connection.close()


def _columns(model: type[models.Model], varying: Sequence[str]) -> list[str]:
    fields = model._meta.concrete_fields
    own = [next(field.column for field in fields if field.attname == name) for name in varying]
    return [str(name) for name in own] + [
        str(field.column) for field in fields if field.attname not in varying
    ]


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    chunk: list[Row] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _text(field: models.Field[object, object], value: object) -> str:
    """As COPY reads it."""
    if isinstance(field, models.JSONField):
        value = None if value is None else json.dumps(value, ensure_ascii=False)
    else:
        value = field.get_prep_value(value)
    if value is None:
        return NULL
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _short(statement: str) -> str:
    return statement if len(statement) < 60 else statement[:57] + "…"


_CONSTRAINTS = """
SELECT t.relname, c.conname, pg_get_constraintdef(c.oid)
FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
WHERE t.relname = ANY(%s) AND c.contype = %s
ORDER BY t.relname, c.conname
"""

_INDEXES = """
SELECT i.relname, pg_get_indexdef(i.oid)
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
WHERE t.relname = ANY(%s) AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.oid)
ORDER BY i.relname
"""
