"""Granian as it comes, but for how it ends: Ctrl-C reaches the main process alone, which ends its workers.

A worker that gets both the terminal's signal and its parent's may hang until it is killed.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler


def worker() -> WSGIHandler:
    """What each worker loads, in a process group of its own."""
    os.setpgrp()
    from headway.config.wsgi import application

    return application


if __name__ == "__main__":
    try:
        from granian.cli import cli

        cli()
    except KeyboardInterrupt:
        sys.exit(130)
