"""Which format a text has, and its reader."""

import re

from okr_coach.readers.csv_form import read_csv
from okr_coach.readers.json_form import read_json
from okr_coach.readers.markdown_form import read_markdown
from okr_coach.readers.source import Format, Source
from okr_coach.readers.yaml_form import read_yaml

SUFFIXES: dict[str, Format] = {
    ".json": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "markdown",
    ".csv": "csv",
    ".tsv": "csv",
}


def read(text: str, format: Format | None = None) -> Source:
    """Raises CannotRead."""
    text = text.removeprefix("\ufeff")
    match format or sniffed(text):
        case "json":
            return read_json(text)
        case "yaml":
            return read_yaml(text)
        case "csv":
            return read_csv(text)
        case "markdown":
            return read_markdown(text)


def sniffed(text: str) -> Format:
    """For what comes on standard input without a name."""
    head = text.lstrip()
    if head.startswith(("{", "[")):
        return "json"
    if re.match(r"(?:#[^\n]*\n|---\s*\n|\s*\n)*(?:language|objectives|cycle|previous|feedback)\s*:", text):
        return "yaml"
    first = head.split("\n", 1)[0].casefold()
    if re.match(r"\"?(?:objective|目标)\"?\s*[,\t]", first):
        return "csv"
    return "markdown"
