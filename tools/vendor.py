"""Bring the browser's third-party files into the tree, with their licences, and draw the icon sprite.

    python tools/vendor.py            check what stands in the tree against vendor.lock.json (no network)
    python tools/vendor.py update     pack every package again with npm, verify, extract, write the lock

Only whoever updates a version needs npm; everybody else has the files from the repository.
"""

import argparse
import base64
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "src/headway/web/static"
LOCK = ROOT / "tools/vendor.lock.json"
SPRITE = STATIC / "icons.svg"


@dataclass(frozen=True)
class Package:
    name: str
    version: str
    into: Path
    files: dict[str, str] = field(default_factory=dict)
    """Path inside the package → name in the tree."""


PACKAGES = (
    Package(
        "htmx.org",
        "4.0.1",
        STATIC / "vendor/htmx",
        {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "LICENSE"},
    ),
    Package(
        "@fontsource-variable/inter",
        "5.3.0",
        STATIC / "vendor/inter",
        {"files/inter-latin-wght-normal.woff2": "inter-latin-wght-normal.woff2", "LICENSE": "LICENSE"},
    ),
    Package("lucide-static", "1.62.0", STATIC / "vendor/lucide", {"LICENSE": "LICENSE"}),
    Package(
        "axe-core",
        "4.14.1",
        ROOT / "tests/browser/vendor",
        {"axe.min.js": "axe.min.js", "LICENSE": "LICENSE.axe-core"},
    ),
)

ICONS = """
arrow-down arrow-left arrow-right arrow-up arrow-up-right bell book-open building-2 calendar
calendar-check calendar-clock check chevron-down chevron-left chevron-right chevrons-up-down circle-alert
circle-check circle-help circle-x clock compass copy corner-down-right download ellipsis eye eye-off
file-text fingerprint-pattern flag gauge git-compare grip-vertical hand history house info key-round
keyboard languages link list-checks list-filter list-tree lock log-out mail menu message-square milestone
minus monitor moon network pencil plus refresh-cw rotate-ccw scale search send settings share-2
shield-check sliders-horizontal smartphone star sun target trash-2 trending-up triangle-alert trophy
unlink user-check user-plus user-round users users-round x
""".split()  # noqa: SIM905

# Ours, not Lucide's: one shape for every status, cut out in the colour they stand on (--cut).
GLYPHS = {
    "on_track": '<circle cx="8" cy="8" r="6.5" fill="currentColor"/>'
    '<path d="m5 8.2 2.1 2.1L11 6.2" fill="none" stroke="var(--cut,#fff)" stroke-width="1.7"'
    ' stroke-linecap="round" stroke-linejoin="round"/>',
    "at_risk": '<path d="M6.8 2.3a1.4 1.4 0 0 1 2.4 0l5 9a1.4 1.4 0 0 1-1.2 2.1H3a1.4 1.4 0 0 1-1.2-2.1z"'
    ' fill="currentColor"/><path d="M8 6v3.2M8 11.2v.1" stroke="var(--cut,#fff)" stroke-width="1.7"'
    ' stroke-linecap="round"/>',
    "off_track": '<rect x="2.6" y="2.6" width="10.8" height="10.8" rx="2.6" transform="rotate(45 8 8)"'
    ' fill="currentColor"/><path d="M8 5v3.6M8 10.9v.1" stroke="var(--cut,#fff)" stroke-width="1.7"'
    ' stroke-linecap="round"/>',
    "not_started": '<circle cx="8" cy="8" r="5.9" fill="none" stroke="currentColor" stroke-width="1.6"'
    ' stroke-dasharray="2.6 2.03"/>',
    "overdue": '<circle cx="8" cy="8" r="5.8" fill="none" stroke="currentColor" stroke-width="1.7"/>'
    '<path d="M8 4.9V8l2.1 1.5" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"'
    ' stroke-linejoin="round"/>',
    "done": '<path d="M8 1.1 9.9 2.5l2.4-.1.6 2.3 2 1.3-.9 2.2.9 2.2-2 1.3-.6 2.3-2.4-.1L8 15.3l-1.9-1.4'
    '-2.4.1-.6-2.3-2-1.3.9-2.2-.9-2.2 2-1.3.6-2.3 2.4.1z" fill="currentColor"/>'
    '<path d="m5.2 8.3 1.9 1.9 3.7-3.9" fill="none" stroke="var(--cut,#fff)" stroke-width="1.7"'
    ' stroke-linecap="round" stroke-linejoin="round"/>',
    "dropped": '<circle cx="8" cy="8" r="5.9" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    '<path d="M5.4 8h5.2" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/>',
}

