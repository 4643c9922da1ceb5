"""What was laid out of an edition goes once it is past and nobody looks into it; what is open keeps its own, and the bytes stay."""

from __future__ import annotations

import pytest

from actors import MakeActor
from asked import NAME, ROWS, ask, found
from homeward.access.facts import Role
from homeward.lists.keeping.folders import bytes_folder, index_folder
from homeward.lists.selectors.held import forget
from homeward.review.actions.decisions import candidate_decide
from homeward.review.selectors.comparing import compared
from homeward.review.tasks import let_indexes_go
from shelves import new_edition

pytestmark = pytest.mark.django_db


def test_it_goes_when_nobody_is_asked_about_it_any_more(actor: MakeActor) -> None:
    asked, analyst = ask(actor), actor(Role.SCREENING_ANALYST)
    old = asked.edition
    later = [new_edition(analyst, "test-list", [*ROWS, (f"N-{n}", f"Invented Number{n}")]).edition for n in range(3)]
    laid = [index_folder(one.id) for one in later if one]
    let_indexes_go()
    assert index_folder(old.id).is_dir()  # somebody is asked about an entry of it
    assert [one.is_dir() for one in laid] == [False, True, True]  # past, the last past one, in use
    candidate_decide(analyst, asked.id, found(asked))
    let_indexes_go()
    assert not index_folder(old.id).exists()
    assert any(bytes_folder(old.sha256).iterdir())
    forget()
    shown = compared(analyst, asked.id)  # who looks all the same finds it laid out anew
    assert shown.listing
    assert NAME in {name.text for name in shown.listing.names}
