"""Translations: `python -m headway.config.messages compile|extract|check|missing`.

The Chinese stands in several files, src/headway/locale/zh_Hans/*.po, one an area, and is joined into one
LC_MESSAGES/django.mo. Works before Django is set up, so that a build can use it.
"""

import argparse
import ast
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
LANGUAGE = "zh_Hans"

# Which arguments are (context, singular, plural); None where a function has no such argument.
_CALLS: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None),
    "N_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
_TEMPLATE_SUFFIXES = {".html", ".txt", ".xml", ".svg", ".j2", ".jinja"}
_DJANGO_TEMPLATE = re.compile(r"{%\s*(load|blocktrans(late)?|translate|extends\s+\"(account|allauth)/)\b")
_PLACEHOLDER = re.compile(r"%\((\w+)\)[-#0 +]*\d*(?:\.\d+)?([a-zA-Z])|(?<!%)%([sdrf])(?![a-zA-Z])|{(\w*)}")

type Key = tuple[str | None, str]


class MessagesError(Exception):
    """The files cannot be joined; the text says which and why."""


@dataclass(frozen=True)
class Message:
    context: str | None
    singular: str
    plural: str | None = None

    @property
    def key(self) -> Key:
        return (self.context, self.singular)

    @property
    def forms(self) -> tuple[str, ...]:
        return (self.singular,) if self.plural is None else (self.singular, self.plural)


@dataclass
class Found:
    message: Message
    places: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Translation:
    message: Message
    texts: tuple[str, ...]
    fuzzy: bool
    place: str


@dataclass(frozen=True)
class Verdict:
    errors: tuple[str, ...]
    warnings: tuple[str, ...]


# Reading what is translated


def translations(package: Path = PACKAGE) -> Iterator[Translation]:
    """Every entry of every .po file, in the order of the file names."""
    from babel.messages.pofile import PoFileError, read_po

    for path in _po_files(package):
        try:
            with path.open("rb") as po:
                catalog = read_po(po, locale=LANGUAGE, charset="utf-8", abort_invalid=True)
        except PoFileError as error:
            line = f":{error.lineno + 1}" if error.lineno >= 0 else ""
            raise MessagesError(f"{path.name}{line}: {error}") from error
        except UnicodeDecodeError as error:
            raise MessagesError(f"{path.name}: not UTF-8 ({error})") from error
        for entry in catalog:
            ids = (entry.id,) if isinstance(entry.id, str) else tuple(entry.id)
            if not ids[0]:
                continue
            texts = (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())
            yield Translation(
                message=Message(entry.context, ids[0], ids[1] if len(ids) > 1 else None),
                texts=texts,
                fuzzy=entry.fuzzy,
                place=f"{path.name}:{entry.lineno}" if entry.lineno else path.name,
            )


def joined(package: Path = PACKAGE) -> dict[Key, Translation]:
    """All files as one; raises MessagesError where two entries of one message differ."""
    everything: dict[Key, Translation] = {}
    quarrels: list[str] = []
    for translation in translations(package):
        earlier = everything.setdefault(translation.message.key, translation)
        if earlier.texts != translation.texts or earlier.message != translation.message:
            first, second = " | ".join(earlier.texts), " | ".join(translation.texts)
            quarrels.append(
                f"{translation.message.singular!r} stands in {earlier.place} as {first!r} "
                f"and in {translation.place} as {second!r}; keep one"
            )
    if quarrels:
        raise MessagesError("\n".join(quarrels))
    return everything


def mo_path(package: Path = PACKAGE) -> Path:
    return package / "locale" / LANGUAGE / "LC_MESSAGES" / "django.mo"


def compile_messages(package: Path = PACKAGE) -> int | None:
    """Writes the .mo when a .po is newer; returns how many messages it holds, or None if it was fresh."""
    target = mo_path(package)
    if _is_fresh(target, package):
        return None
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo

    everything = joined(package)
    catalog = Catalog(locale=LANGUAGE, charset="utf-8", project="Headway", fuzzy=False)
    for translation in everything.values():
        message = translation.message
        if translation.fuzzy or not all(translation.texts):
            continue
        catalog.add(
            message.singular if message.plural is None else message.forms,
            translation.texts[0] if message.plural is None else translation.texts,
            context=message.context,
        )
    compiled = BytesIO()
    write_mo(compiled, catalog)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(f".{os.getpid()}.tmp")
    unfinished.write_bytes(compiled.getvalue())
    unfinished.replace(target)
    return len(catalog)


def _po_files(package: Path) -> list[Path]:
    return sorted((package / "locale" / LANGUAGE).glob("*.po"))