BRAND = (
    '<path d="M2.5 19.5 9.2 7.2a1.6 1.6 0 0 1 2.8 0l2.1 3.9" fill="none" stroke="currentColor"'
    ' stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/>'
    '<path d="m10.5 19.5 4.3-7.6a1.5 1.5 0 0 1 2.6 0l4.1 7.6z" fill="currentColor"/>'
)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("verb", nargs="?", choices=("check", "update"), default="check")
    return update() if parser.parse_args().verb == "update" else check()


def check() -> int:
    locked = json.loads(LOCK.read_text("utf-8"))
    wrong = [path for path, digest in locked["files"].items() if digest_of(ROOT / path) != digest]
    for path in wrong:
        print(f"{path} is not the file that vendor.lock.json describes", file=sys.stderr)
    return 1 if wrong else 0


def update() -> int:
    known: dict[str, dict[str, str]] = {}
    if LOCK.exists():
        known = {each["name"]: each for each in json.loads(LOCK.read_text("utf-8"))["packages"]}
    packages: list[dict[str, str]] = []
    written: list[Path] = [SPRITE]
    for package in PACKAGES:
        with tempfile.TemporaryDirectory() as folder:
            tarball, integrity = pack(package, Path(folder))
            before = known.get(package.name)
            if before and before["version"] == package.version and before["integrity"] != integrity:
                print(
                    f"{package.name} {package.version} is not what was locked: stop and look", file=sys.stderr
                )
                return 1
            with tarfile.open(tarball) as archive:
                for inside, name in package.files.items():
                    target = package.into / name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(member(archive, inside))
                    written.append(target)
                if package.name == "lucide-static":
                    SPRITE.write_text(sprite(archive), "utf-8")
            packages.append({"name": package.name, "version": package.version, "integrity": integrity})
            print(f"{package.name} {package.version}")
    lock = {
        "packages": packages,
        "files": {str(path.relative_to(ROOT)): digest_of(path) for path in sorted(written)},
    }
    LOCK.write_text(json.dumps(lock, indent=2) + "\n", "utf-8")
    return 0


def pack(package: Package, folder: Path) -> tuple[Path, str]:
    """The package's tarball and its integrity, computed here and equal to what the registry says."""
    wanted = f"{package.name}@{package.version}"
    made = subprocess.run(
        ["npm", "pack", wanted, "--json", "--pack-destination", str(folder)],
        check=True,
        capture_output=True,
        text=True,
    )
    [row] = json.loads(made.stdout)
    tarball = folder / row["filename"].replace("@", "").replace("/", "-")
    digest = base64.b64encode(hashlib.sha512(tarball.read_bytes()).digest()).decode("ascii")
    if f"sha512-{digest}" != row["integrity"]:
        raise SystemExit(f"{wanted}: the tarball does not match its integrity")
    return tarball, row["integrity"]


def member(archive: tarfile.TarFile, inside: str) -> bytes:
    file = archive.extractfile(f"package/{inside}")
    if file is None:
        raise SystemExit(f"{inside} is not in the package")
    return file.read()


def sprite(archive: tarfile.TarFile) -> str:
    symbols = [
        f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
        f' stroke-linecap="round" stroke-linejoin="round">{lucide(archive, name)}</symbol>'
        for name in ICONS
    ]
    symbols += [
        f'<symbol id="st-{name}" viewBox="0 0 16 16">{shape}</symbol>' for name, shape in GLYPHS.items()
    ]
    symbols.append(f'<symbol id="brand" viewBox="0 0 24 24">{BRAND}</symbol>')
    head = "<!-- Drawn by tools/vendor.py. Icons: Lucide, ISC licence, see vendor/lucide/LICENSE. -->"
    return "\n".join([head, '<svg xmlns="http://www.w3.org/2000/svg">', *symbols, "</svg>", ""])


def lucide(archive: tarfile.TarFile, name: str) -> str:
    text = member(archive, f"icons/{name}.svg").decode("utf-8")
    inner = re.search(r"<svg[^>]*>(.*)</svg>", text, re.DOTALL)
    if inner is None:
        raise SystemExit(f"the icon {name} is not an SVG")
    return re.sub(r"\s*\n\s*", "", inner[1]).replace(" />", "/>")


def digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


if __name__ == "__main__":
    raise SystemExit(main())
