"""Named locks that last until the transaction ends."""

from __future__ import annotations

import threading
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


class one_at_a_time:
    """A lock across processes that is not a transaction: whoever has it may commit piece by piece.

    SQLite: across the threads of this process; there the writes themselves exclude each other.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        self._within = connection.in_atomic_block
        if connection.vendor != "postgresql":
            _in_process.setdefault(self._name, threading.RLock()).acquire()
            return
        if self._within:
            take(self._name)
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [crc32(self._name.encode())])

    def __exit__(self, *exc: object) -> None:
        if connection.vendor != "postgresql":
            _in_process[self._name].release()
        elif not self._within:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [crc32(self._name.encode())])


_in_process: dict[str, threading.RLock] = {}
