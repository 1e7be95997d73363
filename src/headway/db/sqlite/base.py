"""SQLite with writers that queue instead of polling.

SQLite's own busy handler sleeps and retries, so under several writing processes some starve for
hundreds of milliseconds. Here every write transaction first takes an exclusive ``flock`` on a file
beside the database; the kernel wakes the next in line as soon as the lock is free. One descriptor
per connection: two threads that shared one would both enter.
"""

from __future__ import annotations

import fcntl
import os
from typing import Any

from django.db.backends.sqlite3 import base as sqlite3


class DatabaseWrapper(sqlite3.DatabaseWrapper):
    _lock_file: int | None = None
    _locked = False

    def _start_transaction_under_autocommit(self) -> None:
        self._enter()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._leave()
            raise

    def _commit(self) -> Any:
        try:
            return super()._commit()  # type: ignore[misc]
        finally:
            self._leave()

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self._leave()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            self._leave()
            if self._lock_file is not None:
                os.close(self._lock_file)
                self._lock_file = None

    def _enter(self) -> None:
        name = self.settings_dict["NAME"]
        if self._locked or self.is_in_memory_db():
            return
        if self._lock_file is None:
            self._lock_file = os.open(f"{name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._lock_file, fcntl.LOCK_EX)
        self._locked = True

    def _leave(self) -> None:
        if self._locked and self._lock_file is not None:
            fcntl.flock(self._lock_file, fcntl.LOCK_UN)
        self._locked = False
