"""Regular expressions compiled when first used: importing the coach costs no compiling."""

import re
from typing import cast


class _Later:
    def __init__(self, pattern: str) -> None:
        self._written = pattern

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(self._written)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "split"):
            setattr(self, method, getattr(compiled, method))  # found before __getattr__ from now on
        return getattr(compiled, name)


def later(pattern: str) -> re.Pattern[str]:
    return cast("re.Pattern[str]", _Later(pattern))
