"""A cursor for statements that come again and again: PostgreSQL keeps them parsed and planned.

Django fills values into the text of a statement, so that each is new to the server; planning the joins of a
page took it longer than running them. Here values travel apart, and psycopg has the server keep what came
often. Behind PgBouncer in transaction mode this needs version 1.21 with ``max_prepared_statements``.
"""

from __future__ import annotations

import psycopg
from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg.types.numeric import Int8

KEPT_AFTER = 2
MOST_KEPT = 500


def steady_cursor() -> CursorWrapper:
    """As ``connection.cursor()``, with its logging and its errors."""
    cursor = connection.cursor()
    if connection.vendor == "postgresql":
        raw = connection.connection
        if raw.prepare_threshold is None:
            raw.prepare_threshold = KEPT_AFTER
            raw.prepared_max = MOST_KEPT
        cursor.cursor = psycopg.Cursor(raw)
    return cursor


def wide(number: int) -> int:
    """One type for whole numbers of every size, or else each size is another statement to the server."""
    return Int8(number) if connection.vendor == "postgresql" else number
