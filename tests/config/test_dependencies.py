import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reference" / "dependencies.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=;~! ]", requirement, maxsplit=1)[0] for requirement in requirements}


def explained(heading: str) -> set[str]:
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    first_cells = [row.split("|")[1] for row in section.splitlines() if row.startswith("| `")]
    return {name for cell in first_cells for name in re.findall(r"`([^`]+)`", cell)}


def test_every_dependency_is_explained_and_no_other() -> None:
    assert explained("At run time") == names(PROJECT["project"]["dependencies"])
    assert explained("To develop and to test") == names(PROJECT["dependency-groups"]["dev"])


def test_every_dependency_is_locked() -> None:
    locked = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.M))

    wanted = names(PROJECT["project"]["dependencies"]) | names(PROJECT["dependency-groups"]["dev"])

    assert wanted - locked == set()


def test_the_lock_has_a_hash_for_everything_and_names_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")

    pinned = re.findall(r"^[a-z0-9-]+==[^\n]+\n(    --hash=sha256:)?", lock, re.M)

    assert len(pinned) > 50 and all(pinned)
    assert re.findall(r"https?://|--(?:extra-)?index|--find-links", lock) == []
