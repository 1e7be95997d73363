"""A language model's server on loopback that answers as it is told to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast


@dataclass
class Call:
    path: str
    headers: dict[str, str]
    body: dict[str, object]

    @property
    def material(self) -> dict[str, object]:
        """What of the request is not ours: the second message."""
        messages = cast(list[dict[str, str]], self.body["messages"])
        return cast(dict[str, object], json.loads(messages[1]["content"]))


type Answer = Callable[[BaseHTTPRequestHandler, dict[str, object]], None]


def says(*suggestions: str) -> Answer:
    return speaks(json.dumps({"suggestions": suggestions}, ensure_ascii=False))


def speaks(content: str) -> Answer:
    return answers(json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode())


def answers(body: bytes, status: int = 200, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler, asked: dict[str, object]) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


@dataclass
class Model:
    """`over` is set when the test ends: a handler that takes its time waits for it."""

    answer: Answer = field(default_factory=lambda: says("Raise satisfaction from [x] to [x]"))
    calls: list[Call] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever asked has hung up; that is what is tested."""


def serve(model: Model) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            model.calls.append(Call(self.path, dict(self.headers), body))
            model.answer(self, body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = _Server(("127.0.0.1", 0), Handler)
    model.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return server