def _is_fresh(target: Path, package: Path) -> bool:
    if not target.exists():
        return False
    # The folder's own time tells that a file was removed.
    sources = [*_po_files(package), package / "locale" / LANGUAGE, Path(__file__)]
    return target.stat().st_mtime_ns > max(path.stat().st_mtime_ns for path in sources)


# Finding what people read


def extract(package: Path = PACKAGE) -> dict[Key, Found]:
    """Every message of the package's Python and templates, with where it stands."""
    found: dict[Key, Found] = {}
    quarrels: list[str] = []
    for message, place in _messages_of(package):
        entry = found.setdefault(message.key, Found(message))
        if message.plural is not None and entry.message.plural is None:
            entry.message = message
        elif message.plural is not None and message.plural != entry.message.plural:
            quarrels.append(f"{place}: {message.singular!r} has another plural than at {entry.places[0]}")
        entry.places.append(place)
    if quarrels:
        raise MessagesError("\n".join(quarrels))
    return found


def _messages_of(package: Path) -> Iterator[tuple[Message, str]]:
    for path in sorted(package.rglob("*")):
        within = path.relative_to(package)
        if within.parts[0] == "locale" or not path.is_file():
            continue
        if path.suffix == ".py":
            yield from _of_python(path.read_text("utf-8"), str(within))
        elif "templates" in within.parts and path.suffix in _TEMPLATE_SUFFIXES:
            source = path.read_text("utf-8")
            if _DJANGO_TEMPLATE.search(source):
                yield from _of_django_template(source, str(within))
            else:
                yield from _of_jinja_template(source, str(within))


def _of_python(source: str, place: str) -> Iterator[tuple[Message, str]]:
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise MessagesError(f"{place}:{error.lineno}: not readable Python ({error.msg})") from error
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            message = _of_call(_called_name(node.func), [_literal(argument) for argument in node.args])
            if message is not None:
                yield message, f"{place}:{node.lineno}"


def _called_name(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


def _literal(argument: ast.expr) -> str | None:
    if isinstance(argument, ast.BinOp) and isinstance(argument.op, ast.Add):
        left, right = _literal(argument.left), _literal(argument.right)
        return None if left is None or right is None else left + right
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def _of_call(name: str, arguments: Sequence[str | None]) -> Message | None:
    if name not in _CALLS:
        return None
    context_at, singular_at, plural_at = _CALLS[name]
    needed = [index for index in (context_at, singular_at, plural_at) if index is not None]
    texts = [arguments[index] if index < len(arguments) else None for index in needed]
    if not all(texts):
        return None
    return Message(
        context=None if context_at is None else arguments[context_at],
        singular=arguments[singular_at] or "",
        plural=None if plural_at is None else arguments[plural_at],
    )


def _of_jinja_template(source: str, place: str) -> Iterator[tuple[Message, str]]:
    from jinja2 import Environment, TemplateSyntaxError
    from jinja2.ext import extract_from_ast

    # As headway.web.jinja makes it: white space and percent signs of {% trans %} depend on these.
    environment = Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"],
    )
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        raise MessagesError(f"{place}:{error.lineno}: {error.message}") from error
    for line, name, texts in extract_from_ast(tree, tuple(_CALLS)):
        message = _of_call(name, texts if isinstance(texts, tuple) else (texts,))
        if message is not None:
            yield message, f"{place}:{line}"


def _of_django_template(source: str, place: str) -> Iterator[tuple[Message, str]]:
    from django.utils.translation.template import templatize

    pythonic = templatize(source, origin=place)
    for call in re.finditer(r"\b(_|n?p?gettext)\(", pythonic):
        message = _first_call(pythonic[call.start() :])
        if message is not None:
            yield message, f"{place}:{pythonic.count('\n', 0, call.start()) + 1}"


def _first_call(text: str) -> Message | None:
    for end in re.finditer(r"\)", text):
        try:
            call = ast.parse(text[: end.end()], mode="eval").body
        except SyntaxError:
            continue
        if isinstance(call, ast.Call):
            return _of_call(_called_name(call.func), [_literal(argument) for argument in call.args])
        return None
    return None


# Comparing the two


def check(package: Path = PACKAGE) -> Verdict:
    """What a reader of Chinese would stumble over (errors), and what is merely left over (warnings)."""
    try:
        found, translated = extract(package), joined(package)
    except MessagesError as error:
        return Verdict(errors=tuple(str(error).splitlines()), warnings=())
    errors = [
        f"missing: {entry.message.singular!r} ({entry.places[0]})"
        for entry in found.values()
        if entry.message.key not in translated
    ]
    for translation in translated.values():
        errors.extend(f"{translation.place}: {fault}" for fault in _faults(translation, found))
    warnings = [
        f"{translation.place}: no longer used: {translation.message.singular!r}"
        for key, translation in translated.items()
        if key not in found
    ]
    files = Counter(translation.message.key for translation in translations(package))
    warnings.extend(f"stands in several files: {key[1]!r}" for key, times in files.items() if times > 1)
    return Verdict(errors=tuple(errors), warnings=tuple(warnings))


