"""Bring a file whose list is known by name: the list is made where it is not there, and the file is its edition.

Comes in: an actor and files. Goes out: a `Receipt`. Never guesses: a file that is no known list is refused with what to do instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext as _

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability
from homeward.kernel.errors import BadInput
from homeward.lists import models
from homeward.lists.actions.fetching import fetch_ask
from homeward.lists.actions.lists import draft_of, list_make
from homeward.lists.actions.receiving import edition_receive
from homeward.lists.facts.lists import Receipt, Upload, Way
from homeward.lists.keeping.folders import desk_folder
from homeward.lists.keeping.received import take_in
from homeward.lists.keeping.uploads import uploads_of_folder
from homeward.lists.reading import is_table, known_as
from homeward.lists.rules.known import Known, known_named


def list_begin(*, actor: Actor, files: Sequence[Upload], way: Way) -> Receipt:
    """Bring files that are a known list; of notices both lists, where they tell of people wanted and of people missing.

    Raises `Refused`, and `BadInput` with what to do where they are no such list.
    """
    authorise(actor, Capability.LIST_MANAGE)
    with desk_folder(private=False) as desk:
        path = take_in(files, desk / "brought")
        found = _known(path)
        folder = path if path.is_dir() else path.parent
        for known in found:
            if not models.WatchList.objects.filter(list_id=known.id).exists():
                list_make(actor=actor, draft=draft_of(known))
        receipts = [
            edition_receive(actor=actor, list_id=known.id, files=uploads_of_folder(folder), way=way) for known in found
        ]
    words = " " + _("The missing people among them went to the tracing list.") if len(receipts) > 1 else ""
    return replace(receipts[0], words=receipts[0].words + words)


def _known(path: Path) -> tuple[Known, ...]:
    try:
        known = known_as(path)
    except BadInput as error:
        if is_table(path):
            raise BadInput(
                _(
                    "This is a table, but no list that is known here by name. Make the list first, then bring its file there."
                ),
                field="file",
            ) from error
        raise
    if not known:
        raise BadInput(
            _(
                "The file can be read, but which list it is cannot be told. Make the list first, then bring its file there."
            ),
            field="file",
        )
    return known


def known_fetch(*, actor: Actor, known_id: str) -> None:
    """Make a list that is known by name, where it is not there, and have it fetched. Raises `Refused`, `BadInput`."""
    authorise(actor, Capability.LIST_MANAGE)
    known = next((one for one in known_named(known_id) if one.url), None)
    if known is None:
        raise BadInput(_("There is no list of that name whose address is known here."))
    if not models.WatchList.objects.filter(list_id=known.id).exists():
        list_make(actor=actor, draft=draft_of(known))
    fetch_ask(actor=actor, list_id=known.id)
