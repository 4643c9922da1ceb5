"""One person was registered twice: the pair is found, compared, merged with a reason, and parted again without loss."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from drafts import person

from actors import MakeActor
from homeward.registry.actions.persons import person_register
from homeward.registry.facts.values import Sex
from sending import press
from visits import LONG_WAYS, Visit

ARABIC, LATIN = "عبد الرحمن خلف إسماعيل الجبوري", "Abdulrahman Khalaf Ismail al-Jubouri"


@pytest.mark.parametrize(("width", "language"), LONG_WAYS)
def test_found_compared_merged_and_parted(
    somebody: Callable[..., Visit],
    look: Callable[[Visit], str],
    work: Callable[[], None],
    actor: MakeActor,
    site: UUID,
    width: int,
    language: str,
) -> None:
    clerk = actor("registration_clerk", site)
    first = person_register(clerk, person(site, ARABIC, born="1986", sex=Sex.MALE, passport="A1234567"))
    again = person_register(clerk, person(site, LATIN, born="1986-07-01", sex=Sex.MALE))
    one = somebody("identity_officer", None, "identity", width=width, language=language)
    page = one.page
    one.open("/duplicates")
    look(one)
    page.click("form[action='/duplicates/search'] button")
    page.wait_for_url("**/work/*")
    look(one)
    work()
    one.open("/duplicates")
    look(one)
    assert page.locator("tbody tr").count() == 1
    page.click("tbody th a")
    page.wait_for_url("**/duplicates/*")
    text = look(one)
    assert ARABIC in text and LATIN in text
    assert page.locator("[name=finding]:checked, [name=kept]:checked").count() == 0  # nothing is preselected

    page.check("[name=finding][value=same]")
    page.fill("[name=reason]", "The same passport, and the same mother.")
    decide = "form:has([name=left_version]) button"
    press(one, decide)
    look(one)
    assert page.locator(".wrong [name=kept]").count() == 2  # which record is kept is asked, not guessed
    assert page.input_value("[name=reason]").startswith("The same passport")
    left = str(first) in page.locator(".page-head a").first.get_attribute("href")
    page.check(f"[name=kept][value={'left' if left else 'right'}]")
    page.click(decide)
    page.wait_for_url(f"**/persons/{first}")
    text = look(one)
    assert ARABIC in text and LATIN in text
    one.open(f"/persons/{again}")
    look(one)
    assert page.locator(f"main a[href='/persons/{first}']").count()

    one.open(f"/persons/{first}")
    press(one, "a[href$='/part']")
    look(one)
    press(one, "form:has([name=reason]) button")
    look(one)
    assert page.locator("#reason_error").count() == 1  # not without words
    page.fill("[name=reason]", "Two cousins who share a name.")
    page.click("form:has([name=reason]) button")
    page.wait_for_url(f"**/persons/{first}")
    look(one)
    one.open("/persons?q=Abdulrahman Khalaf")
    assert page.locator("tbody tr").count() == 2
