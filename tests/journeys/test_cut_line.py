"""Counting at the bus when the line is cut: a press is kept, said to be so, sent when the line is back, and counted once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from convoyed import ConvoyOf
from homeward.access.facts import Role
from homeward.access.models import Event
from homeward.pathway import models
from homeward.pathway.facts.convoys import PointKind
from homeward.pathway.facts.headcounts import Mark
from visits import PHONE, Visit

UNSENT = "[data-unsent]"


@pytest.fixture
def lead(somebody: Callable[..., Visit], boarding: ConvoyOf) -> Visit:
    """Whoever leads, with the list on the phone."""
    one = somebody(Role.CONVOY_LEAD, width=PHONE)
    one.open(f"/convoys/points/{boarding.point(PointKind.BOARDING)}")
    return one


def _press(one: Visit, nth: int, mark: Mark) -> None:
    one.page.locator(f"button.mark[value={mark.value}][aria-pressed]").nth(nth).click()


def test_a_press_without_a_line_is_kept_and_sent_once(
    lead: Visit, look: Callable[[Visit], str], boarding: ConvoyOf
) -> None:
    page = lead.page
    assert not page.is_visible(UNSENT)
    page.context.set_offline(True)
    _press(lead, 0, Mark.PRESENT)
    page.wait_for_selector(UNSENT, state="visible")
    look(lead)  # what is said fits the phone, and is read aloud
    _press(lead, 1, Mark.ABSENT)
    _press(lead, 1, Mark.PRESENT)  # they came after all: the last word about each counts
    assert not models.Marked.objects.exists()
    assert "0 of 2 counted" in page.inner_text("body")
    page.context.set_offline(False)
    page.wait_for_selector("text=2 of 2 counted")
    page.wait_for_selector(UNSENT, state="hidden")
    assert set(models.Marked.objects.values_list("mark", flat=True)) == {Mark.PRESENT}
    assert models.Marked.objects.count() == 2
    assert models.Count.objects.count() == 1
    assert Event.objects.filter(what="convoy.mark").count() == 2


def test_a_press_whose_answer_was_lost_counts_once(lead: Visit) -> None:
    page, sent = lead.page, []

    def lose(route: object, request: object) -> None:
        """Let the press through, and lose the answer on its way back: the first time."""
        sent.append(request)
        if len(sent) > 1:
            route.continue_()
            return
        route.fetch()
        route.abort("connectionreset")

    page.route("**/mark", lose)
    _press(lead, 0, Mark.PRESENT)
    page.wait_for_selector(UNSENT, state="visible")
    page.wait_for_selector("text=1 of 2 counted")  # sent again by itself
    page.wait_for_selector(UNSENT, state="hidden")
    assert len(sent) == 2
    assert models.Marked.objects.count() == 1
    assert Event.objects.filter(what="convoy.mark").count() == 1
