"""A pack's file: what ships is good, and whatever is wrong in one is a sentence with its place and what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import yaml

from homeward.kernel.countries import country_code
from homeward.pathway.facts.cases import Gate, Stage
from homeward.pathway.facts.packs import DEFAULT_FOLLOW_UP, LANGUAGES, Does, ItemKind, Whom
from homeward.pathway.rules.pack_files import BadPack, read, sha_of
from homeward.pathway.rules.steps import STEPS
from homeward.pathway.shipped import shipped
from pack_drafts import SAID, good


def item(**more: Any) -> Callable[[dict[str, Any]], None]:
    return lambda pack: pack["items"][0].update(more)


def answer(number: int, **more: Any) -> Callable[[dict[str, Any]], None]:
    return lambda pack: pack["items"][0]["answers"][number].update(more)


def whole(**more: Any) -> Callable[[dict[str, Any]], None]:
    return lambda pack: pack.update(more)


WRONG: list[tuple[Callable[[dict[str, Any]], None], str, str]] = [
    (whole(colour="green"), "", "There is no field colour"),
    (whole(country=False), "country", "Put it in quotes"),
    (whole(country="Irak"), "country", "two-letter code"),
    (whole(version=0), "version", "count from 1"),
    (whole(key="Small Pack"), "key", "small letters"),
    (whole(titles={"en": "Iraq"}), "titles", "The field ar is missing"),
    (whole(titles=SAID | {"ckb": " "}), "titles.ckb", "This is empty"),
    (whole(follow_up=[{"after": 3, "unit": "months"}, {"after": 14, "unit": "days"}]), "follow_up", "not in order"),
    (whole(items=[]), "items", "at least one item"),
    (item(before="follow_up"), "items[0] (paper).before", "would never be asked for"),
    (item(before="leaving"), "items[0].before", "The word leaving is not known"),
    (item(due_days=-1), "items[0] (paper).due_days", "Days are 0 to 730"),
    (item(due_days="soon"), "items[0].due_days", "a whole number, and is text"),
    (item(role="auditor"), "items[0] (paper).role", "Nobody of this role may record it"),
    (item(authority="nobody"), "items[0] (paper).authority", "No authority has the key nobody"),
    (item(authority=""), "items[0] (paper).authority", "A request is asked of somebody"),
    (item(kind="visit"), "items[0] (paper).kind", "this pack has none"),
    (item(kind="service"), "items[0] (paper).service", "Say which service"),
    (item(service="health"), "items[0] (paper).service", "Only an item of the kind service"),
    (item(security=True, whom="everyone"), "items[0] (paper).whom", "never asked about a child"),
    (item(whom="children"), "items[0] (paper).answers[1].does", "No answer stops a child's way home"),
    (item(whom="child_with_parentage_question"), "items[0] (paper).kind", "a result's reference alone"),
    (answer(0, does="asks_anew"), "items[0] (paper).answers", "nobody could ever go on"),
    (answer(1, objection=None), "items[0] (paper).answers[1].objection", "Whoever is stopped can object"),
    (answer(1, key="asked"), "items[0] (paper).answers[1].key", "a meaning of its own"),
    (answer(1, key="yes"), "items[0] (paper).answers[0].key", "there 2 times"),
    (whole(reception={"titles": SAID, "days": 0, "visiting_days": [], "services": []}), "reception.days", "1 to 730"),
]


def wrong_in(pack: dict[str, Any]) -> BadPack:
    with pytest.raises(BadPack) as caught:
        read(yaml.safe_dump(pack, allow_unicode=True), "small.yaml")
    return caught.value


def test_the_smallest_pack_is_good() -> None:
    pack = read(yaml.safe_dump(good()), "small.yaml")
    assert (pack.key, pack.country, pack.follow_up) == ("small", "iq", DEFAULT_FOLLOW_UP)
    assert sha_of(pack) == sha_of(read(yaml.safe_dump(good(), sort_keys=False, indent=8), "other.yaml"))


@pytest.mark.parametrize(("change", "path", "said"), WRONG)
def test_each_mistake_has_its_place_and_says_what_to_do(
    change: Callable[[dict[str, Any]], None], path: str, said: str
) -> None:
    pack = good()
    change(pack)
    wrong = wrong_in(pack)
    found = [one for one in wrong.mistakes if said in one.text]
    assert [one.path for one in found][:1] == [path], wrong.sentences
    assert found[0].said("small.yaml").startswith("small.yaml")
    assert found[0].text.endswith(".")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "It holds no fields"),
        ("- a list", "It holds no fields"),
        ("key: iraq\nkey: iraq", "Line 2, column 1 is not YAML as we read it: key is there twice"),
        ("key: [", "Line 1"),
        ("key: !!python/object:os.system x", "could not determine a constructor"),
        ("1: one", "no name of a field"),
        ("a: &a [*a]", "small.yaml"),
        ("x: " + "y" * 600_000, "larger than 512 KB"),
    ],
)
def test_what_is_no_pack_at_all_is_said_too(text: str, said: str) -> None:
    with pytest.raises(BadPack, match=r"small\.yaml") as caught:
        read(text, "small.yaml")
    assert said in str(caught.value)


def test_several_mistakes_are_all_said() -> None:
    pack = good()
    pack["items"] += [pack["items"][0] | {"kind": "vist"}, pack["items"][0] | {"role": "boss"}]
    pack["version"] = "one"
    assert [one.path for one in wrong_in(pack).mistakes] == ["version", "items[1].kind", "items[2].role"]


def test_what_ships_speaks_four_languages_and_each_its_own() -> None:
    assert {pack.key for pack in shipped()} == {"iraq", "invented"}
    for pack in shipped():
        for one in (*pack.items, *pack.papers, *pack.barriers, *pack.authorities):
            assert len({one.titles.said(language) for language in LANGUAGES}) == 4, one.key


def test_iraqs_process_is_as_it_is_described() -> None:
    iraq = next(pack for pack in shipped() if pack.key == "iraq")
    assert country_code(iraq.country) == "iq"
    assert iraq.reception is not None
    assert iraq.reception.days == 90
    assert iraq.reception.visiting_days
    vetting = iraq.item("security_vetting")
    assert vetting is not None
    assert (vetting.whom, vetting.kind, vetting.before) == (Whom.ADULTS, ItemKind.REQUEST, Stage.REPATRIATION_DECISION)
    assert [one.key for one in vetting.answers if one.does is Does.STOPS] == ["objects"]
    parentage = iraq.item("parentage")
    assert parentage is not None
    assert (parentage.whom, parentage.kind) == (Whom.PARENTAGE, ItemKind.RESULT)
    assert {"tribal_leaders", "peace_committee", "local_council"} <= {one.key for one in iraq.items}


def test_nothing_that_others_ask_of_a_family_is_an_item_of_ours() -> None:
    """A sponsor and a denunciation are barriers: recorded, never required."""
    for pack in shipped():
        words = " ".join(one.titles.en.lower() + one.key for one in pack.items)
        assert not any(word in words for word in ("sponsor", "tabriya", "denunc", "biometric", "fingerprint"))
    iraq = next(pack for pack in shipped() if pack.key == "iraq")
    assert {"sponsor", "tabriya"} <= {one.key for one in iraq.barriers}


def test_every_item_of_a_pack_is_asked_for_at_some_gate() -> None:
    last = max((line.frm for line in STEPS if Gate.PACK in line.gates), key=list(Stage).index)
    for pack in shipped():
        assert all(list(Stage).index(one.before) <= list(Stage).index(last) for one in pack.items)
