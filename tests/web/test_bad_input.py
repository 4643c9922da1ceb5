"""The ten worst things to type, to send and to bring: each is answered with a sentence or taken as it was written, never with a fault.

A name may be anything that somebody is called; what is kept of it holds no marks that turn its direction, and what is shown is escaped.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils.html import escape

from exchange_files import workbook
from homeward.access.facts import Purpose, Role
from homeward.registry.models import Person
from homeward.registry.selectors.search import persons_search
from planted import Planted

DIRECTIONS = "".join(map(chr, (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))))
SCRIPT = "<script>alert('x')</script><img src=x onerror=alert(1)>"
WORST = {
    "five thousand characters": "س" * 5_000,
    "every mark of direction": f"Sal{DIRECTIONS}ma",
    "a null byte": "Sal\x00ma",
    "a script": f"Salma {SCRIPT}",
    "a statement": "Salma'); DROP TABLE registry_person; --",
    "a template": "Salma {{ request.user.password }}{% debug %}",
    "emoji and joined signs": "Salma 👩‍👧‍👦 \U0001f1ee\U0001f1f6",
    "combining marks": "S" + "\u0301" * 400 + "alma",
    "a lone surrogate as bytes": "Salma \udcff".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "line breaks and controls": "Sal\r\nSet-Cookie: x=1\x1b[31mma",
    "only marks": DIRECTIONS,
    "a formula": '=HYPERLINK("http://x")',
}
LEFT = {
    "sex": "not_asked",
    "born": "not_asked",
    "nationality": "not_asked",
    "father": "declined",
    "mother": "unknown",
    "paper": "unknown",
}
FAULT = re.compile(r"Traceback|Exception|Error at /|<code>django|File \"/", re.IGNORECASE)


@pytest.fixture
def officer(planted: Planted, signed_in: Any) -> Client:
    client = signed_in(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY)
    client.raise_request_exception = False
    return client


def form(planted: Planted, **typed: str) -> dict[str, str]:
    """The registration form of one person."""
    given = {f"person-0-{question}_state": reason for question, reason in LEFT.items()}
    given |= {"person-TOTAL_FORMS": "1", "person-INITIAL_FORMS": "0", "place-site": str(planted.site)}
    return given | {"person-0-role": "head", "person-0-name": "Salma", "confirmed": "1"} | typed


def calm(answer: Any, *more: int) -> str:
    """An answer that is no fault; its text."""
    text = b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()
    assert answer.status_code in (200, 302, 400, 404, *more), answer.status_code
    assert not FAULT.search(text)
    return text


@pytest.mark.parametrize("worst", WORST.values(), ids=WORST)
def test_a_name(planted: Planted, officer: Client, worst: str) -> None:
    """It is registered as somebody's name, clean, or shown again with a sentence."""
    before = Person.objects.count()
    answer = officer.post("/persons/register", form(planted, **{"person-0-name": worst}))
    text = calm(answer)
    assert "<script>alert" not in text
    if answer.status_code == 302:
        shown = officer.get(answer["Location"]).content.decode()
        assert "<script>alert" not in shown and "onerror=alert(1)>" not in shown
        assert not set(shown) & set(DIRECTIONS + "\x00\x1b")
        assert Person.objects.count() == before + 1
    else:
        assert answer.status_code == 400 and 'class="error"' in text
        assert Person.objects.count() == before


@pytest.mark.parametrize("worst", WORST.values(), ids=WORST)
def test_every_text_field_of_every_form_of_a_file(planted: Planted, officer: Client, worst: str) -> None:
    """Claims of all kinds, a request, a movement, a place: posted with the worst in each field."""
    person = planted.ids["person_id"]
    pages = [
        reverse("claim", args=[person, kind])
        for kind in ("name", "birth", "parent", "document", "contact", "nationality")
    ]
    pages += [reverse(name, args=[person]) for name in ("request_new", "movement")]
    pages += [reverse("request", args=[planted.ids["request_id"]]), reverse("duplicate", args=[planted.ids["pair_id"]])]
    fields = ("text", "born", "name", "number", "words", "asked_by", "note", "section", "tent", "place", "of_whom", "reason",
              "name_on_it", "day", "site", "what", "claim", "kind", "outcome", "version", "finding", "left_version")  # fmt: skip
    chosen = {"state": "known", "source": "person", "name_kind": "full", "role": "mother", "document_kind": "passport"}
    for page in pages:
        text = calm(officer.post(page, dict.fromkeys(fields, worst) | chosen), 409)
        assert "<script>alert" not in text, page
        calm(officer.post(page, dict.fromkeys(fields, worst) | dict.fromkeys(chosen, worst)), 409)
    shown = calm(officer.get(reverse("person", args=[person])))
    assert "<script>alert" not in shown and not set(shown) & set(DIRECTIONS + "\x00")


