"""The pages of lists: bringing, health in words, what changed, columns, restricted lists, settings; each refusal at its field."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from exchange_files import work
from homeward.access.facts import Actor, Role
from homeward.lists.actions.lists import ListDraft, list_make
from homeward.lists.facts.lists import EditionState, ListKind
from homeward.lists.selectors.editions import editions_of
from homeward.lists.selectors.lists import list_file, lists_of
from shelves import a_list, bring, new_edition, simple_csv

LOGIN = b"<!DOCTYPE html><html><body>Log in</body></html>"
MEN = [("X-1", "Kasimov, Invented Timur", "1986"), ("X-2", "مخترع الأنصاري", "1990-03-04"), ("X-3", "Neverborn, Adam")]
WHY = "The publisher removed them all on one day; its press release says so."
TABLE = "Ref,Full name,Father name,Born,Nationality\n1,Invented Person,Said,1970,Syrian\n2,Other Invented,,1980,Iraqi\n"


@pytest.fixture
def analyst(actor: Any) -> Actor:
    return actor(Role.SCREENING_ANALYST)


@pytest.fixture
def client(signed_in: Any) -> Any:
    return signed_in(Role.SCREENING_ANALYST)


def at(name: str, *args: Any) -> str:
    return reverse(name, args=args)


def text(answer: Any) -> str:
    return answer.content.decode()


def file(content: bytes, name: str = "invented.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_known_list_is_made_with_one_click(client: Any, analyst: Actor) -> None:
    assert "No list is kept here yet." in text(client.get(at("lists")))
    answer = client.post(at("list_bring"), {"file": file(simple_csv(MEN, list_id="interpol_yellow_notices"))})
    assert answer["Location"] == at("list", "interpol-yellow-opensanctions")
    assert "an edition is being laid out" in text(client.get(at("lists")))
    work()
    shown = text(client.get(at("lists")))
    assert "All lists are in order." in shown
    assert "missing people and children" in shown


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (LOGIN, "web page"),
        (TABLE.encode(), "Make the list first"),
        (simple_csv(MEN), "which list it is cannot be told"),
    ],
)
def test_what_is_no_known_list_is_said_at_the_field(client: Any, analyst: Actor, content: bytes, said: str) -> None:
    answer = client.post(at("list_bring"), {"file": file(content)})
    assert answer.status_code == 400
    assert said in text(answer)
    assert lists_of(analyst) == ()
    assert client.post(at("list_bring"), {}).status_code == 400


def test_a_list_that_is_not_in_order_says_so_and_what_to_do(client: Any, analyst: Actor) -> None:
    a_list(analyst, MEN)
    assert "may be shown as “not found in this edition”" in text(client.get(at("list", "test-list")))
    answer = client.post(at("list", "test-list"), {"file": file(LOGIN)})
    assert answer.status_code == 400
    assert (
        text(answer).count("is a web page, not a list") == 4
    )  # above the form and at the field, in the notice, among the attempts
    for page in (at("lists"), at("list", "test-list")):
        assert "not shown as “not found”" in text(client.get(page))
    assert "the last attempt failed" in text(client.get(at("lists")))


def test_an_edition_that_waits_is_decided_about(client: Any, analyst: Actor) -> None:
    many = [(f"X-{n}", f"Invented Number{n}") for n in range(20)]
    a_list(analyst, many)
    answer = client.post(at("list", "test-list"), {"file": file(simple_csv(many[:10]), "test-list.csv")})
    (waiting, _) = editions_of(analyst, "test-list")
    page = at("list_edition", waiting.id)
    assert answer["Location"] == page
    assert "One edition of a list waits for somebody to look." in text(client.get(at("my_work")))
    shown = text(client.get(page))
    assert "The new edition lost many entries" in shown
    assert "Accept it" in shown
    answer = client.post(page, {"decision": "accept", "why": "yes"})
    assert answer.status_code == 400
    assert "Say in a sentence why" in text(answer)
    assert client.post(page, {"decision": "perhaps", "why": WHY}).status_code == 404
    assert client.post(page, {"decision": "accept", "why": WHY})["Location"] == at("list", "test-list")
    work()
    found = list_file(analyst, "test-list").current
    assert found
    assert (found.id, found.state) == (waiting.id, EditionState.CURRENT)
    shown = text(client.get(page))
    assert WHY.split(";")[0] in shown
    assert "Accept it" not in shown
    assert client.post(page, {"decision": "refuse", "why": WHY}).status_code == 409


def test_what_changed_names_its_entries_and_fields(client: Any, analyst: Actor) -> None:
    a_list(analyst, [*MEN, *((f"Y-{n:02}", f"Invented Number{n}") for n in range(40))])
    second = [
        ("X-1", "Kasimov, Invented Timur", "1987"),
        MEN[1],
        *((f"Y-{n:02}", f"Invented Number{n}", "1990") for n in range(40)),
    ]
    new = new_edition(analyst, "test-list", second).edition
    assert new
    page = at("list_changes", new.id)
    shown = text(client.get(page))
    assert "0 added, 41 amended, 1 removed; 1 stayed as they were." in shown
    assert "births" in shown
    assert "1–25 of 41" in shown
    assert "Y-39" in text(client.get(page + "?show=amended&page=2"))
    removed = text(client.get(page + "?show=removed"))
    assert "Neverborn, Adam" in removed
    first = editions_of(analyst, "test-list")[1]
    assert "no other edition" in text(client.get(at("list_changes", first.id)))
    assert "1 added" in text(client.get(at("list_changes", first.id) + f"?against={new.id}"))
    assert "hold nobody else" in shown


def test_what_is_no_person_is_counted_and_not_compared(client: Any, analyst: Actor) -> None:
    a_list(analyst, MEN)
    firm = b"O-1,Invented Ltd,,,,,Organization,test-list,,\r\n"
    bring(analyst, "test-list", simple_csv([*MEN, ("X-9", "Newly, Invented")]) + firm)
    work()
    new = editions_of(analyst, "test-list")[0]
    shown = text(client.get(at("list_changes", new.id)))
    assert "1 added, 0 amended, 0 removed" in shown
    assert "read and counted: 0 before, 1 now" in shown
    assert "Invented Ltd" not in shown


def test_a_table_is_mapped_on_its_page(client: Any, analyst: Actor) -> None:
    list_make(actor=analyst, draft=ListDraft("national", "An invented national list"))
    answer = client.post(at("list", "national"), {"file": file(TABLE.encode())})
    (waiting,) = editions_of(analyst, "national")
    page = at("list_columns", waiting.id)
    assert answer["Location"] == page
    shown = text(client.get(page))  # the headings are understood
    assert "Invented Person" in shown
    assert "Syria" in shown
    chosen = {"column-0": "id", "column-1": "name", "column-2": "mother", "column-3": "birth_date", "column-4": ""}
    looked = text(client.post(page, chosen | {"act": "look"}))
    assert "Syria" not in looked.split("The first rows as they are read")[1]
    assert not list_file(analyst, "national").mapped
    assert client.post(page, {"column-0": "id", "act": "read"}).status_code == 400
    assert client.post(page, chosen | {"act": "read"})["Location"] == at("list", "national")
    work()
    found = list_file(analyst, "national")
    assert found.mapped
    assert found.health.good
    assert found.current
    assert found.current.individuals == 2


def test_nobody_else_sees_what_a_restricted_list_is(client: Any, analyst: Actor, signed_in: Any) -> None:
    shelf = a_list(
        analyst,
        MEN,
        list_id="secret",
        title="Invented partner",
        restricted=True,
        roles=frozenset({Role.SCREENING_ANALYST}),
    )
    assert shelf.current
    assert "Invented partner" in text(client.get(at("lists")))
    other = signed_in(Role.SECOND_REVIEWER)
    shown = text(other.get(at("lists")))
    assert "One more list" in shown
    assert "Invented partner" not in shown
    assert "secret" not in shown
    for name, key in (("list", "secret"), ("list_edition", shelf.current.id), ("list_changes", shelf.current.id)):
        assert other.get(at(name, key)).status_code == 404


def test_a_list_of_ones_own_is_made_and_changed(client: Any, analyst: Actor) -> None:
    said = {
        "title": "Invented", "list_id": "own", "desk": "tracing", "kind": "documents", "stale_after_days": "9",
        "originator": "Somebody", "caveat": "Ask first.", "url": "",
    }  # fmt: skip
    for wrong, where in (
        ({"list_id": "Not Good"}, "small Latin letters"),
        ({"list_id": "new"}, "small Latin letters"),
        ({"url": "http://lists.invalid/x"}, "begins with https"),
        ({"restricted": "on", "roles": "auditor"}, "your own among them"),
        ({"stale_after_days": "0"}, "1"),
        ({"title": " "}, ""),
    ):
        answer = client.post(at("list_new"), said | wrong)
        assert answer.status_code == 400, wrong
        assert where in text(answer)
    assert client.post(at("list_new"), said)["Location"] == at("list", "own")
    found = list_file(analyst, "own")
    assert (found.desk.value, found.kind, found.stale_after_days, found.caveat) == (
        "tracing",
        ListKind.DOCUMENTS,
        9,
        "Ask first.",
    )
    assert "There is a list of that short name already" in text(client.post(at("list_new"), said))
    assert 'value="9"' in text(client.get(at("list_settings", "own")))
    changed = {"title": "Other", "stale_after_days": "30", "restricted": "on", "roles": "screening_analyst"}
    assert client.post(at("list_settings", "own"), changed)["Location"] == at("list", "own")
    assert list_file(analyst, "own").restricted
    answer = client.post(at("list_settings", "own"), {"title": "Other", "stale_after_days": "30"})
    assert answer.status_code == 400
    assert "stays restricted" in text(answer)
    client.post(at("list_end", "own"))
    assert list_file(analyst, "own").withdrawn_at
    assert lists_of(analyst) == ()
    assert "Out of use" in text(client.get(at("lists")))
    assert "Take it into use again" in text(client.get(at("list", "own")))
    assert client.post(at("list", "own"), {"file": file(b"number\n1\n")}).status_code == 400
    client.post(at("list_again", "own"))
    assert [one.list_id for one in lists_of(analyst)] == ["own"]


def test_fetching_needs_an_address(client: Any, analyst: Actor) -> None:
    a_list(analyst, MEN)
    shown = client.post(at("list_fetch", "test-list"), follow=True)
    assert "no address" in text(shown)
    assert client.post(at("list_known", "nothing-such")).status_code == 404
    assert client.post(at("list_known", "un"))["Location"] == at("list", "un")
    assert list_file(analyst, "un").url.startswith("https://")


def test_who_may_only_look_cannot_bring(signed_in: Any, analyst: Actor) -> None:
    shelf = a_list(analyst, MEN)
    assert shelf.current
    reviewer = signed_in(Role.SECOND_REVIEWER)
    shown = text(reviewer.get(at("list", "test-list")))
    assert 'type="file"' not in shown
    assert reviewer.post(at("list", "test-list"), {"file": file(simple_csv(MEN[:1]))}).status_code == 403
    assert reviewer.post(at("list_edition", shelf.current.id), {"decision": "refuse", "why": WHY}).status_code == 403
    for name in ("list_settings", "list_new", "list_bring"):
        assert reviewer.get(at(name, *(["test-list"] if name == "list_settings" else []))).status_code == 403
    assert signed_in(Role.REGISTRATION_CLERK).get(at("lists")).status_code == 403


def test_papers_are_counted_as_papers(client: Any, analyst: Actor) -> None:
    list_make(actor=analyst, draft=ListDraft("papers", "Invented papers", kind=ListKind.DOCUMENTS))
    bring(analyst, "papers", b"number,kind,country\nA7654321,passport,sy\n")
    work()
    assert "stolen and lost papers" in text(client.get(at("lists")))
    (edition,) = editions_of(analyst, "papers")
    assert "An edition with 1 papers" in text(client.get(at("list_edition", edition.id)))
    assert client.get(at("list_changes", edition.id)).status_code == 200
