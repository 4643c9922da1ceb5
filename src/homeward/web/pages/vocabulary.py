"""What the words on the pages mean, and the keys of the keyboard.

Comes in: nothing. Goes out: one page, open to everybody. Never a word that the field does not use.
"""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from homeward.web.middleware import open_to_all

WORDS: Final = (
    (
        _("Person"),
        _("Somebody whom the registry knows, with everything that was said about them, each piece with its source."),
    ),
    (
        _("Household"),
        _("People who live and are counted together. Belonging to one says nothing about what anybody did."),
    ),
    (
        _("Claim"),
        _("One thing that was recorded: a value, who said it, who wrote it down, when, and how far it was verified."),
    ),
    (_("Recorded as, according to"), _("What a source says. It is not more true because it stands here.")),
    (_("Verified"), _("Somebody compared the claim with a paper or a second source, and says which.")),
    (_("Superseded"), _("A later claim took its place. The earlier one is kept and can be read.")),
    (_("Unknown"), _("It was asked, and nobody knows.")),
    (_("Not asked"), _("Nobody asked yet.")),
    (_("Declined"), _("The person was asked and did not wish to say. Nothing is refused to them for it.")),
    (_("Does not apply"), _("The question has no meaning for this person.")),
    (_("Candidate"), _("Two records that may be about the same person. It is a question, not an answer.")),
    (_("Namesake"), _("Somebody else with a similar name.")),
    (_("Corroborated"), _("Two people found independent reasons that two records are about the same person.")),
    (_("Camp resident"), _("Somebody who lives at a camp. Not a detainee, unless detention is recorded.")),
    (_("Returnee"), _("Somebody who has returned. Before the journey they are not called so.")),
    (
        _("Unaccounted for"),
        _("Somebody of whom no site says where they are, after a site closed or a count did not agree."),
    ),
    (_("Purpose"), _("What you are working for. It decides what you may open, and it is kept with everything you do.")),
    (_("Trail"), _("The record of what was read, written, refused and disclosed, by whom and for which purpose.")),
    (
        _("Disclosure"),
        _("Named records given to somebody outside, under an agreement, for a purpose, with what it held."),
    ),
    (_("Receipt"), _("What a person is given: what is recorded about them, why, who may see it, and how to object.")),
    (_("Restricted"), _("It exists, and only some roles may read it. The page says so instead of hiding it.")),
    (
        _("Emergency access"),
        _("Opening one file without the usual permission, with a reason, for a short time, reviewed by somebody else."),
    ),
)
KEYS: Final = (
    ("j", _("next row of a list")),
    ("k", _("row before")),
    ("n", _("next one, from a page that was opened from a list")),
    ("p", _("one before, from a page that was opened from a list")),
    ("u", _("back to the list that a page was opened from")),
    ("Enter", _("open the row")),
    ("/", _("go to the search field, or to the first filter")),
    ("?", _("this page")),
    ("Esc", _("close an open menu")),
)


@open_to_all
def words(request: HttpRequest) -> HttpResponse:
    """The words and the keys."""
    return render(request, "pages/words.html", {"words": WORDS, "keys": KEYS})
