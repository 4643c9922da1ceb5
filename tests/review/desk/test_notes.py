"""Comments and files at a candidate: sealed, handed out to those of the desk, and nothing that is not what it says."""

from __future__ import annotations

from io import BytesIO
from uuid import uuid4

import pytest
from django.conf import settings
from PIL import Image

from actors import MakeActor
from asked import Asked, found
from desk_rows import plant
from homeward.access.errors import NotFound, Refused
from homeward.access.facts import Actor, Role
from homeward.lists.facts.lists import WatchList
from homeward.registry.errors import Invalid
from homeward.review import models
from homeward.review.actions.decisions import candidate_decide
from homeward.review.actions.notes import note_add
from homeward.review.facts.notes import Attachment, NoteKind
from homeward.review.noting import MOST_WORDS
from homeward.review.selectors.candidates import candidate_file
from homeward.review.selectors.notes import attachment_open
from homeward.screening.profile import Profile

WORDS = "The register of Invented Town has two families of this name."


def picture() -> bytes:
    content = BytesIO()
    Image.new("L", (8, 8)).save(content, "PNG")
    return content.getvalue()


def test_a_comment_is_sealed_and_read_by_the_desk(asked: Asked, first: Actor, second: Actor) -> None:
    note_add(first, asked.id, words=WORDS)
    (note,) = candidate_file(second, asked.id).notes
    assert (note.words, note.kind, note.noted_name) == (WORDS, NoteKind.COMMENT, first.username)
    assert WORDS.encode() not in bytes(models.Note.objects.get().words)
    assert asked.row.version == 1  # nobody's work is out of date because somebody commented


def test_a_file_is_sealed_and_handed_out_as_it_came(asked: Asked, first: Actor, second: Actor) -> None:
    content = picture()
    id = note_add(first, asked.id, words="", file=Attachment("../../etc/invented name.exe", content))
    (note,) = candidate_file(second, asked.id).notes
    assert (note.kind, note.file, note.media, note.size) == (
        NoteKind.FILE,
        "invented name.png",
        "image/png",
        len(content),
    )
    attached = attachment_open(second, asked.id, id)
    assert (attached.name, b"".join(attached.pieces)) == ("invented name.png", content)
    (kept,) = (settings.HOMEWARD_HOME / "files").rglob(id.hex)
    assert content[:8] not in kept.read_bytes()


@pytest.mark.parametrize("content", [b"", b"MZ invented", b"<svg onload='alert(1)'/>", b"%PDF-1.7 cut off"])
def test_what_is_no_picture_and_no_pdf_is_not_kept(asked: Asked, first: Actor, content: bytes) -> None:
    with pytest.raises(Invalid) as wrong:
        note_add(first, asked.id, words="See the file.", file=Attachment("paper.pdf", content))
    assert wrong.value.data["field"] == "file"
    assert not models.Note.objects.exists()


@pytest.mark.parametrize("words", ["", "  \n", "x" * (MOST_WORDS + 1)])
def test_a_note_says_something_and_not_a_book(asked: Asked, first: Actor, words: str) -> None:
    with pytest.raises(Invalid):
        note_add(first, asked.id, words=words)


def test_nobody_else_writes_or_opens(asked: Asked, first: Actor, actor: MakeActor) -> None:
    id = note_add(first, asked.id, words="", file=Attachment("a.png", picture()))
    clerk, specialist = actor(Role.REGISTRATION_CLERK), actor(Role.CHILD_PROTECTION_SPECIALIST)
    for error, one in ((Refused, clerk), (NotFound, specialist)):
        with pytest.raises(error):
            note_add(one, asked.id, words=WORDS)
        with pytest.raises(error):
            attachment_open(one, asked.id, id)
    with pytest.raises(NotFound):
        attachment_open(first, asked.id, uuid4())


def test_whoever_looks_unseen_reads_no_notes_and_no_findings(asked: Asked, first: Actor, second: Actor) -> None:
    id = note_add(first, asked.id, words=WORDS, file=Attachment("a.png", picture()))
    candidate_decide(first, asked.id, found(asked))
    models.Candidate.objects.filter(id=asked.id).update(blind_due=True)
    seen, unseen = candidate_file(first, asked.id), candidate_file(second, asked.id)
    assert (len(seen.notes), len(seen.decisions), seen.row.outcome) == (1, 1, "different")
    assert (unseen.blind, unseen.notes, unseen.decisions, unseen.row.outcome) == (True, (), (), None)
    with pytest.raises(Invalid):
        note_add(second, asked.id, words=WORDS)
    with pytest.raises(NotFound):
        attachment_open(second, asked.id, id)


def test_a_planted_case_takes_notes_like_any_other(analyst: Actor, listed: WatchList) -> None:
    case = plant(analyst, Profile(query_id="p", names=("Amir Hamdan Jarallah",)), listed, "ZZi.001")
    note_add(analyst, case.id, words=WORDS)
    note_add(analyst, case.id, words="And a second time, with the same key.")
    assert next(note.words for note in candidate_file(analyst, case.id).notes) == WORDS
