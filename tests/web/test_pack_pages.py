"""The pages of destination packs, of a case's way through one, of services and of places: what they say, what they keep, who sees what."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
import yaml
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from homes import site
from homeward.access.facts import Purpose, Role
from homeward.pathway import models
from homeward.pathway.actions.needs import need_record
from homeward.pathway.facts.cases import Stage
from homeward.pathway.facts.needs import NeedDraft, NeedSource
from homeward.pathway.facts.packs import ItemKind
from homeward.pathway.facts.services import ServiceKind
from homeward.pathway.rules.milestones import offered
from homeward.pathway.selectors.milestones import journey_of
from homeward.pathway.shipped import shipped
from homeward.web.packs_words import PACKS, PACKS_BECAUSE
from homeward.web.pathway_sentences import ALL_BECAUSE
from pack_drafts import good
from walked import CaseAt, CaseOf

WORDS = "They asked us to come in spring, all of us."


def at(name: str, *given: Any) -> str:
    return reverse(name, args=given)


def text_of(answer: Any) -> str:
    return answer.content.decode()  # type: ignore[no-any-return]


def today(days: int = 0) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.fixture
def coordinator(signed_in: Any) -> Client:
    made: Client = signed_in(Role.REPATRIATION_COORDINATOR, None, Purpose.RETURN)
    return made


@pytest.fixture
def worker(signed_in: Any) -> Client:
    made: Client = signed_in(Role.REINTEGRATION_WORKER, None, Purpose.REINTEGRATION)
    return made


def file_of(**more: Any) -> BytesIO:
    content = BytesIO(yaml.safe_dump(good() | more, allow_unicode=True).encode())
    content.name = "small.yaml"
    return content


def test_every_code_has_its_word() -> None:
    for kind, words in PACKS.items():
        assert set(words) == set(kind), kind
    assert set(PACKS_BECAUSE) <= set(ALL_BECAUSE)


def test_packs_are_listed_and_one_is_read(coordinator: Client, signed_in: Any) -> None:
    listed = text_of(coordinator.get(at("packs")))
    assert "Iraq" in listed and "An invented third country" in listed and "Check and load it" in listed
    text = text_of(coordinator.get(at("pack", "iraq", 1)))
    for said in (
        "Security vetting",
        "within 30 days",
        "A denunciation of a relative is asked for",
        "90 days",
        "Friday",
    ):
        assert said in text
    assert coordinator.get(at("pack", "iraq", 7)).status_code == 404
    auditor = signed_in(Role.AUDITOR)
    assert "Check and load it" not in text_of(auditor.get(at("packs")))
    assert auditor.post(at("packs"), {"file": file_of()}).status_code == 403


def test_a_file_is_loaded_and_its_mistakes_are_shown_in_their_places(coordinator: Client) -> None:
    wrong = coordinator.post(at("packs"), {"file": file_of(country="Irak", version=0)})
    assert wrong.status_code == 400
    text = text_of(wrong)
    assert "small.yaml has 2 mistakes" in text and "two-letter code" in text and "Versions count from 1" in text
    loaded = coordinator.post(at("packs"), {"file": file_of()})
    assert loaded["Location"] == at("pack", "small", 1)
    assert coordinator.post(at("packs"), {"file": file_of()}).status_code == 302
    other = coordinator.post(at("packs"), {"file": file_of(country="SY")})
    assert other.status_code == 400 and "Give this one the number 2" in text_of(other)
    assert coordinator.post(at("packs"), {"file": file_of(version=2, country="SY")}).status_code == 302
    changed = text_of(coordinator.get(at("pack_changes", "small", 1, 2)))
    assert "one thing differs" in changed and "country" in changed
    assert coordinator.post(at("packs"), {}).status_code == 400
    binary = BytesIO(b"\xff\xfe\x00")
    binary.name = "x.yaml"
    assert "UTF-8" in text_of(coordinator.post(at("packs"), {"file": binary}))


@pytest.mark.parametrize(
    ("language", "said"),
    [("ar", "تُعدّ الإصدارات من 1"), ("ckb", "وەشانەکان لە 1"), ("kmr", "Guherto ji 1 têne jimartin")],
)
def test_mistakes_are_told_in_the_readers_language(coordinator: Client, language: str, said: str) -> None:
    coordinator.post(at("language"), {"language": language})
    text = text_of(coordinator.post(at("packs"), {"file": file_of(country="Irak", version=0, items="none", titles=7)}))
    assert "Versions count" not in text and "This should be" not in text and "two-letter" not in text
    assert said in text_of(coordinator.post(at("packs"), {"file": file_of(version=0)}))


def test_a_version_is_taken_out_of_use_and_back(coordinator: Client) -> None:
    for retired, said in (("yes", "out of use"), ("no", "in use")):
        assert coordinator.post(at("pack_use", "invented", 1), {"retired": retired}).status_code == 302
        assert said in text_of(coordinator.get(at("pack", "invented", 1)))
    assert (
        coordinator.post(at("pack_use", "invented", 1), {"retired": "no"}).status_code == 302
    )  # said, and nothing done


@pytest.fixture
def iraqi(case_at: CaseAt) -> CaseOf:
    return case_at(Stage.REPATRIATION_DECISION, pack="iraq")


def test_a_case_shows_its_way_through_the_process(coordinator: Client, iraqi: CaseOf) -> None:
    text = text_of(coordinator.get(at("case", iraqi.mother)))
    assert "The way through the process of Iraq" in text and "Needed by now" in text
    assert "3 things are not settled. The first, not recorded yet: Registration at their own wish." in text
    arabic = coordinator.get(at("case", iraqi.mother), headers={"accept-language": "ar"})
    assert arabic.status_code == 200


def test_an_answer_is_recorded_from_the_case_and_nothing_typed_is_lost(coordinator: Client, iraqi: CaseOf) -> None:
    address = at("milestone", iraqi.mother, "security_vetting")
    assert "It was asked for" in text_of(coordinator.get(address))
    sent = {"number": "0", "said": "asked", "day": today(), "words": "", "reference": "L-14"}
    assert coordinator.post(address, sent)["Location"] == at("case", iraqi.mother) + "#journey"
    short = sent | {"number": "1", "said": "objects", "words": "No.", "reference": "L-15"}
    again = coordinator.post(address, short)
    assert again.status_code == 400
    text = text_of(again)
    assert "the authority&#x27;s reasons" in text and 'value="L-15"' in text and "No." in text
    assert "says nothing about relatives" in text
    assert coordinator.post(address, short | {"words": WORDS}).status_code == 302
    page = text_of(coordinator.get(at("case", iraqi.mother)))
    assert "The authority objects, and says why" in page and "How the person objects" in page and WORDS in page
    late = coordinator.post(address, sent)
    assert late.status_code == 409 and 'name="number" value="2"' in text_of(late)
    assert coordinator.post(address, sent | {"number": "2", "said": "nonsense"}).status_code == 400


def test_whoever_does_not_decide_reads_no_reasons(coordinator: Client, worker: Client, iraqi: CaseOf) -> None:
    address = at("milestone", iraqi.mother, "security_vetting")
    for number, said in enumerate(("asked", "objects")):
        coordinator.post(address, {"number": number, "said": said, "day": today(), "words": WORDS})
    page = text_of(worker.get(at("case", iraqi.mother)))
    assert "is read by those who propose or decide a step" in page
    assert WORDS not in page and "objects" not in page
    assert worker.get(address).status_code == 404


def test_what_others_ask_of_a_family_is_recorded_and_closes_nothing(coordinator: Client, iraqi: CaseOf) -> None:
    address = at("milestone", iraqi.mother, "tabriya")
    page = text_of(coordinator.get(address))
    assert "We never ask for this" in page
    sent = {"number": "0", "said": "in_the_way", "day": today(), "words": "The office in the district wants it."}
    assert coordinator.post(address, sent).status_code == 302
    assert "The office in the district wants it." in text_of(coordinator.get(at("case", iraqi.mother)))
    assert "It is no longer in the way" in text_of(coordinator.get(address))


def test_there_is_nothing_to_record_of_what_is_no_item(coordinator: Client, signed_in: Any, iraqi: CaseOf) -> None:
    assert coordinator.get(at("milestone", iraqi.mother, "loyalty")).status_code == 404
    assert coordinator.get(at("milestone", iraqi.child, "security_vetting")).status_code == 404
    assert signed_in(Role.CHILD_PROTECTION_SPECIALIST).get(at("milestone", iraqi.mother, "health")).status_code == 403


def test_every_item_of_every_shipped_pack_can_be_recorded_on_its_page(
    coordinator: Client, case_at: CaseAt, actor: Any
) -> None:
    for number, pack in enumerate(shipped()):
        one = case_at(Stage.REGISTERED, pack=pack.key, name=f"Family{number}")
        for case in one.ids:
            for state in journey_of(one.coordinator, case).items:
                told = offered(state.item, (), child=case == one.child)
                answer = coordinator.get(at("milestone", case, state.item.key))
                assert answer.status_code == (200 if told else 404), state.item.key
                assert ('name="reference"' in text_of(answer)) is (
                    bool(told) and state.item.kind in (ItemKind.REQUEST, ItemKind.RESULT)
                )


def bound(case: UUID, **where: Any) -> None:
    models.Group.objects.filter(cases=case).update(**where)


def test_a_need_without_a_service_is_answered_by_the_person(
    case_at: CaseAt, signed_in: Any, worker: Client, actor: Any
) -> None:
    one = case_at(Stage.RETURN_READINESS, pack="iraq")
    bound(one.child, home_site=site(actor, "Home village"))
    found = NeedDraft(
        ServiceKind.EDUCATION, "Two years of school are missing.", NeedSource.FAMILY, timezone.localdate()
    )
    need_record(actor(Role.CASE_MANAGER, None, Purpose.PROTECTION), case_id=one.child, draft=found)
    manager = signed_in(Role.CASE_MANAGER, None, Purpose.PROTECTION)
    page = text_of(manager.get(at("case", one.child)))
    assert "Record what they say" in page and "Education" in page
    address = at("gap", one.child, "education")
    sent = {"number": "0", "answer": "goes_without", "words": WORDS}
    assert manager.post(address, sent | {"words": "x"}).status_code == 400
    assert manager.post(address, sent).status_code == 302
    assert WORDS in text_of(manager.get(at("case", one.child)))
    kept = text_of(worker.get(at("case", one.child)))
    assert WORDS not in kept and "Those who may read about needs" in kept
    assert worker.get(address).status_code == 403
    assert manager.get(at("gap", one.child, "health")).status_code == 404


SERVICE = {
    "kind": "education", "title": "Catch-up lessons", "provider": "An invented school", "site_id": "", "area_code": "IQG15",
    "whom": "children", "languages": ["ar"], "capacity": "20", "open_from": "", "open_until": "", "contact": "", "source": "A visit",
}  # fmt: skip


def test_a_service_is_recorded_found_changed_and_ended(worker: Client, signed_in: Any) -> None:
    empty = text_of(worker.get(at("services")))
    assert "No service is recorded yet" in empty
    wrong = worker.post(at("service_new"), SERVICE | {"area_code": ""})
    assert wrong.status_code == 400 and "Say where it is" in text_of(wrong) and "Catch-up lessons" in text_of(wrong)
    made = worker.post(at("service_new"), SERVICE)["Location"]
    page = text_of(worker.get(made))
    assert "0 of 20 are taken" in page and 'name="version" value="1"' in page
    assert "20 of 20" in text_of(worker.get(at("services") + "?kind=education&language=ar&free=1"))
    assert "No service fits" in text_of(worker.get(at("services") + "?kind=health"))
    assert worker.get(at("services") + "?kind=x&site=y&whom=z&page=9").status_code == 200
    assert worker.post(made, SERVICE | {"version": "1", "title": "Lessons"}).status_code == 302
    assert worker.post(made, SERVICE | {"version": "1"}).status_code == 409
    reader = signed_in(Role.CASE_MANAGER, None, Purpose.RETURN)
    assert "Save the service" not in text_of(reader.get(made))
    assert reader.post(made, SERVICE | {"version": "2"}).status_code == 403
    assert reader.post(f"{made}/end", {"version": "2"}).status_code == 403
    assert worker.post(f"{made}/end", {"version": "2"}).status_code == 302
    assert "ended" in text_of(worker.get(made))
    assert "Lessons" in text_of(worker.get(at("services") + "?show=ended"))


def test_a_place_says_what_was_said_and_whether_it_is_ready(worker: Client, signed_in: Any, actor: Any) -> None:
    home = site(actor, "Home village")
    assert "Nobody judged yet" in text_of(worker.get(at("place", home)))
    judged = {
        "outlook": "ready", "words": WORDS, "day": today(), "until": today(60), "source": "Local council",
        "with_whom": ["local_council"],
    }  # fmt: skip
    address = at("place_note", home, "judgement")
    wrong = worker.post(address, judged | {"until": today(500)})
    assert wrong.status_code == 400 and "a year at most" in text_of(wrong)
    assert worker.post(address, judged).status_code == 302
    page = text_of(worker.get(at("place", home)))
    assert "Judged ready; families can return." in page and WORDS in page and "local council" in page
    concern = {"words": "The clinic is too small for more people.", "day": today(), "source": "A teacher"}
    assert worker.post(at("place_note", home, "concern"), concern).status_code == 302
    assert "One concern is open." in text_of(worker.get(at("place", home)))
    settles = str(models.PlaceNote.objects.get(kind="concern").id)
    agreed = {"words": "Two nurses come from May on.", "day": today(), "source": "Directorate", "settles": settles}
    assert worker.post(at("place_note", home, "agreement"), agreed).status_code == 302
    assert "settled by an agreement" in text_of(worker.get(at("place", home)))
    named = worker.post(at("place_note", home, "concern"), concern | {"words": "Nobody wants H-4K7Q2M-W here again."})
    assert named.status_code == 400 and "names somebody by their number" in text_of(named)
    assert worker.get(at("place_note", home, "gossip")).status_code == 404
    assert signed_in(Role.CASE_MANAGER, None, Purpose.RETURN).get(address).status_code == 403


def test_places_are_listed_with_their_judgement(worker: Client, actor: Any) -> None:
    assert "No community of return is among the sites" in text_of(worker.get(at("readiness")))


def test_a_centre_shows_who_stays_and_how_long(coordinator: Client, case_at: CaseAt, actor: Any) -> None:
    one = case_at(Stage.REHABILITATION, pack="iraq")
    centre = site(actor, "Reception centre")
    assert "Nobody is recorded as staying here" in text_of(coordinator.get(at("reception", centre)))
    bound(one.mother, to_site=centre)
    visit = {"number": "0", "said": "welcome", "day": today(), "words": WORDS}
    assert coordinator.post(at("milestone", one.mother, "visit"), visit).status_code == 302
    page = text_of(coordinator.get(at("reception", centre)))
    for said in ("2 people stay here. They are one household.", "day 1 of 90", "They are welcome", "Friday, Saturday"):
        assert said in page


def test_the_simulator_says_what_keeps_each_household(coordinator: Client, case_at: CaseAt, actor: Any) -> None:
    one = case_at(Stage.RETURN_READINESS, pack="iraq")
    home = site(actor, "Home village")
    assert "No household would go there next" in text_of(coordinator.get(at("simulator", home)))
    bound(one.mother, home_site=home)
    page = text_of(coordinator.get(at("simulator", home)))
    assert "Of one household that would go next, 0 could go today." in page
    assert "Nobody judged yet whether the home community is ready." in page
    assert "Nobody is put before anybody else." in page
