"""Opaque cursors: where the next page begins, in a text that callers only hand back."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence

from headway.core.errors import N_, Refusal

MOST = 100
USUAL = 50


class CursorUnreadable(Refusal):
    code = "cursor_unreadable"
    sentence = N_("This cursor cannot be read. Hand back “next_cursor” as it came, or leave it out.")


def cursor_of(*place: int) -> str:
    return urlsafe_b64encode(".".join(map(str, place)).encode()).decode().rstrip("=")


def place_of(cursor: str | None, length: int) -> tuple[int, ...] | None:
    if not cursor:
        return None
    try:
        text = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        place = tuple(int(part) for part in text.split("."))
    except (ValueError, UnicodeError):
        raise CursorUnreadable(field="cursor") from None
    if len(place) != length or any(not -(2**63) < part < 2**63 for part in place):
        raise CursorUnreadable(field="cursor")
    return place


def page_of[T](
    rows: Sequence[T], limit: int, place: Callable[[T], Sequence[int]]
) -> tuple[Sequence[T], str | None]:
    """The page, and the cursor behind it; ``rows`` holds one more than ``limit`` if there is more."""
    if len(rows) <= limit:
        return rows, None
    return rows[:limit], cursor_of(*place(rows[limit - 1]))
