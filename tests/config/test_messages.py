from gettext import GNUTranslations
from pathlib import Path

import pytest

from headway.config import messages


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "locale" / "zh_Hans").mkdir(parents=True)
    (tmp_path / "web" / "templates" / "week").mkdir(parents=True)
    return tmp_path


def write_po(package: Path, name: str, entries: str) -> None:
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    (package / "locale" / "zh_Hans" / name).write_text(header + entries, "utf-8")


def write_python(package: Path, source: str) -> None:
    (package / "rules.py").write_text(source, "utf-8")


def test_every_sentence_of_headway_has_its_chinese() -> None:
    assert "\n".join(messages.check().errors) == ""


def test_files_are_joined_into_one_that_gettext_reads(package: Path) -> None:
    write_po(package, "core.po", 'msgid "Save"\nmsgstr "保存"\n')
    write_po(
        package,
        "week.po",
        'msgid "%(n)s goal"\nmsgid_plural "%(n)s goals"\nmsgstr[0] "%(n)s 个目标"\n\n'
        'msgctxt "verb"\nmsgid "Save"\nmsgstr "存"\n',
    )

    assert messages.compile_messages(package) == 3

    with messages.mo_path(package).open("rb") as compiled:
        chinese = GNUTranslations(compiled)
    assert chinese.gettext("Save") == "保存"
    assert chinese.pgettext("verb", "Save") == "存"
    assert chinese.ngettext("%(n)s goal", "%(n)s goals", 1) == "%(n)s 个目标"
    assert chinese.ngettext("%(n)s goal", "%(n)s goals", 7) == "%(n)s 个目标"


def test_nothing_is_compiled_twice_until_a_file_changes_or_goes(package: Path) -> None:
    write_po(package, "core.po", 'msgid "Save"\nmsgstr "保存"\n')
    write_po(package, "week.po", 'msgid "Week"\nmsgstr "周"\n')
    assert messages.compile_messages(package) == 2
    assert messages.compile_messages(package) is None

    (package / "locale" / "zh_Hans" / "week.po").unlink()

    assert messages.compile_messages(package) == 1


def test_two_translations_of_one_message_are_refused(package: Path) -> None:
    write_po(package, "a.po", 'msgid "Save"\nmsgstr "保存"\n')
    write_po(package, "b.po", 'msgid "Save"\nmsgstr "储存"\n')

    with pytest.raises(
        messages.MessagesError, match="'Save' stands in a.po:4 as '保存' and in b.po:4 as '储存'"
    ):
        messages.compile_messages(package)
    assert len(messages.check(package).errors) == 1
    assert not messages.mo_path(package).exists()


def test_the_same_translation_twice_is_only_a_warning(package: Path) -> None:
    write_python(package, '_("Save")')
    write_po(package, "a.po", 'msgid "Save"\nmsgstr "保存"\n')
    write_po(package, "b.po", 'msgid "Save"\nmsgstr "保存"\n')

    assert messages.check(package) == messages.Verdict(
        errors=(), warnings=("stands in several files: 'Save'",)
    )


def test_messages_are_found_in_python_and_both_kinds_of_templates(package: Path) -> None:
    write_python(
        package,
        'gettext_lazy("One")\ntranslation.ngettext("%(n)s day", "%(n)s days", n)\nN_("Two " "halves")\n'
        'pgettext("month", "May")\n_(variable)\n_ = "not a call"\n',
    )
    templates = package / "web" / "templates" / "week"
    (templates / "week.html").write_text(
        '<h1>{{ _("My week") }}</h1>\n'
        "{% trans n=n %}{{ n }} left{% pluralize %}{{ n }} are left{% endtrans %}",
        "utf-8",
    )
    (templates / "mail.txt").write_text(
        '{% load i18n %}{% translate "Hello" %}\n  {% blocktranslate %}Bye {{ name }}{% endblocktranslate %}',
        "utf-8",
    )

    assert [(entry.message, entry.places) for entry in messages.extract(package).values()] == [
        (messages.Message(None, "One"), ["rules.py:1"]),
        (messages.Message(None, "%(n)s day", "%(n)s days"), ["rules.py:2"]),
        (messages.Message(None, "Two halves"), ["rules.py:3"]),
        (messages.Message("month", "May"), ["rules.py:4"]),
        (messages.Message(None, "Hello"), ["web/templates/week/mail.txt:1"]),
        (messages.Message(None, "Bye %(name)s"), ["web/templates/week/mail.txt:2"]),
        (messages.Message(None, "My week"), ["web/templates/week/week.html:1"]),
        (messages.Message(None, "%(n)s left", "%(n)s are left"), ["web/templates/week/week.html:2"]),
    ]


