"""A file is brought, its columns looked at, its faulty rows left out, taken in, and taken back as a whole."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from exchange_files import table
from homeward.registry.models import Person
from sending import press
from visits import LONG_WAYS, Visit

SHARED = Path(os.environ.get("HOMEWARD_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
KOBO = SHARED / "data/kobo/camp_registration_export_xmlnames_hxl.xlsx"
HEADS = ["household_no", "individual_no", "full_name", "Rabt", "sex", "birth_date", "nationality", "relationship"]
ROWS = (
    ["N-1", "N-1-1", "رباب خلف نوري", "Rabab", "female", "1988", "Iraq", "head"],
    ["N-1", "N-1-2", "عمر سالم خالد", "Omar", "male", "2019", "Iraq", "son_daughter"],
    ["N-2", "N-2-1", "", "", "female", "1990", "Iraq", "head"],  # no name
    ["N-3", "N-3-1", "Selma Yasîn", "Selma", "female", "somewhen", "Iraq", "head"],  # no date
    ["N-4", "N-4-1", "نور الدين عباس", "Nur", "purple", "1970", "Iraq", "head"],  # no sex
    ["N-5", "N-5-1", "هاشم داود سليم", "Hashim", "male", "3/2/1961", "Syria", "head"],
)
NAMED, FAULTY = 4, 3  # the column whose heading nobody knows; the rows with problems


@pytest.mark.parametrize(("width", "language"), LONG_WAYS)
def test_three_faulty_rows_stay_out_and_the_rest_comes_and_goes_as_a_whole(
    somebody: Callable[..., Visit],
    look: Callable[[Visit], str],
    work: Callable[[], None],
    site: UUID,
    tmp_path: Path,
    width: int,
    language: str,
) -> None:
    file = tmp_path / "invented.csv"
    file.write_bytes(table([HEADS, *ROWS]))
    one = somebody("identity_officer", site, "registration", width=width, language=language)
    page = one.page
    bring(one, file)
    look(one)
    work()
    page.reload()
    look(one)
    assert page.input_value("[name=column-2]") == "name"
    assert page.input_value("[name=column-3]") == ""  # nobody guesses a heading that is not known
    page.select_option("[name=column-3]", "romanised")
    press(one, "form[action$='/columns'] button")
    work()
    page.reload()
    text = look(one)
    assert str(FAULTY) in page.inner_text(".page-head")
    assert "problems.csv" in page.inner_html("main")
    assert "somewhen" not in text  # a problem says where it is, not what stood there
    problems = page.request.get(f"{page.url.split('?')[0]}/problems.csv").text()
    assert len({line.split(",")[2] for line in problems.splitlines()[1:] if line}) >= FAULTY
    assert Person.objects.count() == 0

    press(one, "form[action$='/merge'] button")  # not without saying that the faulty rows stay out
    assert page.locator(".messages").count() == 1
    page.check("[name=leave_faulty]")
    press(one, "form[action$='/merge'] button")
    work()
    page.reload()
    look(one)
    assert page.locator("form[action$='/withdraw']").count() == 1
    assert found(one, "Rabab Khalaf Nuri") == 1 and found(one, "Selma Yasin") == 0

    page.go_back()
    page.go_back()
    page.fill("form[action$='/withdraw'] [name=reason]", "The wrong file was brought.")
    press(one, "form[action$='/withdraw'] button")
    work()
    page.reload()
    look(one)
    assert page.locator("form[action$='/restore']").count() == 1
    assert found(one, "Rabab Khalaf Nuri") == 0


@pytest.mark.parametrize(("width", "language"), LONG_WAYS)
def test_the_file_that_kobo_exports(
    somebody: Callable[..., Visit],
    look: Callable[[Visit], str],
    work: Callable[[], None],
    site: UUID,
    width: int,
    language: str,
) -> None:
    if not KOBO.exists():
        pytest.skip(
            f"The Kobo export is not here: {KOBO.relative_to(SHARED.parent)}. Set HOMEWARD_SHARED to its folder."
        )
    one = somebody("identity_officer", site, "registration", width=width, language=language)
    page = one.page
    bring(one, KOBO)
    work()
    page.reload()
    look(one)
    press(one, "form[action$='/columns'] button")
    work()
    page.reload()
    look(one)
    if page.locator("[name=leave_faulty]").count():
        page.check("[name=leave_faulty]")
    press(one, "form[action$='/merge'] button")
    work()
    page.reload()
    look(one)
    assert page.locator("form[action$='/withdraw']").count() == 1, page.inner_text("main")
    assert Person.objects.count() >= 5
    page.fill("form[action$='/withdraw'] [name=reason]", "It was brought to try it out.")
    press(one, "form[action$='/withdraw'] button")
    work()
    one.open("/persons")
    look(one)
    assert page.locator("tbody tr").count() == 0


def bring(one: Visit, file: Path) -> None:
    """Choose the file and send it."""
    one.open("/imports")
    one.page.set_input_files("[name=file]", file)
    one.page.click("form[enctype] button")
    one.page.wait_for_url("**/imports/*")


def found(one: Visit, text: str) -> int:
    """How many rows a search shows."""
    one.open(f"/persons?q={text}")
    return one.page.locator("tbody tr").count()
