"""`python -m benchmarks`: medians over interleaved runs, then ratios with a legend."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import signal
import sqlite3
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.databases import Engine, engines
from benchmarks.importing import measure_import, write_contact_points
from benchmarks.measuring import Figures, Sizes, apps, measure, medians
from benchmarks.processes import Process, free_port
from benchmarks.record import Record
from benchmarks.table import print_figures, print_ratios, ratios
from benchmarks.wire import Wire
from bot import demo
from bot.simulator.app import Simulator
from bot.simulator.world import BOT

QUICK, WHOLE = Sizes(unloaded=40, at_rate=80, in_flight=100), Sizes(unloaded=200, at_rate=300, in_flight=600)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one small run, in less than a minute")
    parser.add_argument("--runs", type=int, metavar="N", help="interleaved runs that the medians are of (5, quick 1)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every run's figures to FILE")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, _stop)
    with tempfile.TemporaryDirectory(prefix="samordning-bench-") as folder, engines(Path(folder)) as found:
        runs = max(1, options.runs or (1 if options.quick else 5))
        results = asyncio.run(_measure(found, runs, QUICK if options.quick else WHOLE, Path(folder)))
        imports = _imports(found, 2_000 if options.quick else 50_000, Path(folder))
    _report(results, imports, [engine.name for engine in found], options.json)


async def _measure(found: list[Engine], runs: int, sizes: Sizes, folder: Path) -> dict[str, list[Figures]]:
    """Run after run through all apps, so that the machine's moods meet them alike."""
    measured = [app for engine in found for app in apps(engine)]
    results: dict[str, list[Figures]] = {app.name: [] for app in measured}
    port = free_port()
    with Process("benchmarks.platforms", [str(port)], port, {}, folder / "platforms.log"):
        simulator, record = await _platforms(found[0], port)
        for run in range(runs):
            for app in measured:
                _say(f"run {run + 1} of {runs}: {app.name}")
                results[app.name].append(await measure(app, simulator, record, sizes, folder))
        record.wire.close()
        await simulator.close()
    return results


async def _platforms(engine: Engine, port: int) -> tuple[Simulator, Record]:
    """The simulator only signs requests here; the fast platforms answer in its place, with its keys and tokens."""
    simulator, record = demo.simulator(engine.filled(), f"http://127.0.0.1:{port}"), Record(Wire(port))
    tokens, base = simulator.payloads.teams.tokens, "/simulator/teams"
    settings = simulator.settings()
    form = {"grant_type": "client_credentials", "scope": "https://api.botframework.com/.default"}
    form |= {name.lower(): settings[f"TEAMS_{name}"] for name in ("CLIENT_ID", "CLIENT_SECRET")}
    world = simulator.world
    bot = {"team_id": world.workspace, "user_id": world.slack_bot_user, "bot_id": world.slack_bot_id, "user": BOT}
    await record.set(
        {
            "/simulator/slack/api/auth.test": {"ok": True, "url": "https://example.dk/", "team": "benchmarks", **bot},
            f"{base}/openidconfiguration": tokens.metadata(),
            f"{base}/keys": tokens.keys(),
            f"{base}/token": tokens.grant(form)[1],
        }
    )
    return simulator, record


def _imports(found: list[Engine], many: int, folder: Path) -> dict[str, Figures]:
    path = folder / "contact-points.yaml"
    write_contact_points(path, many)
    figures: dict[str, Figures] = {}
    for engine in found:
        _say(f"import of {many} contact points: {engine.name}")
        figures[f"samordning/{engine.name}"] = {f"import of {many:,} contact points, s": measure_import(engine, path)}
    return figures


def _report(
    results: dict[str, list[Figures]], imports: dict[str, Figures], found: list[str], file: Path | None
) -> None:
    middle = {name: medians(runs) | imports.get(name, {}) for name, runs in results.items()}
    compared = {engine: ratios(middle, engine) for engine in found}
    machine: dict[str, Any] = {"processors": os.cpu_count(), "python": platform.python_version()}
    machine |= {"sqlite": sqlite3.sqlite_version, "system": platform.platform()}
    runs = len(next(iter(results.values())))
    print(f"Medians of {runs} interleaved runs; {', '.join(f'{name} {value}' for name, value in machine.items())}\n")
    print_figures(middle)
    print()
    print_ratios(compared)
    if file:
        whole = {"machine": machine, "medians": middle, "ratios": compared, "runs": results}
        file.write_text(json.dumps(whole, indent=2, ensure_ascii=False))


def _stop(_number: int, _frame: object) -> None:
    """Leave through every `with`, so that what was started is stopped."""
    sys.exit(128 + signal.SIGTERM)


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
