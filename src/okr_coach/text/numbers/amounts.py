"""What is recognised: amounts, and marks that measure nothing."""

from decimal import Decimal
from typing import NamedTuple


class Amount(NamedTuple):
    """A measured quantity. `unit` is %, pp, x (times), an ISO currency, ms s min h d w mo q y, /5 (of five),
    rank, a counted word, or empty. `odd` is a number written so that it can be read in two ways."""

    start: int
    end: int
    value: Decimal
    unit: str = ""
    sign: str = ""
    odd: bool = False
    word: str = ""


class Mark(NamedTuple):
    """Digits that measure nothing: `kind` is date, name or span (of time)."""

    start: int
    end: int
    kind: str
