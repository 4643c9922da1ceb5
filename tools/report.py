"""How large the rooms are: longest files and functions, their 90th percentiles, and functions with many parameters.

Comes in: the files under `src/`, migrations aside, which are generated. Goes out: a short table, for taste to decide; it never
fails a build.
The marks are the house's: files p90 at most 250 lines, functions p90 at most 25, at most 6 parameters.
Run: `python tools/report.py [FOLDER]`.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHOWN = 10
FILE_MARK, FUNCTION_MARK, PARAMETER_MARK = 250, 25, 6


@dataclass(frozen=True, slots=True)
class Function:
    """One function: where it stands, how many lines it takes (decorators left out) and how many parameters."""

    place: str
    lines: int
    parameters: int


def functions(path: Path, name: str) -> Iterator[Function]:
    """Every function and method of a file, nested ones too; `self` and `cls` are not parameters."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            named = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            parameters = sum(argument.arg not in ("self", "cls") for argument in named)
            yield Function(
                f"{name}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1, parameters
            )


def p90(values: Sequence[int]) -> int:
    """The 90th percentile, by nearest rank; 0 for no values."""
    return sorted(values)[ceil(0.9 * len(values)) - 1] if values else 0


def report(folder: Path) -> str:
    """The table for all Python files under a folder."""
    paths = sorted(path for path in folder.rglob("*.py") if path.parent.name != "migrations")
    names = {path: path.relative_to(folder.parent).as_posix() for path in paths}
    sizes = sorted(((len(path.read_text("utf-8").splitlines()), names[path]) for path in paths), reverse=True)
    found = sorted((f for path in paths for f in functions(path, names[path])), key=lambda f: -f.lines)
    wide = sorted((f for f in found if f.parameters > PARAMETER_MARK), key=lambda f: -f.parameters)
    total, size = sum(n for n, _ in sizes), p90([n for n, _ in sizes])
    lines = [f"{len(sizes)} files, {total} lines: p90 {size} (mark {FILE_MARK}); longest"]
    lines += [f"  {n:4} {name}" for n, name in sizes[:SHOWN]]
    lines += [f"{len(found)} functions: p90 {p90([f.lines for f in found])} lines (mark {FUNCTION_MARK}); longest"]
    lines += [f"  {f.lines:4} {f.place}" for f in found[:SHOWN]]
    lines += [f"{len(wide)} functions take more than {PARAMETER_MARK} parameters" + ("; widest" if wide else "")]
    return "\n".join(lines + [f"  {f.parameters:4} {f.place}" for f in wide[:SHOWN]])


if __name__ == "__main__":
    print(report(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "src"))
