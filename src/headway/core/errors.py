"""What we say when we cannot do what was asked: a sentence for the person, a stable code for the machine."""

from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar


def N_(sentence: str) -> str:
    """Marks a sentence for the translators; it is translated where it is shown."""
    return sentence


def untranslated(sentence: str) -> str:
    return sentence


class Refusal(Exception):
    """`sentence` is the English message, with `%(name)s` for each of `params` and `%%` for a percent sign."""

    code: ClassVar[str] = "refused"
    sentence: ClassVar[str] = N_("This cannot be done.")
    status: ClassVar[int] = 422

    def __init__(self, *, field: str | None = None, **params: object) -> None:
        super().__init__(self.code)
        self.field = field
        self.params = params

    def message(self, gettext: Callable[[str], str] = untranslated) -> str:
        return gettext(self.sentence) % self.params

    def __str__(self) -> str:
        return self.message()


class NotFound(Refusal):
    code = "not_found"
    sentence = N_("There is nothing here, or it is not open to you.")
    status = 404


class Forbidden(Refusal):
    code = "forbidden"
    sentence = N_("You may see this, but not change it.")
    status = 403


class NotOpen(Forbidden):
    """Of a page that only shows something: it is there, but not for this reader."""

    code = "not_open"
    sentence = N_("This is here, but not for you to read. If you need it, ask an administrator.")


class Conflict(Refusal):
    code = "conflict"
    sentence = N_("Somebody changed this while you were writing. Compare both versions and save again.")
    status = 409


class Refusals(Exception):
    """Everything that is wrong with one form, so that each sentence stands next to its field."""

    def __init__(self, errors: Iterable[Refusal]) -> None:
        self.errors: list[Refusal] = list(errors)
        super().__init__(", ".join(error.code for error in self.errors))

    def __iter__(self) -> Iterator[Refusal]:
        return iter(self.errors)

    def __str__(self) -> str:
        return " ".join(error.message() for error in self.errors)
