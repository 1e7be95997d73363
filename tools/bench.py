"""`make bench`: the benchmark company in a real server, pages beside their limit, writes under one objective.

The company is loaded once per size, schema and quarter and kept under var/bench. A page, its limit and the
same page of the 800-people company are asked for in turns by one client, so that a busy machine disturbs
all three alike: read the ratios, and times only of a quiet machine.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import signal
import statistics
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TypedDict

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tools.bench_places import HOME, ROOT, PostgreSQL, free_port, mark

SMALL = 800
WARM_UP = 60
console = Console(width=None if sys.stdout.isatty() else 160)


class PagePlan(TypedDict):
    name: str
    paths: list[str]
    limit: list[str]
    fragment: bool
    api: bool
    queries: int


class WritePlan(TypedDict):
    token: str
    key_result: int
    values: list[str]


class Plan(TypedDict):
    cookies: list[str]
    tokens: list[str]
    pages: list[PagePlan]
    alone: list[WritePlan]
    writers: list[list[WritePlan]]
    rows: dict[str, int]


class Proof(TypedDict):
    """What ``watch`` says after the writes."""

    followed: float
    found: int
    sent: int
    objectives: int
    compared: int
    wrong: list[str]


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds."""

    median: float
    p95: float
    p99: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Times:
        every = sorted(each * 1000 for each in seconds)

        def at(share: float) -> float:
            return every[min(len(every) - 1, int(share * len(every)))]

        return cls(statistics.median(every), at(0.95), at(0.99))


@dataclass(slots=True)
class PageResult:
    name: str
    queries: int
    page: Times
    limit: Times | None = None
    small: Times | None = None
    size: int = 0
    limit_size: int = 0
    small_size: int = 0

    @property
    def ratio(self) -> float | None:
        return self.page.median / self.limit.median if self.limit else None

    @property
    def growth(self) -> float | None:
        """Of pages of equal size only (within a tenth)."""
        if self.small is None or not 0.9 <= self.size / max(1, self.small_size) <= 1.1:
            return None
        return self.page.median / self.small.median


@dataclass(slots=True)
class WriteResult:
    writers: int
    seconds: float
    made: int
    refused: int
    times: Times
    proof: Proof

    @property
    def rate(self) -> float:
        return self.made / self.seconds


@dataclass(slots=True)
class Result:
    database: str
    people: int
    rows: dict[str, int]
    pages: list[PageResult]
    at: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="minutes"))
    loaded_in: float | None = None
    check_in: WriteResult | None = None
    together: WriteResult | None = None
    at_once: WriteResult | None = None


class Company:
    """One loaded company: its environment, its plan, its server."""

    def __init__(self, database: str, people: int, url: str) -> None:
        self.database, self.people = database, people
        self.data = HOME / "data"
        self.data.mkdir(parents=True, exist_ok=True)
        self.environment = {
            **os.environ, "HEADWAY_DATA": str(self.data), "DATABASE_URL": url, "HEADWAY_BENCH": "1",
            "DJANGO_SETTINGS_MODULE": "headway.config.settings", "HEADWAY_LOG": "ERROR",
        }  # fmt: skip
        self.loaded_in: float | None = None

    def child(self, verb: str) -> subprocess.Popen[str]:
        code = "import django; django.setup(); from headway.demo.bench_plan import main; main()"
        return subprocess.Popen(
            [sys.executable, "-c", code, verb, str(self.people)],
            env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip

    def build(self) -> None:
        began = time.perf_counter()
        with Progress(console=console) as progress, self.child("build") as child:
            assert child.stdout is not None
            bars: dict[str, object] = {}
            finishing = None
            for line in child.stdout:
                said = json.loads(line)
                what, done, total = str(said["what"]), int(said["done"]), int(said["total"])
                if total > 0:
                    bar = bars.setdefault(
                        what, progress.add_task(what, total=total) if what not in bars else None
                    )
                    progress.advance(bar, done)  # type: ignore[arg-type]
                elif total < 0:
                    progress.update(bars[what], completed=1, total=1)  # type: ignore[arg-type]
                else:
                    finishing = progress.add_task(what, total=None) if finishing is None else finishing
                    progress.update(finishing, description=what)
            if finishing is not None:
                progress.update(finishing, completed=1, total=1)
        if child.returncode:
            raise SystemExit("The benchmark company could not be loaded.")
        self.loaded_in = time.perf_counter() - began

    def plan(self) -> Plan:
        for command in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"]):
            subprocess.run(
                [sys.executable, "-m", "django", *command], env=self.environment, check=True, cwd=ROOT
            )
        with self.child("plan") as child:
            assert child.stdout is not None
            text = child.stdout.read()
        if child.returncode:
            raise SystemExit("The benchmark company cannot be read.")
        plan: Plan = json.loads(text)
        return plan

    @contextmanager
    def server(self, **environment: str) -> Iterator[int]:
        """As ``headway serve`` starts it: two workers with four threads."""
        port = free_port()
        command = [
            sys.executable, "-m", "headway.config.serving", "--interface", "wsgi", "--host", "127.0.0.1",
            "--port", str(port), "--workers", "2", "--blocking-threads", "4", "--backpressure", "32",
            "--backlog", "2048", "--no-ws", "--workers-kill-timeout", "5", "--log-level", "error",
            "--no-access-log", "--factory", "headway.config.serving:worker",
        ]  # fmt: skip
        environment = {**self.environment, "HEADWAY_SETTLE": "thread", **environment}
        running = subprocess.Popen(command, env=environment, cwd=ROOT)
        try:
            _wait_for(port)
            yield port
        finally:
            running.terminate()
            running.wait(20)


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/health")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server does not answer.")


