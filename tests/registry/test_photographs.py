"""Photographs: off unless an installation keeps them, of somebody who agrees, the picture alone, sealed, and gone with the person."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.conf import settings
from drafts import person
from PIL import Image

from homeward.access.errors import NotFound, Refused
from homeward.access.facts import Role
from homeward.access.models import Event
from homeward.registry import models
from homeward.registry.actions.merging import records_merge
from homeward.registry.actions.persons import person_register
from homeward.registry.actions.photographs import photograph_remove, photograph_take
from homeward.registry.actions.rights import person_erase
from homeward.registry.errors import Invalid
from homeward.registry.rules.photographs import LARGEST, SIDE, picture_of
from homeward.registry.selectors.persons import person_file
from homeward.registry.selectors.photographs import photograph_of, photograph_open
from homeward.registry.selectors.receipts import receipt_of
from papers import huge_png, pdf, picture

PLACE = 34853  # EXIF: where a picture was taken
CAMERA = 271


@pytest.fixture
def site(make_site):
    return make_site("Alpha camp")


@pytest.fixture
def clerk(actor, site):
    return actor(Role.REGISTRATION_CLERK, site)


@pytest.fixture
def somebody(clerk, site):
    return person_register(clerk, person(site, "Salim Haddad", born="1990"))


@pytest.fixture
def kept(settings):
    """An installation that keeps photographs."""
    settings.HOMEWARD_PHOTOGRAPHS = True


def taken(form: str = "JPEG", size: tuple[int, int] = (400, 300), turned: int = 1) -> bytes:
    """A picture as a telephone writes it: with its camera, its place, and a word of somebody."""
    image, content = Image.new("RGB", size, (200, 180, 160)), io.BytesIO()
    exif = image.getexif()
    exif[CAMERA], exif[274], exif[PLACE] = "Invented camera", turned, {2: (33.0, 21.0, 5.0)}
    more = {"comment": b"a word of somebody"} if form == "JPEG" else {}
    image.save(content, form, exif=exif, **more)
    return content.getvalue()


def path_of(id) -> Path:
    return Path(settings.HOMEWARD_HOME) / "files" / id.hex[-2:] / id.hex


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_what_was_written_beside_the_picture_is_left_out(form: str) -> None:
    sent = taken(form)
    assert b"Invented camera" in sent
    made = picture_of(sent)
    for said in (b"Invented camera", b"a word of somebody", b"Exif"):
        assert said not in made.content
    with Image.open(io.BytesIO(made.content)) as drawn:
        assert (drawn.format, drawn.size, dict(drawn.getexif())) == ("JPEG", (400, 300), {})
        assert not {"exif", "comment", "icc_profile"} & set(drawn.info)


def test_a_turned_picture_stands_upright_and_a_large_one_is_kept_small() -> None:
    made = picture_of(taken(size=(2400, 1200), turned=6))
    assert (made.width, made.height) == (SIDE // 2, SIDE)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"<html><script>1</script></html>", b"MZ" + picture(), picture()[:200], picture("GIF", (400, 300)), pdf(),
        huge_png(), huge_png(6_000, 5_001), picture(), b"\xff\xd8\xff" + b"\0" * LARGEST,
    ],
    ids=[
        "nothing", "a page", "a program", "half", "a gif", "a paper", "too many points", "more than is read", "too small", "too large",
    ],
)  # fmt: skip
def test_what_is_no_photograph_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        picture_of(content)
    assert refused.value.data["field"] == "photograph"


def test_none_is_kept_unless_the_installation_keeps_them(clerk, somebody) -> None:
    with pytest.raises(NotFound):
        photograph_take(clerk, somebody, taken(), agreed=True)
    with pytest.raises(NotFound):
        photograph_open(clerk, somebody)
    assert photograph_of(clerk, somebody) is None
    assert not models.Photograph.objects.exists()


def test_it_is_taken_sealed_shown_replaced_and_taken_away(
    kept, clerk, somebody, django_capture_on_commit_callbacks
) -> None:
    with pytest.raises(Invalid, match="agrees"):
        photograph_take(clerk, somebody, taken(), agreed=False)
    first = photograph_take(clerk, somebody, taken(), agreed=True)
    assert b"".join(photograph_open(clerk, somebody)) == picture_of(taken()).content
    assert b"JFIF" not in path_of(first).read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        second = photograph_take(clerk, somebody, taken(size=(300, 400)), agreed=True)
    assert (path_of(first).exists(), path_of(second).exists()) == (False, True)
    found = photograph_of(clerk, somebody)
    assert found is not None and (found.id, found.width, found.height) == (second, 300, 400)
    assert receipt_of(clerk, somebody).photograph == found.recorded_at
    with django_capture_on_commit_callbacks(execute=True):
        assert photograph_remove(clerk, somebody) == 1
    assert not path_of(second).exists() and photograph_of(clerk, somebody) is None
    told = Event.objects.filter(person_id=somebody, what__startswith="photograph.").order_by("id")
    assert list(told.values_list("kind", "what")) == [
        ("write", "photograph.take"), ("read", "photograph.open"), ("write", "photograph.take"),
        ("write", "photograph.remove"),
    ]  # fmt: skip


def test_only_whoever_reads_papers_sees_it(kept, actor, clerk, site, make_site, somebody) -> None:
    photograph_take(clerk, somebody, taken(), agreed=True)
    for role, purpose in ((Role.CONVOY_LEAD, "return"), (Role.REDRESS_OFFICER, "redress")):
        without = actor(role, site, purpose)
        assert photograph_of(without, somebody) is None
        with pytest.raises(Refused):
            photograph_open(without, somebody)
    with pytest.raises(Refused):
        photograph_take(actor(Role.SCREENING_ANALYST, site, "screening"), somebody, taken(), agreed=True)
    with pytest.raises(NotFound):
        photograph_open(actor(Role.REGISTRATION_CLERK, make_site("Beta camp")), somebody)


def test_of_merged_records_it_opens_and_is_erased_with_the_person(
    kept, actor, clerk, site, somebody, django_capture_on_commit_callbacks
) -> None:
    twin = person_register(clerk, person(site, "Saleem Haddad"))
    id = photograph_take(clerk, twin, taken(), agreed=True)
    officer = actor(Role.IDENTITY_OFFICER, site, "identity")
    records_merge(officer, somebody, twin, versions=(1, 1), reason="The same papers, and they say so.")
    assert b"".join(photograph_open(clerk, somebody))
    guardian = actor(Role.DATA_PROTECTION_OFFICER)
    number = person_file(guardian, somebody).row.number
    with django_capture_on_commit_callbacks(execute=True):
        person_erase(guardian, somebody, number=number, reason="Asked for by the person.")
    assert not path_of(id).exists()
