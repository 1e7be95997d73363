"""One request to the model's server, within all its limits: time, size, where it leads, how many at once.

Never called inside a transaction. What goes wrong is one of the refusals here, whatever the server does.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from time import monotonic
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

import httpcore
from django.conf import settings

from headway.core.errors import N_, Refusal
from headway.rewriting.rules.addresses import Address, AddressForbidden, may_be_reached

LARGEST_ANSWER = 256_000


class Busy(Refusal):
    code = "rewriting_busy"
    sentence = N_("Others are being helped just now. Ask again in a few seconds.")
    status = 429


class TimedOut(Refusal):
    code = "rewriting_timed_out"
    sentence = N_("The language model said nothing within %(seconds)s seconds. Your text is as you left it.")
    status = 504


class Unreachable(Refusal):
    code = "rewriting_unreachable"
    sentence = N_("The language model cannot be reached at %(place)s. Your text is as you left it.")
    status = 502


class KeyRefused(Refusal):
    code = "rewriting_key_refused"
    sentence = N_("%(place)s does not accept the key. An administrator can mend that in the settings.")
    status = 502


class ServerRefused(Refusal):
    code = "rewriting_server_refused"
    sentence = N_("%(place)s refuses the request (%(status)s). An administrator can look at the settings.")
    status = 502


class ServerBusy(Refusal):
    code = "rewriting_server_busy"
    sentence = N_("%(place)s has too much to do, or its allowance is used up. Try again later.")
    status = 502


class Redirected(Refusal):
    code = "rewriting_redirected"
    sentence = N_("%(place)s points elsewhere, and that is not followed. Write the address it leads to.")
    status = 502


class AnswerUnreadable(Refusal):
    code = "rewriting_unreadable"
    sentence = N_("The language model answered with something that cannot be read as a suggestion.")
    status = 502


@contextmanager
def turn() -> Iterator[None]:
    """One of the few calls of this process that may be under way; the other threads serve pages meanwhile."""
    if not _turns.acquire(blocking=False):
        raise Busy()
    try:
        yield
    finally:
        _turns.release()


_turns = threading.BoundedSemaphore(max(1, settings.HEADWAY_REWRITING_AT_ONCE))


def post(address: Address, bodies: Iterable[bytes], *, key: str, seconds: int) -> bytes:
    """The answer to the first of `bodies` that the server does not call malformed, all within `seconds`."""
    clock = _Clock(monotonic() + seconds)
    status, answer = 0, b""
    try:
        for body in bodies:
            status, answer = _post(address, body, key=key, clock=clock)
            if status not in (400, 422):
                break
    except httpcore.TimeoutException:
        raise TimedOut(seconds=seconds) from None
    except _UNREACHABLE:
        if clock.is_over:
            raise TimedOut(seconds=seconds) from None
        raise Unreachable(place=address.place) from None
    _judge(status, address)
    return answer


# ValueError: a host that no resolver takes, a proxy that is no address.
_UNREACHABLE = (
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
    OSError,
    ValueError,
)


def _post(address: Address, body: bytes, *, key: str, clock: _Clock) -> tuple[int, bytes]:
    headers: dict[bytes | str, bytes | str] = {
        "Host": address.place,
        "Content-Type": "application/json",
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "User-Agent": "Headway",
        "Connection": "close",
        "Content-Length": str(len(body)),
        **({"Authorization": f"Bearer {key}"} if key else {}),
    }
    url = httpcore.URL(
        scheme=address.scheme, host=address.host, port=address.port, target=address.asked_at.encode()
    )
    with (
        _pool(address, clock) as pool,
        pool.stream("POST", url, headers=headers, content=body) as response,
    ):
        if response.status != 200:
            return response.status, b""
        return response.status, _read(response.iter_stream())


def _pool(address: Address, clock: _Clock) -> httpcore.ConnectionPool:
    """Through the proxy that the server's environment names, if it names one for this host."""
    backend = _Limited(clock)
    proxy = None if proxy_bypass(address.host) else getproxies().get(address.scheme)
    if proxy is None:
        return httpcore.ConnectionPool(network_backend=backend)
    parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    named = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    plain = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
    return httpcore.HTTPProxy(plain, proxy_auth=named, network_backend=backend)


def _read(chunks: Iterable[bytes]) -> bytes:
    parts, size = [], 0
    for chunk in chunks:
        size += len(chunk)
        if size > LARGEST_ANSWER:
            raise AnswerUnreadable()
        parts.append(chunk)
    return b"".join(parts)


def _judge(status: int, address: Address) -> None:
    if status == 200:
        return
    if status in (401, 403):
        raise KeyRefused(place=address.place)
    if status == 429:
        raise ServerBusy(place=address.place)
    if 300 <= status < 400:
        raise Redirected(place=address.place)
    raise ServerRefused(place=address.place, status=status)


class _Clock:
    """What is left of the time for the whole call: httpcore's own limits are for one read or write."""

    def __init__(self, ends: float) -> None:
        self.ends = ends

    @property
    def is_over(self) -> bool:
        return monotonic() >= self.ends

    def left(self) -> float:
        left = self.ends - monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout()
        return left


class _Limited(httpcore.NetworkBackend):
    """Connects within the time, and nowhere that `may_be_reached` forbids, whatever the name resolves to."""

    def __init__(self, clock: _Clock) -> None:
        self.clock = clock
        self.plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        failed: httpcore.NetworkError = httpcore.ConnectError(f"{host} has no address")
        for ip in self._resolved(host, port):
            try:
                stream = self.plain.connect_tcp(ip, port, timeout=self.clock.left())
            except httpcore.NetworkError as error:
                failed = error
            else:
                return _Stream(stream, self.clock)
        raise failed

    def _resolved(self, host: str, port: int) -> list[str]:
        found: list[str] = []

        def resolve() -> None:
            with suppress(OSError, ValueError):
                rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
                found.extend(dict.fromkeys(str(row[4][0]) for row in rows))

        # The resolver knows no time limit of ours.
        thread = threading.Thread(target=resolve, daemon=True)
        thread.start()
        thread.join(self.clock.left())
        for ip in found:
            if not may_be_reached(ip_address(ip.partition("%")[0])):
                raise AddressForbidden(host=host)
        self.clock.left()
        return found


class _Stream(httpcore.NetworkStream):
    def __init__(self, plain: httpcore.NetworkStream, clock: _Clock) -> None:
        self.plain = plain
        self.clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.plain.read(max_bytes, timeout=self.clock.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.plain.write(buffer, timeout=self.clock.left())

    def close(self) -> None:
        self.plain.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        return _Stream(
            self.plain.start_tls(ssl_context, server_hostname, timeout=self.clock.left()), self.clock
        )

    def get_extra_info(self, info: str) -> object:
        return self.plain.get_extra_info(info)