class Asking:
    """One client on one connection that stays open."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.asked = 0.0

    def get(self, path: str, headers: dict[str, str]) -> tuple[float, int]:
        """Seconds, and bytes as they came (compressed)."""
        if time.perf_counter() - self.asked > 20:  # the server closes a connection that is idle for long
            self.connection.close()
        self.asked = began = time.perf_counter()
        self.connection.request("GET", path, headers={"Accept-Encoding": "gzip", **headers})
        answer = self.connection.getresponse()
        body = answer.read()
        passed = time.perf_counter() - began
        if answer.status != 200:
            raise SystemExit(f"{path} answers {answer.status}: {body[:300]!r}")
        return passed, len(body)

    def check_in(self, write: WritePlan, value: str, key: str) -> tuple[float, int, int]:
        """Seconds, status, and the check-in's id."""
        body = json.dumps({"value": value, "confidence": 7, "changed": "Measured."})
        headers = {
            "Authorization": f"Bearer {write['token']}", "Content-Type": "application/json", "Idempotency-Key": key,
        }  # fmt: skip
        began = time.perf_counter()
        path = f"/api/v1/key-results/{write['key_result']}/check-ins"
        self.connection.request("POST", path, body, headers)
        answer = self.connection.getresponse()
        said = answer.read()
        passed = time.perf_counter() - began
        made = int(json.loads(said)["check_in"]["id"]) if answer.status == 201 else 0
        return passed, answer.status, made


