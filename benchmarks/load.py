"""Ways to send requests. Each returns when every request was sent and how long its answer took."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.wire import Wire


@dataclass(frozen=True, slots=True)
class Sent:
    """`at`: moment of the monotonic clock; `took`: seconds until the answer was there."""

    at: float
    took: float


async def one_at_a_time(wire: Wire, requests: Sequence[bytes], pause: float = 0.05) -> list[Sent]:
    """Unloaded: a pause after each answer lets the app finish what it does afterwards."""
    sent: list[Sent] = []
    for request in requests:
        sent.append(await _send(wire, request))
        await asyncio.sleep(pause)
    return sent


async def at_rate(wire: Wire, requests: Sequence[bytes], per_second: float) -> list[Sent]:
    """Open loop: the next request leaves on time, whether or not the one before is answered."""
    began = time.monotonic()
    sending: list[asyncio.Task[Sent]] = []
    for number, request in enumerate(requests):
        await asyncio.sleep(max(0.0, began + number / per_second - time.monotonic()))
        sending.append(asyncio.create_task(_send(wire, request)))
    return list(await asyncio.gather(*sending))


async def in_flight(wire: Wire, requests: Sequence[bytes], many: int) -> list[Sent]:
    """Closed loop: `many` senders, each with its next request as soon as it is answered."""
    waiting = iter(requests)

    async def sender() -> list[Sent]:
        return [await _send(wire, request) for request in waiting]

    return [sent for each in await asyncio.gather(*(sender() for _ in range(many))) for sent in each]


async def _send(wire: Wire, request: bytes) -> Sent:
    began = time.monotonic()
    await wire.send(request)
    return Sent(began, time.monotonic() - began)
