"""`python -m storage.migrations --check`: one head. `--new MESSAGE`: a migration from what the models say now."""

from __future__ import annotations

import argparse
import tempfile

from alembic import command

from storage.migrations import configuration, heads, upgrade


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--new", metavar="MESSAGE")
    options = parser.parse_args()
    if options.new:
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{folder}/models.db"
            upgrade(url)
            command.revision(configuration(url), options.new, autogenerate=True)
    found = heads()
    if len(found) != 1:
        print("migrations have several heads: " + ", ".join(found))
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