@pytest.mark.parametrize("worst", WORST.values(), ids=WORST)
def test_a_search(planted: Planted, officer: Client, worst: str) -> None:
    for page in ("/persons", "/sites", "/households", "/trail", "/duplicates", "/imports"):
        text = calm(officer.get(page, {"q": worst, "person": worst, "site": worst}), 403)
        assert "<script>alert" not in text, page
    persons_search(planted.officer, worst)


WRONG = ("abc", "-1", "99999999999999999999", "", "[]", "\x00")
MORE_WRONG = ("0", "1e9", "null", "2026-99-99", "0000-00-00", "٣", "%00", "' OR 1=1")


@pytest.mark.parametrize("wrong", [*WRONG, *(pytest.param(wrong, marks=pytest.mark.slow) for wrong in MORE_WRONG)])
def test_what_stands_in_an_address(planted: Planted, officer: Client, wrong: str) -> None:
    """Pages, days, sites, cursors of a wrong kind: the page as without them, or a sentence."""
    names = (
        "page",
        "site",
        "on",
        "since",
        "until",
        "before",
        "person",
        "kind",
        "purpose",
        "show",
        "rows",
        "replaces",
        "language",
        "next",
    )
    for entry in get_resolver().url_patterns:
        for one in getattr(entry, "url_patterns", []) if str(entry.pattern) == "" else []:
            address = reverse(one.name, kwargs=planted.arguments(one))
            answer = officer.get(address, dict.fromkeys(names, wrong))
            assert answer.status_code in (200, 302, 400, 403, 404, 405, 409), (one.name, answer.status_code)
            if answer.status_code == 302:
                assert answer["Location"].startswith("/"), one.name


def test_ten_megabytes_in_one_field(planted: Planted, officer: Client) -> None:
    answer = officer.post("/persons/register", form(planted, **{"person-0-name": "x" * 10_000_000}))
    assert answer.status_code in (400, 413)
    assert not FAULT.search(answer.content.decode())


def test_more_fields_than_a_form_has(planted: Planted, officer: Client) -> None:
    answer = officer.post("/persons/register", form(planted) | {f"f{n}": "x" for n in range(5_000)})
    assert answer.status_code == 400
    answer = officer.post("/persons/register", form(planted, **{"person-TOTAL_FORMS": "99999"}))
    calm(answer)


@pytest.mark.parametrize("host", ["evil.example", "localhost:8400@evil", "[::1"])
def test_another_host(officer: Client, host: str) -> None:
    assert officer.get("/", headers={"host": host}).status_code == 400


def bomb() -> bytes:
    """A small archive that says it is a workbook and holds half a gigabyte of spaces."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(500):
                sheet.write(b" " * 1_000_000)
    return kept.getvalue()


FILES = {
    "a PDF that says it is a workbook": ("list.xlsx", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"),
    "a bomb": ("list.xlsx", None),
    "an empty file": ("list.csv", b""),
    "nothing but a null": ("list.csv", b"\x00" * 2_000),
    "a program": ("list.csv", b"\x7fELF" + bytes(range(256)) * 8),
    "a workbook cut in two": ("list.xlsx", workbook({"a": [["name"], ["x"]]})[:900]),
    "an unknown ending": ("list.exe", b"MZ"),
    "JSON of nothing": ("list.json", b"[[[[[[[[[["),
    "deep JSON": ("list.json", b"[" * 100_000),
    "one line of five megabytes": ("list.csv", b"name\n" + b"x" * 5_000_000),
    "a path for a name": ("../../../etc/passwd.csv", b"name\nSalma\n"),
    "entities": ("list.xml", b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file(planted: Planted, officer: Client, name: str) -> None:
    """Turned down with a sentence at its field, or read as the rows it has; never opened by what it says it is."""
    called, content = FILES[name]
    sent = SimpleUploadedFile(called, bomb() if content is None else content)
    answer = officer.post("/imports", {"site": str(planted.site), "file": sent})
    text = calm(answer)
    if answer.status_code == 302:
        assert name in ("a path for a name", "one line of five megabytes", "nothing but a null", "a program")
        assert "../" not in calm(officer.get(answer["Location"]))
    else:
        assert answer.status_code == 400 and 'class="error"' in text
        assert escape(called) not in text or "/" not in called
