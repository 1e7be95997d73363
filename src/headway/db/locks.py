"""Named locks that last until the transaction ends."""

from __future__ import annotations

from zlib import crc32

from django.db import connection


def take(name: str) -> None:
    """Wait for the lock ``name``; inside a transaction only.

    PostgreSQL: an advisory lock. SQLite: a write transaction already excludes every other.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [crc32(name.encode())])


def try_take(name: str) -> bool:
    """Take the lock ``name`` if nobody holds it; say whether it was taken."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [crc32(name.encode())])
        row = cursor.fetchone()
    return bool(row and row[0])
