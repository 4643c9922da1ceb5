"""The report counts lines, functions and parameters as a reader would."""

from __future__ import annotations

from pathlib import Path

import pytest

import report


@pytest.mark.parametrize(
    ("values", "expected"), [([], 0), ([7], 7), (range(1, 11), 9), (range(1, 101), 90), ([1, 1, 1, 50], 50)]
)
def test_p90_is_the_nearest_rank(values: list[int], expected: int) -> None:
    assert report.p90(values) == expected


def test_functions_count_nested_ones_and_leave_out_self(tmp_path: Path) -> None:
    source = (
        "class A:\n    def f(self, a, /, b, *rest, c=1, **more):\n        def g():\n            ...\n        return g\n"
    )
    (tmp_path / "a.py").write_text(source)
    found = {f.place.split()[1]: (f.lines, f.parameters) for f in report.functions(tmp_path / "a.py", "a.py")}
    assert found == {"f": (4, 3), "g": (2, 0)}


def test_the_table_names_the_longest_first_and_the_wide(tmp_path: Path) -> None:
    (tmp_path / "short.py").write_text("def wide(a, b, c, d, e, f, g): ...\n")
    (tmp_path / "long.py").write_text("x = 1\n" * 30)
    text = report.report(tmp_path)
    assert "2 files, 31 lines" in text
    assert text.index("long.py") < text.index("short.py")
    assert "1 functions take more than 6 parameters" in text
