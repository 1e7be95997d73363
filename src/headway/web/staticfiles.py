"""Static files under names that carry their hash; the many small style and script files become one each."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

type Paths = dict[str, tuple[Storage, str]]
type Processed = tuple[str, str, bool] | tuple[str, None, RuntimeError]

BUNDLES = ("css/app.css", "css/editor.css", "css/signin.css", "js/app.js", "js/editor.js")

_CSS_IMPORT = re.compile(r"""^@import url\("(?P<part>[\w-]+\.css)"\);\n""", re.MULTILINE)
_JS_IMPORT = re.compile(r"""^import "\./(?P<part>[\w-]+\.js)";\n""", re.MULTILINE)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\n\s*")


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    support_js_module_import_aggregation = True

    def post_process(self, paths: Paths, dry_run: bool = False, **options: object) -> Iterator[Processed]:
        bundles = InMemoryStorage()
        for name in BUNDLES:
            if name in paths:
                bundles.save(name, ContentFile(bundle(paths, name).encode()))
                paths[name] = (bundles, name)
        yield from super().post_process(paths, dry_run, **options)


def bundle(paths: Paths, name: str) -> str:
    """The file with the parts it imports from its own folder in their place.

    Style parts keep their relative links, since they live side by side. Script parts are modules that export
    nothing; each gets a block of its own, so that their names cannot meet.
    """

    def part(found: re.Match[str]) -> str:
        text = _text(paths, posixpath.join(posixpath.dirname(name), found["part"]))
        return text if name.endswith(".css") else f"{{\n{text}}}\n"

    pattern = _CSS_IMPORT if name.endswith(".css") else _JS_IMPORT
    text = pattern.sub(part, _text(paths, name))
    if name.endswith(".css"):
        text = _INDENT.sub("\n", _CSS_COMMENT.sub("", text)).lstrip()
    return text


def _text(paths: Paths, name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return bytes(file.read()).decode("utf-8")