def _faults(translation: Translation, found: dict[Key, Found]) -> Iterator[str]:
    message, used = translation.message, found.get(translation.message.key)
    if translation.fuzzy:
        yield f"still marked fuzzy: {message.singular!r}"
    if not translation.texts or not all(text.strip() for text in translation.texts):
        yield f"empty translation: {message.singular!r}"
        return
    if used is not None and used.message.plural != message.plural:
        yield f"the plural of {message.singular!r} is {used.message.plural!r} at {used.places[0]}"
    # Chinese has one form, and it stands for the plural: the one that names the number.
    wanted = _placeholders(message.forms[-1])
    for text in translation.texts:
        if _placeholders(text) != wanted:
            yield f"other placeholders than {message.forms[-1]!r}: {text!r}"
    for text in (*message.forms, *translation.texts):
        if wanted and re.search(r"%(?!\()", _PLACEHOLDER.sub("", text).replace("%%", "")):
            yield f"a bare % beside placeholders (write %%): {text!r}"


def _placeholders(text: str) -> Counter[tuple[str, str]]:
    """Named ones once each, since a translation may repeat or reorder them; positional ones counted."""
    counted: Counter[tuple[str, str]] = Counter()
    for name, kind, positional, braced in _PLACEHOLDER.findall(text):
        if name:
            counted[(name, kind)] = 1
        elif positional:
            counted[("%", positional)] += 1
        elif braced and not braced.isdigit():
            counted[("{}", braced)] = 1
        else:
            counted[("{}", braced)] += 1
    return counted


def missing(package: Path = PACKAGE, within: Sequence[str] = ()) -> Iterator[str]:
    """Blocks of a .po file to be filled in; `within` keeps what stands under these path beginnings."""
    translated = joined(package)
    for entry in extract(package).values():
        if entry.message.key in translated or not _stands_within(entry.places, within):
            continue
        lines = [f"#: {' '.join(entry.places[:3])}"]
        if entry.message.context is not None:
            lines.append(f"msgctxt {_quoted(entry.message.context)}")
        lines.append(f"msgid {_quoted(entry.message.singular)}")
        if entry.message.plural is None:
            lines.append('msgstr ""')
        else:
            lines += [f"msgid_plural {_quoted(entry.message.plural)}", 'msgstr[0] ""']
        yield "\n".join(lines)


def _stands_within(places: Iterable[str], within: Sequence[str]) -> bool:
    beginnings = tuple(beginning.removeprefix("src/headway/") for beginning in within)
    return not beginnings or any(place.startswith(beginnings) for place in places)


def _quoted(text: str) -> str:
    from babel.messages.pofile import normalize

    return normalize(text, width=0)


# The command


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m headway.config.messages", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    compiling = verbs.add_parser("compile", help="join the .po files into LC_MESSAGES/django.mo")
    compiling.add_argument("--quiet", action="store_true", help="speak only of faults")
    verbs.add_parser("extract", help="list every message and where it stands")
    verbs.add_parser("check", help="fail on what is missing, empty or has other placeholders")
    stub = verbs.add_parser("missing", help="print a .po of what is not translated yet")
    stub.add_argument("path", nargs="*", help="only messages under these paths of src/headway")
    options = parser.parse_args(arguments)
    try:
        match options.verb:
            case "compile":
                return _compile(quiet=options.quiet)
            case "extract":
                for entry in extract().values():
                    print(f"{entry.message.singular!r}\t{' '.join(entry.places)}")
                return 0
            case "missing":
                print("\n\n".join(missing(within=options.path)))
                return 0
            case _:
                return _check()
    except MessagesError as error:
        print(error, file=sys.stderr)
        return 1


def _compile(*, quiet: bool) -> int:
    count = compile_messages()
    if not quiet:
        print("messages: nothing changed" if count is None else f"messages: {count} compiled")
    return 0


def _check() -> int:
    verdict = check()
    for warning in verdict.warnings:
        print(f"warning: {warning}")
    for error in verdict.errors:
        print(error, file=sys.stderr)
    print(f"messages: {len(verdict.errors)} faults, {len(verdict.warnings)} warnings")
    return 1 if verdict.errors else 0


if __name__ == "__main__":
    sys.exit(main())
