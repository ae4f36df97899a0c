"""Structured logs: one JSON object per line on standard error, or coloured words on a terminal.

Nothing people write is logged, and no token: what is logged are names of events, ids and reasons. Lines of the
libraries come through the same door, from warnings on.
"""

from __future__ import annotations

import logging
import sys
from typing import cast

import structlog
from pydantic import ValidationError

from handlers.understanding.privacy import mask


def configure() -> None:
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_what_was_sent,
        structlog.processors.format_exc_info,
        _masked,
    ]
    on_terminal = sys.stderr.isatty()
    # the pretty traceback would show local variables, and with them what people wrote
    pretty = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    renderer = pretty if on_terminal else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


def _without_what_was_sent(
    logger: object, method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """The Teams SDK logs what doesn't fit its models, and pydantic's errors repeat it."""
    info = sys.exc_info() if event.get("exc_info") is True else event.get("exc_info")
    error = cast("tuple[object, ...]", info)[1] if isinstance(info, tuple) else info
    if isinstance(error, ValidationError):
        del event["exc_info"]
        event["event"] = f"{error.error_count()} values don't fit {error.title[:40]}"
    return event


def _masked(logger: object, method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """A last guard: personal numbers never reach a log, whoever wrote the line."""
    return {name: mask(value) if isinstance(value, str) else value for name, value in event.items()}
