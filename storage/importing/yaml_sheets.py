"""A YAML document as sheets of flat rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from storage.importing.problems import Code, ImportProblem, NotReadable, Place
from storage.importing.raw_row import Cell, RawRow
from storage.importing.yaml_nodes import List, Mapping, Text, parse


def read_yaml(path: Path, problems: list[ImportProblem]) -> Iterator[RawRow]:
    """Raises NotReadable for a file that is no YAML; what is wrong with its sheets and rows goes into `problems`."""
    yield from _Sheets(str(path), problems).rows(parse(path.read_bytes()))


class _Sheets:
    def __init__(self, file: str, problems: list[ImportProblem]) -> None:
        self.file = file
        self.problems = problems

    def rows(self, document: Text | List | Mapping) -> Iterator[RawRow]:
        if not isinstance(document, Mapping):
            raise NotReadable("wrong_shape", document.line)
        seen: set[str] = set()
        for sheet, line, content in document.entries:
            if sheet in seen:
                self._sheet_problem(sheet, line, "duplicate_column")
            elif isinstance(content, List):
                yield from self._sheet(sheet, content)
            elif not (isinstance(content, Text) and content.text is None):
                self._sheet_problem(sheet, line, "wrong_shape")
            seen.add(sheet)

    def _sheet_problem(self, sheet: str, line: int, code: Code) -> None:
        self.problems.append(ImportProblem(self.file, sheet, None, None, code, line=line))

    def _sheet(self, sheet: str, content: List) -> Iterator[RawRow]:
        for number, node in enumerate(content.items, start=1):
            place = Place(self.file, sheet, number, node.line)
            if not isinstance(node, Mapping):
                self.problems.append(place.problem("wrong_shape"))
            elif (row := self._row(place, node)) is not None:
                yield row

    def _row(self, place: Place, node: Mapping) -> RawRow | None:
        lines = {name: line for name, line in _columns(node)}
        place = Place(place.file, place.sheet, place.row, place.line, lines)
        cells: dict[str, Cell] = {}
        for name, _line, content in node.entries:
            if name in cells:
                self.problems.append(place.problem("duplicate_column", name))
                return None
            try:
                cell = _cell(content)
            except NotReadable:
                self.problems.append(place.problem("wrong_shape", name))
                return None
            if cell is not None:
                cells[name] = cell
        return RawRow(place.sheet, place, cells)


def _columns(node: Mapping) -> Iterable[tuple[str, int]]:
    for name, line, content in node.entries:
        yield name, line
        if isinstance(content, Mapping):
            yield from ((inner, at) for inner, at, _ in content.entries)


def _cell(node: Text | List | Mapping) -> Cell | None:
    if not isinstance(node, Mapping):
        return _flat(node)
    cells: dict[str, str | list[str]] = {}
    for name, line, content in node.entries:
        if name in cells:
            raise NotReadable("wrong_shape", line)
        if (cell := _flat(content)) is not None:
            cells[name] = cell
    return cells


def _flat(node: Text | List | Mapping) -> str | list[str] | None:
    if isinstance(node, Text):
        return node.text
    if isinstance(node, List):
        texts = [item.text for item in node.items if isinstance(item, Text) and item.text is not None]
        if len(texts) == len(node.items):
            return texts
    raise NotReadable("wrong_shape", node.line)
