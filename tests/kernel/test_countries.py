"""Country words: tables of spellings, and the whole of ISO 3166 as pycountry publishes it."""

from __future__ import annotations

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.kernel.countries import _codes, country_code, states_no_country

SPELLINGS = {
    "sy": [
        "SY",
        "syr",
        "Syria",
        "Syrian Arab Republic",
        "syrian",
        "سوريا",
        "سورية",
        "سوري",
        "الجمهورية العربية السورية",
    ],
    "iq": [
        "IQ",
        "IRQ",
        "Iraq",
        "Republic of Iraq",
        "Iraqi",
        "Irak",
        "العراق",
        "عراق",
        "عراقي",
        "عراقية",
        "جُمهوريّة العِراق",
    ],
    "tr": ["Türkiye", "Turkey", "TURKIYE", "Turkish", "تركيا", "ترکیا"],
    "kp": ["Korea, North", "Democratic People's Republic of Korea", "Democratic People’s Republic of Korea", "DPRK"],
    "kr": ["Korea, South", "Korea, Republic of", "Republic of Korea"],
    "cd": ["Congo, Democratic Republic of the", "Democratic Republic of the Congo", "DRC", "Zaire"],
    "cg": ["Congo, Republic of the", "Congo"],
    "mm": ["Burma", "Myanmar", "Burmese"],
    "ps": ["Palestinian", "State of Palestine", "Palestine, State of", "West Bank", "فلسطينية"],
    "ir": ["Iran (Islamic Republic of)", "Iran, Islamic Republic of", "IRAN", "إيران", "ايرانية"],
    "gb": ["UK", "U.K.", "United Kingdom of Great Britain and Northern Ireland", "British", "Scottish"],
    "ci": ["Côte d'Ivoire", "Cote d Ivoire", "Côte d’Ivoire", "Ivory Coast"],
    "vg": ["Virgin Islands, British", "British Virgin Islands"],
    "gm": ["The Gambia", "Gambia, The", "Gambian"],
    "bs": ["Bahamas, The"],
    "fr": ["French", "France", "فرنسا", "فرنسية"],
    "ru": ["Russian", "Russian Federation", "روسيا الاتحادية", "الروسية"],
    "uz": ["Uzbek", "Uzbekistan", "أوزبكستان"],
    "tn": ["Tunisian", "تونس", "تونسية"],
    "ng": ["Nigerian"],
    "ne": ["Nigerien"],
    "ss": ["South Sudanese", "جنوب السودان"],
    "xk": ["Kosovo", "XKX", "kosovar"],
    "su": ["Soviet Union", "former Soviet Union", "suhh", "USSR", "su"],
    "yu": ["Yugoslavia", "yucs", "YU"],
    "cs": ["csxx", "Serbia and Montenegro"],
    "no": ["NO", "Norwegian"],
    "ad": ["AND", "Andorra"],
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in SPELLINGS.items() for text in texts])
def test_spellings(code: str, text: str) -> None:
    assert country_code(text) == code
    assert not states_no_country(text)


@pytest.mark.parametrize("text", ["", " ", "na", "N/A", "Unknown", "stateless", "غير معروف", "بدون جنسية", "XXA", "-"])
def test_no_country_is_said(text: str) -> None:
    assert country_code(text) is None
    assert states_no_country(text)


@pytest.mark.parametrize("text", ["Congolese", "Korean", "Turkmen", "Dominican", "Kurdish", "Atlantis", "q9", "كردي"])
def test_what_fits_two_countries_or_none_is_not_guessed(text: str) -> None:
    assert country_code(text) is None
    assert not states_no_country(text)


def test_every_country_of_iso_3166_by_every_name_it_has() -> None:
    fields = ("alpha_2", "alpha_3", "name", "official_name", "common_name")
    wrong = [
        (country.alpha_2, text)
        for country in pycountry.countries
        for text in (getattr(country, field, None) for field in fields)
        if text and country_code(text) != country.alpha_2.lower()
    ]
    assert wrong == [("NA", "NA")], "only the code of Namibia is not read: lists write 'na' for 'not applicable'"


def test_the_table_gives_no_key_to_two_countries() -> None:
    assert len(set(_codes().values())) == 249 + 5  # ISO 3166 and su, yu, cs, dd, xk


@given(st.text(max_size=60))
def test_any_text_is_a_code_or_none(text: str) -> None:
    code = country_code(text)
    assert code is None or (len(code) == 2 and code.isascii() and code.islower())
    assert not (code and states_no_country(text))
