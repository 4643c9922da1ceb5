"""What must hold of rows that belong together: one head, no more people than a family has, no row twice.

Comes in: rows as checked one by one, by family. Goes out: problems, each for the row that it keeps out.
Never takes one row's answer for another's.
"""

from __future__ import annotations

from typing import Final

from homeward.exchange.facts.fields import Field
from homeward.exchange.facts.problems import Problem, told

LARGEST: Final = 60  # people of one household; above this the column is hardly the household's number


def twice(row: int) -> Problem:
    """That an earlier row of the file has the same reference."""
    return Problem(
        "reference_twice",
        "Row %(row)s has the same individual number.",
        "Correct one of the two, or delete the one that is too many.",
        field=Field.REFERENCE,
        values=told(row=row),
    )


def second_head(row: int) -> Problem:
    """That an earlier row of the family is its head."""
    return Problem(
        "two_heads",
        "Row %(row)s is the head of this household already.",
        "Give one of the two another relationship.",
        field=Field.ROLE,
        values=told(row=row),
    )


def head_registered() -> Problem:
    """That the household is registered and has a head."""
    return Problem(
        "head_registered",
        "This household is registered already and has another head.",
        "Give this person another relationship.",
        field=Field.ROLE,
    )


def too_large(count: int) -> Problem:
    """That a household has more people than any."""
    return Problem(
        "family_large",
        "%(count)s rows have this household number; a household has at most %(largest)s people here.",
        "Is this column really the number of the household?",
        field=Field.HOUSEHOLD,
        values=told(count=count, largest=LARGEST),
    )


def unknown_site() -> Problem:
    """That a word for a place is tied to no site."""
    return Problem(
        "site_unknown",
        "This place is not tied to a site.",
        "Say on the page of the columns which site it is.",
        field=Field.SITE,
    )


def site_out_of_reach() -> Problem:
    """That a row belongs to a site where whoever stages may not import."""
    return Problem(
        "site_out_of_reach",
        "You may not bring people in at the site of this row.",
        "Leave the row to somebody who works there.",
        field=Field.SITE,
    )
