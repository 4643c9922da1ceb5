"""The page of the lawful steps says what the table of the rules says, line by line."""

from __future__ import annotations

from pathlib import Path

from homeward.review.facts.candidates import Outcome
from homeward.review.facts.steps import Lawful
from homeward.review.rules.decisions import BLIND_SHARE, DAYS, STEPS

PAGE = Path(__file__).resolve().parents[2] / "docs/reference/steps-of-a-candidate.md"


def line(step: Lawful) -> str:
    """A line of the table as the page has it."""
    outcomes = ", ".join(one.value for one in Outcome if step.outcomes is None or one in step.outcomes)
    told = "any" if step.outcomes is None or len(step.outcomes) == len(Outcome) else outcomes
    strong = {None: "any", True: "strong", False: "less strong"}[step.strong]
    asks = ", ".join(one.value.replace("_", " ") for one in step.asks) or "–"
    standing = ", ".join(sorted(one.value for one in step.standing))
    why = step.why.value.replace("_", " ") if step.why else "–"
    cells = (
        step.act.value.replace("_", " "),
        standing,
        told,
        strong,
        asks,
        step.to.value,
        why,
        "yes" if step.anew else "no",
    )
    return f"| {' | '.join(cells)} |"


def test_every_line_stands_on_the_page_and_no_other() -> None:
    rows = [row for row in PAGE.read_text("utf-8").splitlines() if row.startswith("| ") and row.count("|") == 9]
    assert rows[1:] == [line(step) for step in STEPS], "write them anew:\n" + "\n".join(map(line, STEPS))


def test_the_page_says_how_long_a_finding_holds_and_how_many_are_looked_at_again() -> None:
    text = PAGE.read_text("utf-8")
    for outcome, days in DAYS.items():
        assert f"| {outcome.value} | {days} |" in text
    assert f"{BLIND_SHARE:.0%}".replace("%", " %") in text
