"""Guardrail 18: Who does not read the files sees no small number of people, on no page and in no table, and cannot work one out.

How: `registry.rules.counts` holds back counts below five, with those that would give them away, for pages and exports alike.
"""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from django.urls import reverse
from django.utils import timezone
from drafts import person

from homeward.access.facts import Purpose, Role
from homeward.exchange.actions.counts import counts_export
from homeward.registry.actions.persons import person_register
from homeward.registry.facts.values import Sex
from homeward.registry.rules.counts import MINIMUM
from planted import Planted


def test_the_page_of_a_small_site_shows_no_small_number(planted: Planted, signed_in: Any) -> None:
    """Two people of the second site: an analyst of figures is told that there are few, and no more."""
    client = signed_in(Role.COORDINATION_ANALYST, None, Purpose.COORDINATION)
    page = client.get(reverse("site", args=[planted.other]))
    assert page.status_code == 200
    cells = re.findall(r'<td class="number">\s*(\d+)\s*</td>', page.content.decode())
    assert not [cell for cell in cells if int(cell) < MINIMUM]


def test_the_same_page_shows_them_to_whoever_reads_the_files(planted: Planted, signed_in: Any) -> None:
    client = signed_in(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY)
    page = client.get(reverse("site", args=[planted.other]))
    cells = re.findall(r'<td class="number">\s*(\d+)\s*</td>', page.content.decode())
    assert [cell for cell in cells if 0 < int(cell) < MINIMUM]


def test_a_table_of_counts_never_holds_one_whoever_asks(planted: Planted, actor: Any) -> None:
    """Also for an officer who reads every file: what leaves is protected for everybody, however one more person is added."""
    for role, purpose in (
        (Role.IDENTITY_OFFICER, Purpose.IDENTITY),
        (Role.COORDINATION_ANALYST, Purpose.COORDINATION),
    ):
        asker, today = actor(role, None, purpose), timezone.localdate()
        numbers: list[str] = []
        for _ in range(3):  # one after the other
            person_register(planted.officer, person(planted.other, "One More", born="1980", sex=Sex.FEMALE))
            rows = list(csv.reader(io.StringIO(counts_export(actor=asker, day=today).decode("utf-8-sig"))))
            numbers += [cell for row in rows[2:] if (cell := row[rows[1].index("#affected+num")])]
            assert len(rows) > 10
        assert not [number for number in numbers if number and int(number) < MINIMUM]
