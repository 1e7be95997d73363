"""Which rules speak and how loudly: profiles, `okr.toml`, `[tool.okr]` of a `pyproject.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

PROFILES: dict[str, str] = {
    "default": "every rule at its own severity",
    "zh": "as Chinese companies write: 通过…实现 is no fault (K217 off)",
    "numeric": "numbers in objectives are wanted (O101 off)",
    "strict": "what is only mentioned elsewhere is a warning",
}
_KEYS = frozenset({"profile", "select", "ignore", "severity", "language"})
_SEVERITIES = frozenset({"error", "warning", "info", "off"})


class BadConfiguration(Exception):
    """The sentence says what to change, in both languages."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.zh = zh


class Config(NamedTuple):
    """`select` and `ignore` are codes or their beginnings (K2, S); the longest that fits decides."""

    profile: str = "default"
    select: tuple[str, ...] = ("O", "K", "S", "F", "T")
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = {}
    language: str | None = None

    def severity_of(self, code: str, own: str, off_in: tuple[str, ...]) -> str | None:
        """None when the rule is silent."""
        chosen = max((len(prefix) for prefix in self.select if code.startswith(prefix.upper())), default=0)
        ignored = max(
            (len(prefix) for prefix in self.ignore if prefix and code.startswith(prefix.upper())), default=0
        )
        if chosen <= ignored:
            return None
        if self.profile in off_in and code not in self.select:
            return None
        said = self.severity.get(code)
        if said is not None:
            return None if said == "off" else said
        return "warning" if self.profile == "strict" and own == "info" else own


def unknown_profile(profile: str, source: str = "profile") -> BadConfiguration:
    return BadConfiguration(
        f"{source}: “{profile}” is no profile; known are {', '.join(PROFILES)}.",
        f"{source}：没有“{profile}”这个配置；可用的有{'、'.join(PROFILES)}。",
    )


def from_table(table: Mapping[str, object], *, source: str) -> Config:
    """Raises BadConfiguration."""
    unknown = sorted(set(table) - _KEYS)
    if unknown:
        raise BadConfiguration(
            f"{source}: “{unknown[0]}” is no setting; known are {', '.join(sorted(_KEYS))}.",
            f"{source}：没有“{unknown[0]}”这个设置；可用的有{'、'.join(sorted(_KEYS))}。",
        )
    profile = table.get("profile", "default")
    if not isinstance(profile, str) or profile not in PROFILES:
        raise unknown_profile(str(profile), source)
    severity = table.get("severity", {})
    if not isinstance(severity, Mapping) or not all(level in _SEVERITIES for level in severity.values()):
        raise BadConfiguration(
            f"{source}: a severity is one of error, warning, info, off.",
            f"{source}：级别只能是error、warning、info或off。",
        )
    language = table.get("language")
    if language not in (None, "en", "zh", "auto"):
        raise BadConfiguration(
            f"{source}: language is en, zh or auto.", f"{source}：language只能是en、zh或auto。"
        )
    return Config(
        profile=profile,
        select=_codes(table.get("select"), source, ("O", "K", "S", "F", "T")),
        ignore=_codes(table.get("ignore"), source, ()),
        severity={str(code).upper(): str(level) for code, level in severity.items()},
        language=None if language in (None, "auto") else str(language),
    )


def _codes(value: object, source: str, default: tuple[str, ...]) -> tuple[str, ...]:
    if value is None:
        return default
    if not isinstance(value, list) or not all(isinstance(code, str) and code for code in value):
        raise BadConfiguration(
            f'{source}: select and ignore are lists of codes such as "K202".',
            f"{source}：select和ignore是规则编号的列表，如K202。",
        )
    return tuple(code.upper() for code in value)


def find_config(start: Path) -> Config:
    """The nearest `okr.toml`, or `pyproject.toml` with `[tool.okr]`, in `start` or above."""
    for folder in (start, *start.parents):
        own = folder / "okr.toml"
        if own.is_file():
            return read_config(own)
        project = folder / "pyproject.toml"
        if project.is_file():
            table = _tool_table(_toml(project))
            if table is not None:
                return from_table(table, source=str(project))
    return Config()


def read_config(path: Path) -> Config:
    table = _toml(path)
    tool = _tool_table(table)
    return from_table(tool if tool is not None else table, source=str(path))


def _tool_table(table: Mapping[str, object]) -> Mapping[str, object] | None:
    tool = table.get("tool")
    inner = tool.get("okr") if isinstance(tool, dict) else None
    return inner if isinstance(inner, dict) else None


def _toml(path: Path) -> dict[str, object]:
    import tomllib  # only when a file is there

    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadConfiguration(f"{path} cannot be read: {error}", f"无法读取{path}：{error}") from error
