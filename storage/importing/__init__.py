"""Importing bodies, terms, people, contact points and channels from YAML, CSV and workbooks.

    plan = read_files(paths)            # form; raises ImportFailed with everything that is wrong
    summary = plan.apply(session)       # references; then writes, in the caller's transaction

Repeatable: the same files again change nothing. A row states all of its thing: a column left out is emptied.
"""

from storage.importing.plan import Plan, read_files
from storage.importing.problems import ImportFailed, ImportProblem
from storage.importing.upsert import Counts, NamedChange, Summary
from storage.importing.watching import Watch

__all__ = ["Counts", "ImportFailed", "ImportProblem", "NamedChange", "Plan", "Summary", "Watch", "read_files"]
