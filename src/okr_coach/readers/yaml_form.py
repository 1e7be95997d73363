"""YAML with `# okr: ignore …`."""

import re
from collections.abc import Mapping

from okr_coach.readers.source import IGNORE, CannotRead, Source, codes_in, draft_from


def read_yaml(text: str) -> Source:
    import yaml  # heavy, and only for YAML

    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        table = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        said = " ".join(str(error).split())
        raise CannotRead(f"This is no YAML: {said}.", f"不是有效的YAML：{said}。") from error
    if isinstance(table, dict):
        table = _emptied(table)
    draft = draft_from(table)
    lines: dict[str, tuple[int, int]] = {}

    def walk(each: object, path: str) -> None:
        if isinstance(each, yaml.MappingNode):
            for key, value in each.value:
                name = str(key.value)
                if name == "title":
                    quoted = 1 if getattr(value, "style", None) in ("'", '"') else 0
                    lines[path] = (value.start_mark.line + 1, value.start_mark.column + 1 + quoted)
                elif name in ("objectives", "key_results", "feedback") and isinstance(
                    value, yaml.SequenceNode
                ):
                    for index, item in enumerate(value.value):
                        below = f"{path}/{name}/{index}".lstrip("/")
                        lines[below] = (item.start_mark.line + 1, item.start_mark.column + 1)
                        walk(item, below)

    walk(node, "")
    return Source(draft, "yaml", text, lines, _yaml_ignored(text, lines))


def _emptied(table: dict[object, object]) -> dict[object, object]:
    """`owner:` with nothing behind it is written and empty, not unknown."""
    rows = table.get("objectives")
    for row in rows if isinstance(rows, list) else []:
        below = row.get("key_results") if isinstance(row, dict) else None
        for each in [row, *(below if isinstance(below, list) else [])]:
            if isinstance(each, dict):
                for name in ("why", "owner", "parent", "ambition", "due"):
                    if name in each and each[name] is None:
                        each[name] = ""
    return table


def _yaml_ignored(text: str, lines: Mapping[str, tuple[int, int]]) -> dict[str, frozenset[str]]:
    by_line: dict[int, list[str]] = {}
    for path, (placed, _) in lines.items():
        by_line.setdefault(placed, []).append(path)
    ignored: dict[str, frozenset[str]] = {}
    waiting: frozenset[str] = frozenset()
    for number, line in enumerate(text.split("\n"), 1):
        comment = re.search(r"(?:^|\s)#(.*)$", line)
        found = IGNORE.search(comment[1]) if comment else None
        codes = frozenset[str]()
        if found and found["file"]:
            ignored[""] = ignored.get("", frozenset()) | codes_in(found)
        elif found:
            codes = codes_in(found)
        alone = line.lstrip().startswith("#")
        if alone:
            waiting |= codes
            continue
        for path in by_line.get(number, []):
            if codes | waiting:
                ignored[path] = ignored.get(path, frozenset()) | codes | waiting
        if by_line.get(number):
            waiting = frozenset()
    return ignored
