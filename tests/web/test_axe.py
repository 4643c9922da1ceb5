"""Every page that needs no further address: nothing for axe to find, in four languages, on a desk and on a phone, light and dark."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from sending import press
from visits import DESKTOP, PHONE, MakeVisit

LANGUAGES = [code for code, _ in settings.LANGUAGES]
SHOWN = ("/", "/no-such-page", "/accounts/login/", "/accounts/logout/", "/accounts/password/change/", "/accounts/2fa/")


def addresses() -> list[str]:
    """Every page without a part that varies, and those of the accounts."""
    found = set(SHOWN)
    for entry in get_resolver().url_patterns:
        if isinstance(entry, URLResolver) and str(entry.pattern) == "":
            found |= {f"/{one.pattern}" for one in entry.url_patterns if isinstance(one, URLPattern)}
    return sorted(path for path in found if "<" not in path and path != "/account/elsewhere")


SEEN = [(language, width, dark) for language in LANGUAGES for width, dark in ((DESKTOP, False), (PHONE, True))]
DAILY = {("en", DESKTOP), ("ar", PHONE)}  # both directions and both widths; the others take minutes


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "width", "dark"),
    [pytest.param(*seen, marks=[] if seen[:2] in DAILY else pytest.mark.slow) for seen in SEEN],
)
def test_axe_finds_nothing(visit: MakeVisit, language: str, width: int, dark: bool) -> None:
    one = visit("identity_officer", purpose="identity", language=language, width=width, dark=dark)
    found = {}
    for path in addresses():
        response = one.open(path)
        if response.headers.get("content-type", "").startswith("text/html"):
            assert response.status in (200, 404, 403, 405), path
            assert one.overflow() <= 0, path
            if report := one.violations():
                found[path] = report
    assert found == {}


@pytest.mark.browser
@pytest.mark.parametrize(
    ("role", "language"),
    [("administrator", "ar"), ("data_protection_officer", "en"), ("redress_officer", "ckb"), ("convoy_lead", "kmr")],
)
def test_axe_finds_nothing_where_the_menu_of_a_role_leads(visit: MakeVisit, role: str, language: str) -> None:
    one = visit(role, language=language)
    one.open("/")
    doors = one.page.eval_on_selector_all("nav.nav a", "links => links.map(link => link.getAttribute('href'))")
    assert len(doors) >= 2
    for path in doors:
        assert one.open(path).status == 200, path
        assert one.violations() == "", path


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_before_signing_in(visit: MakeVisit, language: str) -> None:
    one = visit(language=language)
    for path in ("/accounts/login/", "/language", "/help/words", "/nothing"):
        one.open(path)
        assert one.violations() == "", path


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_work_without_scripts(visit: MakeVisit, language: str) -> None:
    one = visit("registration_clerk", language=language, scripts=False)
    one.open("/")
    one.page.locator("header details.menu summary").last.click()
    press(one, "header a[href='/account']")
    assert one.page.url.endswith("/account")