def measure_pages(
    company: Company, plan: Plan, port: int, requests: int, small: tuple[Plan, int] | None
) -> list[PageResult]:
    results = []
    asking = Asking(port)
    asking_small = Asking(small[1]) if small else None
    with Progress(console=console, transient=True) as progress:
        bar = progress.add_task("pages", total=len(plan["pages"]) * requests)
        for page in plan["pages"]:
            beside = small[0]["pages"] if small else []
            same = next((each for each in beside if _alike(each["name"], page["name"])), None)
            for _ in range(WARM_UP // 3):
                asking.get(page["paths"][0], _headers(page, plan, 0))
            times: list[float] = []
            limits: list[float] = []
            smalls: list[float] = []
            size = limit_size = small_size = 0
            for place in range(-3, requests):
                kept = place >= 0
                passed, got = asking.get(
                    page["paths"][place % len(page["paths"])], _headers(page, plan, place)
                )
                if kept:
                    times.append(passed)
                    size += got
                if page["limit"]:
                    path = page["limit"][place % len(page["limit"])]
                    passed, got = asking.get(path, _headers(page, plan, place))
                    if kept:
                        limits.append(passed)
                        limit_size += got
                if asking_small and same and small:
                    path = same["paths"][place % len(same["paths"])]
                    passed, got = asking_small.get(path, _headers(same, small[0], place))
                    if kept:
                        smalls.append(passed)
                        small_size += got
                if kept:
                    progress.advance(bar)
            results.append(
                PageResult(
                    page["name"],
                    page["queries"],
                    Times.of(times),
                    Times.of(limits) if limits else None,
                    Times.of(smalls) if smalls else None,
                    size // requests,
                    limit_size // requests,
                    small_size // requests,
                )
            )
    return results


def _alike(one: str, other: str) -> bool:
    return one == other or (one.startswith("team of") and other.startswith("team of"))


def _headers(page: PagePlan, plan: Plan, place: int) -> dict[str, str]:
    if page["api"]:
        return {"Authorization": f"Bearer {plan['tokens'][place % len(plan['tokens'])]}"}
    headers = {"Cookie": f"sessionid={plan['cookies'][place % len(plan['cookies'])]}"}
    if page["fragment"]:
        headers["HX-Request"] = "true"
    return headers


def measure_writes(
    company: Company, port: int, writers: Sequence[Sequence[WritePlan]], *, seconds: float, most: int = 10**9
) -> WriteResult:
    """Everybody checks in as fast as they are answered; then what was acknowledged must be there."""
    made: list[int] = []
    times: list[float] = []
    refused: list[int] = []
    start = threading.Barrier(len(writers) + 1)

    def write(mine: Sequence[WritePlan]) -> None:
        asking = Asking(port)
        for place in range(2):
            asking.check_in(mine[place], mine[place]["values"][0], uuid.uuid4().hex)
        start.wait()
        began = time.perf_counter()
        place = 2
        while time.perf_counter() - began < seconds and place < most + 2:
            goal = mine[place % len(mine)]
            value = goal["values"][place // len(mine) % len(goal["values"])]
            passed, status, pk = asking.check_in(goal, value, uuid.uuid4().hex)
            times.append(passed)
            (made if status == 201 else refused).append(pk or status)
            place += 1

    threads = [threading.Thread(target=write, args=(mine,)) for mine in writers]
    with company.child("watch") as watching:
        assert watching.stdin is not None and watching.stdout is not None
        watching.stdout.readline()
        for thread in threads:
            thread.start()
        start.wait()
        began = time.perf_counter()
        for thread in threads:
            thread.join()
        took = time.perf_counter() - began
        proof = _proof(watching.stdin, watching.stdout, made)
    return WriteResult(len(writers), took, len(made), len(refused), Times.of(times), proof)


def _proof(asked: IO[str], answer: IO[str], made: Sequence[int]) -> Proof:
    asked.write(json.dumps(list(made)) + "\n")
    asked.flush()
    proof: Proof = json.loads(answer.readline())
    asked.close()
    return proof


def measure(company: Company, args: argparse.Namespace, small: Company | None) -> Result:
    plan = company.plan()
    small_plan = small.plan() if small else None
    result = Result(company.database, company.people, plan["rows"], [], loaded_in=company.loaded_in)
    with ExitStack() as stack:
        port = stack.enter_context(company.server())
        beside = None
        if small and small_plan:
            beside = (small_plan, stack.enter_context(small.server()))
        if args.requests:
            result.pages = measure_pages(company, plan, port, args.requests, beside)
    if args.seconds:
        with company.server() as port:
            result.check_in = measure_writes(
                company, port, [plan["alone"]], seconds=60, most=args.requests or 60
            )
            result.together = measure_writes(company, port, plan["writers"], seconds=args.seconds)
        if args.alternative:
            with company.server(HEADWAY_BENCH_ANCESTORS="1") as port:
                result.at_once = measure_writes(company, port, plan["writers"], seconds=args.seconds)
    return result


def show(result: Result) -> None:
    rows = ", ".join(f"{count:,} {name}" for name, count in result.rows.items())
    table = Table(title=f"{result.people:,} people on {result.database} ({rows})", title_justify="left")
    for name in (
        "page",
        "queries",
        "median ms",
        "p95 ms",
        "limit ms",
        "× limit",
        "KB gz",
        "limit KB",
        f"× {SMALL} people",
    ):
        table.add_column(name, justify="left" if name == "page" else "right")
    for page in result.pages:
        table.add_row(
            page.name, str(page.queries), f"{page.page.median:.1f}", f"{page.page.p95:.1f}",
            f"{page.limit.median:.1f}" if page.limit else "", f"{page.ratio:.2f}" if page.ratio else "",
            f"{page.size / 1024:.1f}", f"{page.limit_size / 1024:.1f}" if page.limit else "",
            f"{page.growth:.2f}" if page.growth else "",
        )  # fmt: skip
    console.print(table)
    for what, write in (
        ("alone", result.check_in),
        ("under one company objective", result.together),
        ("the same with all ancestors in each transaction", result.at_once),
    ):
        if write is None:
            continue
        proof = write.proof
        console.print(
            f"check-ins, {write.writers} at a time, {what}: {write.rate:.0f}/s, median {write.times.median:.1f} ms, "
            f"p95 {write.times.p95:.1f}, p99 {write.times.p99:.1f}; {write.made} acknowledged, "
            f"{write.refused} refused, {write.made - proof['found']} lost; what lies above {proof['objectives']} "
            f"objectives followed in {proof['followed']:.2f} s, {len(proof['wrong'])} figures of "
            f"{proof['compared']} objectives wrong"
        )
        for line in proof["wrong"][:5]:
            console.print(f"  {line}", style="red")


def keep(result: Result) -> None:
    folder = HOME / "results"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{result.database}-{result.people}.json"
    ratios = {page.name: {"limit": page.ratio, "growth": page.growth} for page in result.pages}
    path.write_text(json.dumps({**asdict(result), "ratios": ratios}, indent=1))
    console.print(f"[dim]{path}[/dim]")


def sqlite(people: int, args: argparse.Namespace) -> Company:
    path = HOME / f"sqlite-{people}-{_mark()}.sqlite3"
    company = Company("sqlite", people, f"sqlite:///{path}")
    if not path.exists() or args.fresh:
        for old in HOME.glob(f"sqlite-{people}-*"):
            old.unlink()
        console.print(f"Loading {people:,} people into SQLite")
        making = HOME / f"sqlite-{people}-making.sqlite3"
        company.environment["DATABASE_URL"] = f"sqlite:///{making}"
        company.build()
        making.rename(path)
        company.environment["DATABASE_URL"] = f"sqlite:///{path}"
    return company


def postgresql(people: int, cluster: PostgreSQL, args: argparse.Namespace) -> Company:
    name = f"bench_{people}_{_mark()}"
    if not cluster.has(name) or args.fresh:
        for old in cluster.ask(
            "postgres", f"SELECT datname FROM pg_database WHERE datname LIKE 'bench\\_{people}\\_%'"
        ).split():
            cluster.drop(old)
        making = f"bench_{people}_making"
        cluster.make(making)
        console.print(f"Loading {people:,} people into PostgreSQL")
        company = Company("postgresql", people, cluster.url(making))
        with cluster.loading():
            company.build()
        cluster.rename(making, name)
        company.environment["DATABASE_URL"] = cluster.url(name)
        return company
    return Company("postgresql", people, cluster.url(name))


def _mark() -> str:
    today = datetime.now(UTC).date()
    return mark(quarter=f"{today.year}-{(today.month + 2) // 3}")


def run(args: argparse.Namespace, place: Callable[[int], Company]) -> None:
    company = place(args.people)
    small = place(SMALL) if args.people != SMALL and args.requests else None
    if args.load_only:
        return
    result = measure(company, args, small)
    show(result)
    keep(result)


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description="The benchmark company, measured.")
    parser.add_argument("--people", type=int, default=SMALL, help="800, 8000 or 80000 (default: 800)")
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="sqlite")
    parser.add_argument("--requests", type=int, default=60, help="of each page (0: no pages)")
    parser.add_argument("--seconds", type=float, default=15, help="of 16 writers (0: no writes)")
    parser.add_argument(
        "--alternative", action="store_true", help="also 16 writers with all ancestors in each transaction"
    )
    parser.add_argument("--fresh", action="store_true", help="load the company again")
    parser.add_argument("--load-only", action="store_true")
    args = parser.parse_args()
    # Ended from outside, what was started ends too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    HOME.mkdir(parents=True, exist_ok=True)
    if args.database in ("sqlite", "both"):
        run(args, lambda people: sqlite(people, args))
    if args.database in ("postgresql", "both"):
        cluster = PostgreSQL()
        with cluster.running():
            run(args, lambda people: postgresql(people, cluster, args))


if __name__ == "__main__":
    main()
