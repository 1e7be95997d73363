"""Where the benchmark company lives: a SQLite file, or a PostgreSQL of one's own that ends with the run."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("BENCH_HOME") or ROOT / "var" / "bench")
# What a server with 4 GB to spare would set; everything else as installed, commits as durable as ever.
SETTINGS = {
    "shared_buffers": "1GB",
    "effective_cache_size": "3GB",
    "work_mem": "16MB",
    "random_page_cost": "1.1",
    "max_wal_size": "8GB",
    "max_parallel_workers_per_gather": "0",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


def mark(*, quarter: str) -> str:
    """Changes with the company's making and the quarter; a newer schema is migrated to instead."""
    digest = sha256(quarter.encode())
    for name in ("benchmark.py", "bulk.py"):
        digest.update((ROOT / "src/headway/demo" / name).read_bytes())
    return digest.hexdigest()[:10]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class PostgreSQL:
    """A cluster under var/bench, started for a run; ``BENCH_DATABASE_URL`` names another server instead."""

    def __init__(self, folder: Path = HOME / "postgresql") -> None:
        self.folder = folder
        self.given = os.environ.get("BENCH_DATABASE_URL", "").rstrip("/")
        self.port = 0
        self.binaries = self._binaries()

    @contextmanager
    def running(self) -> Iterator[None]:
        if self.given:
            yield
            return
        fresh = not (self.folder / "data").exists()
        if fresh:
            self.folder.mkdir(parents=True, exist_ok=True)
            if os.geteuid() == 0:
                shutil.chown(self.folder, "postgres")
            self._run(
                "initdb", "-D", str(self.folder / "data"), "-U", "headway", "-A", "trust", "-E", "UTF8",
                "--locale=C.UTF-8", "-N",
            )  # fmt: skip
        self.port = free_port()
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
        for name, value in SETTINGS.items():
            options += f" -c {name}={value}"
        data = str(self.folder / "data")
        self._run("pg_ctl", "-D", data, "-l", f"{data}/log", "-w", "-s", "start", "-o", options)
        try:
            yield
        finally:
            self._run("pg_ctl", "-D", data, "-m", "fast", "-s", "-w", "stop")

    @contextmanager
    def loading(self) -> Iterator[None]:
        """Without what only slows a load down; what was written is on the disk when it ends."""
        if self.given:
            yield
            return
        for name in ("autovacuum", "fsync", "full_page_writes"):
            self.ask("postgres", f"ALTER SYSTEM SET {name} = off")
        self.ask("postgres", "SELECT pg_reload_conf()")
        try:
            yield
        finally:
            self.ask("postgres", "ALTER SYSTEM RESET ALL")
            self.ask("postgres", "SELECT pg_reload_conf()")
            self.ask("postgres", "CHECKPOINT")
            os.sync()

    def url(self, name: str) -> str:
        return f"{self.given or f'postgresql://headway@127.0.0.1:{self.port}'}/{name}"

    def has(self, name: str) -> bool:
        found = self.ask("postgres", f"SELECT 1 FROM pg_database WHERE datname = '{name}'")
        return found.strip() == "1"

    def make(self, name: str) -> None:
        self.ask("postgres", f'CREATE DATABASE "{name}"')

    def rename(self, name: str, better: str) -> None:
        self.ask("postgres", f'ALTER DATABASE "{name}" RENAME TO "{better}"')

    def drop(self, name: str) -> None:
        self.ask("postgres", f'DROP DATABASE IF EXISTS "{name}"')

    def ask(self, database: str, statement: str) -> str:
        psql = shutil.which("psql") or str(self.binaries / "psql")
        command = [psql, self.url(database), "-tAXc", statement]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.binaries / program), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL)

    def _binaries(self) -> Path:
        for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
            if (folder / "initdb").exists():
                return folder
        found = shutil.which("initdb")
        if found:
            return Path(found).resolve().parent
        if self.given:
            return Path("/usr/bin")
        raise SystemExit("No PostgreSQL server found: install one, or give BENCH_DATABASE_URL.")
