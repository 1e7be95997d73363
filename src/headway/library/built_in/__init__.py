"""The templates that come with the product: one file a language and department, read when first asked for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from headway.library.rules import DEPARTMENTS, Body

HOME = Path(__file__).parent


class Malformed(Exception):
    """Names the file, the template and the field."""


class BuiltIn(msgspec.Struct, frozen=True):
    slug: str
    body: Body


@cache
def built_in() -> dict[str, BuiltIn]:
    """By slug: by department and language, in each as the file has them."""
    found: dict[str, BuiltIn] = {}
    for path in sorted(HOME.glob("*/*.yaml"), key=_place):
        for each in read(path):
            if each.slug in found:
                raise Malformed(f"{path.name}: there is a “{each.slug}” already")
            found[each.slug] = each
    return found


def read(path: Path) -> list[BuiltIn]:
    """Language and department are those of the folder and the file."""
    import yaml  # only where a file is read

    written = yaml.load(path.read_text("utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if not isinstance(written, list):
        raise Malformed(f"{path}: a list of templates is expected")
    made = []
    for place, entry in enumerate(written):
        slug = entry.pop("slug", None) if isinstance(entry, dict) else None
        if not isinstance(slug, str):
            raise Malformed(f"{path}: template {place + 1} has no slug")
        entry |= {"language": path.parent.name, "department": path.stem}
        try:
            made.append(BuiltIn(slug, msgspec.convert(entry, Body)))
        except msgspec.ValidationError as error:
            raise Malformed(f"{path}: {slug}: {error}") from error
    return made


def _place(path: Path) -> tuple[int, str, str]:
    known: tuple[str, ...] = DEPARTMENTS
    return (known.index(path.stem) if path.stem in known else len(known), path.parent.name, path.name)
