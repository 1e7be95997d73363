"""What several verbs of this room ask of what was typed."""

from __future__ import annotations

from zoneinfo import available_timezones

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from headway.core.errors import N_, Refusal
from headway.core.text import clean_line
from headway.people.models import LANGUAGES, WEEKDAYS, Person


class MailUnreadable(Refusal):
    code = "mail_unreadable"
    sentence = N_("“%(typed)s” is not a mail address. Write it like lin@example.com.")


class MailTaken(Refusal):
    code = "mail_taken"
    sentence = N_(
        "Somebody with the address %(mail)s is already here. Use another address, or edit that person."
    )


class UnknownZone(Refusal):
    code = "unknown_zone"
    sentence = N_("“%(typed)s” is not a time zone we know. Choose one from the list, such as Asia/Shanghai.")


class UnknownChoice(Refusal):
    code = "unknown_choice"
    sentence = N_("“%(typed)s” is not one of the choices. Choose one from the list.")


class PasswordTooShort(Refusal):
    code = "password_too_short"
    sentence = N_("This password is too short. Take at least 10 characters; a few words in a row are fine.")


class PasswordTooCommon(Refusal):
    code = "password_too_common"
    sentence = N_(
        "This password is on the lists that are tried first. Take one that only you would think of."
    )


class PasswordLikeName(Refusal):
    code = "password_like_name"
    sentence = N_("This password is too close to the name or the mail address. Take a different one.")


class PasswordOnlyDigits(Refusal):
    code = "password_only_digits"
    sentence = N_("This password is made of digits alone. Add some letters.")


_PASSWORD: dict[str, type[Refusal]] = {
    "password_too_short": PasswordTooShort,
    "password_too_common": PasswordTooCommon,
    "password_too_similar": PasswordLikeName,
    "password_entirely_numeric": PasswordOnlyDigits,
}


def checked_mail(typed: str, *, field: str = "mail") -> str:
    mail = clean_line(typed, limit=254, field=field).lower()
    try:
        validate_email(mail)
    except ValidationError:
        raise MailUnreadable(field=field, typed=mail) from None
    return mail


def checked_zone(typed: str, *, field: str = "time_zone", required: bool = False) -> str:
    zone = typed.strip()
    if not zone and not required:
        return ""
    if zone not in available_timezones():
        raise UnknownZone(field=field, typed=zone)
    return zone


def checked_language(typed: str, *, field: str = "language", required: bool = False) -> str:
    if not typed and not required:
        return ""
    return checked_choice(typed, [code for code, _ in LANGUAGES], field=field)


def checked_weekday(typed: int, *, field: str) -> int:
    if typed not in [number for number, _ in WEEKDAYS]:
        raise UnknownChoice(field=field, typed=typed)
    return typed


def checked_choice(typed: str, choices: list[str], *, field: str) -> str:
    if typed not in choices:
        raise UnknownChoice(field=field, typed=typed)
    return typed


def checked_password(password: str, *, mail: str, name: str, field: str = "password") -> str:
    try:
        password_validation.validate_password(password, Person(mail=mail, name=name))
    except ValidationError as error:
        raise _PASSWORD.get(error.error_list[0].code or "", PasswordTooShort)(field=field) from None
    return password
