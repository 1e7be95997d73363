"""A page's form as a browser without script would fill and send it."""

from __future__ import annotations

from html.parser import HTMLParser


class _Form(HTMLParser):
    def __init__(self, form: str) -> None:
        super().__init__()
        self.wanted = form
        self.inside = False
        self.hidden = 0
        self.fields: dict[str, list[str]] = {}
        self.select = ""
        self.chosen = False
        self.text: list[str] | None = None
        self.name = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("id") == self.wanted
        if tag in ("template", "noscript"):
            self.hidden += 1
        if not self.inside or self.hidden or "disabled" in given:
            self.select = "" if tag == "select" else self.select
            return
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "input" and name:
            if given.get("type") not in ("radio", "checkbox") or "checked" in given:
                self.fields.setdefault(name, []).append(value)
        elif tag == "textarea":
            self.name, self.text = name, []
        elif tag == "select":
            self.select, self.chosen = name, False
        elif tag == "option" and self.select:
            if "selected" in given or not self.chosen:
                self.fields[self.select] = [value]
                self.chosen = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("template", "noscript"):
            self.hidden -= 1
        elif tag == "form":
            self.inside = False
        elif tag == "textarea" and self.text is not None:
            self.fields.setdefault(self.name, []).append("".join(self.text).removeprefix("\n"))
            self.text = None
        elif tag == "select":
            self.select = ""

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)


def filled(page: str, form: str = "editor") -> dict[str, list[str]]:
    reader = _Form(form)
    reader.feed(page)
    return reader.fields
