"""Request bodies, bounded: nobody fills the memory from outside."""

from __future__ import annotations

from starlette.requests import ClientDisconnect, Request

MOST_BYTES = 1_000_000


async def read_body(request: Request) -> bytes | None:
    """The raw body; None when it is larger than any platform sends, or never arrives whole."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > MOST_BYTES:
        return None
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BYTES:
                return None
    except ClientDisconnect:
        return None
    return bytes(body)
