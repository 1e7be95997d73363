"""Where a language model may be reached, and what stands in an address that a person typed."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

from headway.core.errors import N_, Refusal

_PORTS = {"http": 80, "https": 443}
_ASKED_AT = "/chat/completions"


class AddressUnreadable(Refusal):
    code = "rewriting_address_unreadable"
    sentence = N_("Write the whole address, such as https://models.example.com/v1, without a password in it.")


class AddressForbidden(Refusal):
    code = "rewriting_address_forbidden"
    sentence = N_("No language model answers at %(host)s: it is an address of the network itself.")


class HostForbidden(Refusal):
    code = "rewriting_host_forbidden"
    sentence = N_("Whoever runs this server allows %(hosts)s only.")


class Address(NamedTuple):
    """`host` is ASCII, as it is resolved; `path` begins with a slash or is empty."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def base(self) -> str:
        return f"{self.scheme}://{self.place}{self.path}"

    @property
    def place(self) -> str:
        """Host, and port unless it is the scheme's own: what a writer is told."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def asked_at(self) -> str:
        return self.path + _ASKED_AT

    @property
    def is_open(self) -> bool:
        """Whether what is sent crosses networks of others without being encrypted."""
        if self.scheme == "https":
            return False
        literal = _literal(self.host)
        if literal is not None:
            return literal.is_global
        return "." in self.host and not self.host.endswith((".local", ".internal", ".lan", ".home.arpa"))


def address_of(typed: str, *, hosts: Sequence[str] = (), field: str | None = None) -> Address:
    """`hosts`: the only ones that the operator allows, or none for any. Raises one of the refusals above."""
    address = _read(typed.strip())
    if address is None:
        raise AddressUnreadable(field=field)
    if hosts and address.host not in hosts:
        raise HostForbidden(field=field, hosts=", ".join(hosts))
    literal = _literal(address.host)
    if literal is not None and not may_be_reached(literal):
        raise AddressForbidden(field=field, host=address.host)
    return address


def may_be_reached(ip: IPv4Address | IPv6Address) -> bool:
    """Private and loopback addresses are where models of one's own run; link-local ones are where a cloud
    keeps the machine's secrets."""
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return not (ip.is_link_local or ip.is_multicast or ip.is_unspecified or ip == _AWS_OVER_V6)


def _read(typed: str) -> Address | None:
    if not typed.isprintable() or " " in typed:
        return None
    try:
        parts = urlsplit(typed)
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
        host = host if ":" in host else host.encode("idna").decode("ascii")
        path = parts.path.encode("ascii").decode()
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in _PORTS or not host or port == 0:
        return None
    if "@" in parts.netloc or parts.query or parts.fragment or "\\" in typed:
        return None
    path = path.rstrip("/").removesuffix(_ASKED_AT).rstrip("/")
    return Address(parts.scheme, host.lower(), port or _PORTS[parts.scheme], path)


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


_AWS_OVER_V6 = IPv6Address("fd00:ec2::254")
