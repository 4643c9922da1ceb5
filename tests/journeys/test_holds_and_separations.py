"""A hold whose time is over holds nothing and asks its owner; a plan that would leave a child behind is refused and says why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from homeward.access.facts import Role
from homeward.pathway import models
from homeward.pathway.actions.holds import hold_place
from homeward.pathway.facts.cases import Stage
from homeward.pathway.facts.holds import HoldDraft, HoldReason
from homeward.pathway.settling import settle
from sending import press
from visits import WAYS, Visit
from walked import CaseAt


@pytest.mark.parametrize(("width", "language"), WAYS)
def test_an_expired_hold(
    somebody: Callable[..., Visit], look: Callable[[Visit], str], case_at: CaseAt, width: int, language: str
) -> None:
    cases, today = case_at(Stage.DEPARTURE_PREPARATION), timezone.localdate()
    draft = HoldDraft(
        HoldReason.DOCUMENTS, "Her passport is awaited.", "The coordinator", today + timedelta(3), today + timedelta(5)
    )
    hold_id = hold_place(cases.coordinator, cases.mother, draft)
    models.Hold.objects.update(placed_at=timezone.now() - timedelta(20), review_on=today - timedelta(3), until=today - timedelta(1))  # fmt: skip # noqa: E501
    settle(cases.ids)

    one = somebody(Role.REPATRIATION_COORDINATOR, purpose="return", width=width, language=language)
    page = one.page
    one.open("/")
    look(one)
    page.click(f"a[href='/cases/{cases.mother}/holds']")  # what is overdue stands first, with one action
    page.wait_for_url("**/holds")
    assert "Her passport is awaited." in look(one)
    assert page.locator(f"#hold-{hold_id} .chip.waiting").count() == 1
    assert not models.Block.objects.filter(case_id=cases.mother, gate="no_hold").exists()  # it holds nothing

    page.click(f"a[href$='/holds/{hold_id}/renew']")
    page.wait_for_url("**/renew")
    look(one)
    page.fill("[name=words]", "Her passport is awaited.")  # in the words of before
    page.fill("[name=authority]", "The coordinator")
    page.fill("[name=review_on]", (today + timedelta(4)).isoformat())
    page.fill("[name=until]", (today + timedelta(9)).isoformat())
    press(one, "main form .button.primary")
    assert (
        page.locator(".notice.blocked").count() == 1 and page.input_value("[name=words]") == "Her passport is awaited."
    )
    page.fill("[name=words]", "The consulate was closed and opens on Sunday.")
    page.click("main form .button.primary")
    page.wait_for_url("**/holds")
    look(one)
    renewed = models.Hold.objects.get(renews_id=hold_id)
    assert models.Block.objects.filter(case_id=cases.mother, gate="no_hold").exists()

    page.click(f"a[href$='/holds/{renewed.id}/end']")
    page.wait_for_url("**/end")
    look(one)
    page.fill("[name=words]", "The passport came today.")
    page.click("main form .button.primary")
    page.wait_for_url("**/holds")
    one.open(f"/cases/{cases.mother}")
    assert "The passport came today." in look(one)
    assert not models.Block.objects.filter(case_id=cases.mother, gate="no_hold").exists()


@pytest.mark.parametrize(("width", "language"), WAYS)
def test_a_refused_separation(
    somebody: Callable[..., Visit], look: Callable[[Visit], str], case_at: CaseAt, width: int, language: str
) -> None:
    cases = case_at(Stage.REGISTERED)
    one = somebody(Role.REPATRIATION_COORDINATOR, purpose="return", width=width, language=language)
    page = one.page
    one.open(f"/cases/{cases.mother}")
    look(one)
    page.click(f"a[href='/cases/{cases.mother}/step/identity_review']")
    page.wait_for_url("**/step/identity_review")
    look(one)
    page.uncheck(f"[name=cases][value='{cases.child}']")
    page.fill("[name=words]", "The bus leaves in an hour, it is urgent.")
    press(one, "main form .button.primary")
    text = look(one)
    assert "Omar Haddad" in page.inner_text(".notice.blocked >> nth=0") + text
    assert page.input_value("[name=words]") == "The bus leaves in an hour, it is urgent."
    assert set(models.Case.objects.values_list("stage", flat=True)) == {Stage.REGISTERED}
    page.check(f"[name=cases][value='{cases.child}']")
    page.click("main form .button.primary")
    page.wait_for_url(f"**/cases/{cases.mother}")
    look(one)
    assert set(models.Case.objects.values_list("stage", flat=True)) == {Stage.IDENTITY_REVIEW}
