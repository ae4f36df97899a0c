"""The commands. Exit status 0 done, 1 failed, 2 wrong use; an error is one line on standard error.

What a command needs is imported when it runs: `--help` and the small commands answer at once.
"""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="samordning",
    help="A chat bot for Danish health coordination committees, in Slack and Microsoft Teams at once.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Lines = Annotated[bool, typer.Option("--jsonl", help="JSON Lines on standard input and output.")]


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Port of the page.", min=1, max=65535)] = 8000,
) -> None:
    """Try the bot: sample committees, and a Slack and a Teams of its own in a page."""
    with _one_line_errors():
        from bot.commands.demo import run

        run(port)


@app.command()
def serve() -> None:
    """Serve the bot with the settings of the environment and samordning.toml."""
    with _one_line_errors():
        from bot.commands.serve import run

        run()


@app.command()
def migrate() -> None:
    """Bring the database up to this version."""
    with _one_line_errors():
        from bot.commands.migrate import run

        run()


@app.command("import")
def import_(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="YAML, CSV and XLSX files, or folders of them: bodies, people, contact points …"),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    template: Annotated[
        Path | None, typer.Option("--template", metavar="FILE", help="Write a workbook (.xlsx) to fill in.")
    ] = None,
) -> None:
    """Import data files: everything or, when anything is wrong, nothing."""
    if bool(paths) == (template is not None) or (template and dry_run):
        raise typer.BadParameter("give either PATH… or --template FILE")
    with _one_line_errors():
        from bot.commands.import_files import run, write_template

        if template is not None:
            write_template(template)
        elif paths:
            run(paths, dry_run=dry_run)


@app.command()
def mirror(
    retry: Annotated[list[int] | None, typer.Option(help="Send the parked copy of this number again.")] = None,
) -> None:
    """Say which channels are late, and what is parked and why."""
    with _one_line_errors():
        from bot.commands.mirror import run

        run(retry or [])


@app.command()
def gallery(
    path: Annotated[Path, typer.Argument(help="The page to write.")] = Path("gallery.html"),
) -> None:
    """Write one page with everything the bot can say, in both languages and all renderings."""
    with _one_line_errors():
        from bot.commands.gallery import run

        run(path)


@app.command()
def ask(
    as_: Annotated[str, typer.Option("--as", metavar="EMAIL", help="The person who asks.")],
    text: Annotated[str | None, typer.Argument(help="The question, unless --jsonl.")] = None,
    jsonl: Lines = False,
) -> None:
    """Ask the bot a question, as a person of the database."""
    with _one_line_errors():
        from bot.commands.ask import run

        run(as_, _input(text, jsonl))


@app.command()
def understand(
    text: Annotated[str | None, typer.Argument(help="The sentence, unless --jsonl.")] = None,
    jsonl: Lines = False,
) -> None:
    """Show what the bot makes of a sentence."""
    with _one_line_errors():
        from bot.commands.understand import run

        run(_input(text, jsonl))


@app.command()
def when(
    text: Annotated[str | None, typer.Argument(help="The date in words, unless --jsonl.")] = None,
    jsonl: Lines = False,
) -> None:
    """Show how the bot reads a date."""
    with _one_line_errors():
        from bot.commands.when import run

        run(_input(text, jsonl))


def main() -> None:
    """As Typer runs it, but wrong use is told in one line too."""
    try:
        sys.exit(app(standalone_mode=False))
    except typer.Abort:
        sys.exit(130)
    except typer.TyperException as error:
        line = " ".join(getattr(error, "format_message", error.__str__)().split()).rstrip(".")
        if line:  # without a command the help is printed already
            typer.echo(f"samordning: {line}; try: samordning --help", err=True)
        sys.exit(2)


def _input(text: str | None, jsonl: bool) -> Iterator[str] | str:
    """Lines of standard input with --jsonl, the words given without it; neither or both is wrong use."""
    if jsonl == (text is not None):
        raise typer.BadParameter("give either TEXT or --jsonl")
    return iter(sys.stdin) if text is None else text


@contextmanager
def _one_line_errors() -> Generator[None]:
    """Expected failures end in one line; what isn't expected keeps its traceback."""
    from bot.commands.failure import CommandFailed, failure_of

    try:
        yield
    except CommandFailed as error:
        for line in error.lines:
            typer.echo(line, err=True)
        raise typer.Exit(1) from None
    except Exception as error:
        line = failure_of(error)
        if line is None:
            raise
        typer.echo(f"samordning: {line}", err=True)
        raise typer.Exit(1) from None