@pytest.mark.parametrize(
    ("python", "entry", "faults"),
    [
        ('_("New")', "", ["missing: 'New' (rules.py:1)"]),
        ('_("New")', 'msgid "New"\nmsgstr ""', ["a.po:4: empty translation: 'New'"]),
        ('_("New")', '#, fuzzy\nmsgid "New"\nmsgstr "新"', ["a.po:5: still marked fuzzy: 'New'"]),
        (
            '_("By %(name)s")',
            'msgid "By %(name)s"\nmsgstr "由 %(nmae)s"',
            ["a.po:4: other placeholders than 'By %(name)s': '由 %(nmae)s'"],
        ),
        (
            '_("%(a)s of %(b)s")',
            'msgid "%(a)s of %(b)s"\nmsgstr "%(b)s 中的 %(a)s"',
            [],
        ),
        (
            '_("%(n)s %%")',
            'msgid "%(n)s %%"\nmsgstr "%(n)s%"',
            ["a.po:4: a bare % beside placeholders (write %%): '%(n)s%'"],
        ),
        ('_("100 % done")', 'msgid "100 % done"\nmsgstr "完成 100%"', []),
        (
            'ngettext("one day", "%(n)s days", n)',
            'msgid "one day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(n)s 天"',
            [],
        ),
        (
            'ngettext("%(n)s day", "%(n)s days", n)',
            'msgid "%(n)s day"\nmsgstr "%(n)s 天"',
            ["a.po:4: the plural of '%(n)s day' is '%(n)s days' at rules.py:1"],
        ),
    ],
)
def test_the_check_names_what_a_reader_would_stumble_over(
    package: Path, python: str, entry: str, faults: list[str]
) -> None:
    write_python(package, python)
    write_po(package, "a.po", f"{entry}\n")

    assert list(messages.check(package).errors) == faults


def test_what_nobody_uses_any_more_is_a_warning(package: Path) -> None:
    write_po(package, "a.po", 'msgid "Old"\nmsgstr "旧"\n')

    assert messages.check(package) == messages.Verdict(errors=(), warnings=("a.po:4: no longer used: 'Old'",))


def test_an_unreadable_template_is_named(package: Path) -> None:
    (package / "web" / "templates" / "week" / "week.html").write_text("{% if %}", "utf-8")

    (fault,) = messages.check(package).errors

    assert fault.startswith("web/templates/week/week.html:1: ")


def test_the_stub_of_what_is_missing_can_be_filled_in(package: Path) -> None:
    write_python(
        package, 'pgettext("month", "May")\nngettext("%(n)s \\"day\\"", "%(n)s days", n)\n_("Known")'
    )
    (package / "web" / "templates" / "week" / "week.html").write_text('{{ _("My week") }}', "utf-8")
    write_po(package, "a.po", 'msgid "Known"\nmsgstr "已知"\n')

    assert list(messages.missing(package, within=["src/headway/rules.py"])) == [
        '#: rules.py:1\nmsgctxt "month"\nmsgid "May"\nmsgstr ""',
        '#: rules.py:2\nmsgid "%(n)s \\"day\\""\nmsgid_plural "%(n)s days"\nmsgstr[0] ""',
    ]
    assert len(list(messages.missing(package))) == 3
