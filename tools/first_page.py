"""Waits until a server answers, then fetches its first page and every stylesheet, script and icon on it.

python tools/first_page.py http://127.0.0.1:8000/ --within 60
"""

import argparse
import sys
import time
from html.parser import HTMLParser
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urldefrag, urljoin
from urllib.request import Request, urlopen


class Assets(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.title = ""
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        link = given.get("src") if tag in ("script", "img") else given.get("href") if tag == "link" else None
        if link:
            self.links.append(link)
        self._in_title = tag == "title"

    def handle_data(self, data: str) -> None:
        if self._in_title and not self.title:
            self.title = data.strip()


def fetch(url: str, seconds: float) -> tuple[str, str]:
    """The address after redirects, and the body."""
    with urlopen(Request(url, headers={"Accept": "text/html,*/*"}), timeout=seconds) as answer:
        return str(answer.geturl()), answer.read().decode("utf-8", "replace")


def wait_for(url: str, within: float) -> tuple[str, str]:
    ends = time.monotonic() + within
    while True:
        try:
            return fetch(url, max(1.0, ends - time.monotonic()))
        except HTTPError:
            raise
        except (URLError, HTTPException, OSError):
            if time.monotonic() > ends:
                raise
            time.sleep(0.1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--within", type=float, default=60, help="seconds to wait for the first answer")
    options = parser.parse_args()
    began = time.monotonic()
    try:
        address, body = wait_for(options.url, options.within)
    except (URLError, HTTPException, OSError) as error:
        print(f"{options.url}: no first page within {options.within:.0f} s ({error})", file=sys.stderr)
        return 1
    waited = time.monotonic() - began
    page = Assets()
    page.feed(body)
    if not page.title:
        print(f"{address}: a page without a title", file=sys.stderr)
        return 1
    fetched = sorted({urldefrag(urljoin(address, link)).url for link in page.links})
    for asset in fetched:
        try:
            fetch(asset, 10)
        except (URLError, HTTPException, OSError) as error:
            print(f"{asset}: {error}", file=sys.stderr)
            return 1
    print(f"{address} “{page.title}” after {waited:.1f} s, with {len(fetched)} files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
