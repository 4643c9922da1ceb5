"""The codes of lists in words: desks, states of an edition, what is wrong with a list and what to do, fields of an entry, columns.

Comes in: nothing. Goes out: words for `web.words.VOCABULARY`, and sentences for the pages of lists.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from homeward.lists.facts.changes import Change
from homeward.lists.facts.lists import Ailment, Desk, EditionState, ListKind, Outcome, Way

LISTS: Final[Mapping[type[StrEnum], Mapping[StrEnum, Promise]]] = {
    Desk: {Desk.SECURITY: _("sanctions and wanted lists"), Desk.TRACING: _("missing people and children")},
    ListKind: {
        ListKind.NAMES: pgettext_lazy("what a list names", "people"),
        ListKind.DOCUMENTS: pgettext_lazy("what a list names", "stolen and lost papers"),
    },
    EditionState: {
        EditionState.RECEIVED: pgettext_lazy("an edition of a list", "being laid out"),
        EditionState.HELD: pgettext_lazy("an edition of a list", "waits for somebody to look"),
        EditionState.CURRENT: pgettext_lazy("an edition of a list", "in use"),
        EditionState.PAST: pgettext_lazy("an edition of a list", "past"),
        EditionState.REFUSED: pgettext_lazy("an edition of a list", "refused"),
    },
    Way: {
        Way.UPLOAD: pgettext_lazy("how an edition came", "brought on this page"),
        Way.COMMAND: pgettext_lazy("how an edition came", "brought by command"),
        Way.FETCH: pgettext_lazy("how an edition came", "fetched"),
    },
    Ailment: {
        Ailment.NONE_YET: _("no edition in use yet"),
        Ailment.STALE: _("too old"),
        Ailment.UNDATED: _("the new edition states no date"),
        Ailment.SHRUNK: _("the new edition lost many entries"),
        Ailment.OLDER: _("the new edition is older"),
        Ailment.REFUSED_ROWS: _("some rows could not be read"),
        Ailment.LAST_ATTEMPT_FAILED: _("the last attempt failed"),
        Ailment.NOT_INDEXED: _("an edition is being laid out"),
        Ailment.NO_COLUMNS: _("a table waits for its columns"),
        Ailment.WAITING: _("an edition waits for somebody to look"),
    },
    Outcome: {
        Outcome.TAKEN: pgettext_lazy("an attempt to get an edition", "a new edition"),
        Outcome.HELD: pgettext_lazy("an attempt to get an edition", "kept, and waits for somebody to look"),
        Outcome.SAME: pgettext_lazy("an attempt to get an edition", "the same file again: nothing was done"),
        Outcome.UNCHANGED: pgettext_lazy("an attempt to get an edition", "the publisher had nothing newer"),
        Outcome.FAILED: pgettext_lazy("an attempt to get an edition", "failed"),
    },
    Change: {
        Change.ADDED: pgettext_lazy("entries of a list", "added"),
        Change.AMENDED: pgettext_lazy("entries of a list", "amended"),
        Change.REMOVED: pgettext_lazy("entries of a list", "removed"),
    },
}

WHAT_TO_DO: Final[Mapping[Ailment, Promise]] = {
    Ailment.NONE_YET: _("Bring an edition: nobody is compared with this list before."),
    Ailment.STALE: _("Get the newest edition from the publisher, even if it is the same: then its age is known."),
    Ailment.UNDATED: _(
        "Earlier editions stated their date. Look whether this is the publisher's file, then accept or refuse it."
    ),
    Ailment.SHRUNK: _("It may have been cut short. Get it again; or accept it, if the publisher removed that many."),
    Ailment.OLDER: _("Get the newest edition; or accept this one, if you mean to go back."),
    Ailment.REFUSED_ROWS: _(
        "Nobody is compared with whoever stands in those rows. Look at them, then accept them or get the file again."
    ),
    Ailment.LAST_ATTEMPT_FAILED: _("The edition before it stays in use. Bring a whole edition."),
    Ailment.NOT_INDEXED: _("It is used as soon as that is done, mostly within a minute."),
    Ailment.NO_COLUMNS: _("Open the edition and say which column holds what."),
    Ailment.WAITING: _("Open the edition, look at it, then accept or refuse it."),
}

FIELDS: Final[Mapping[str, Promise]] = {
    "kind": _("kind"),
    "names": _("names"),
    "reference": _("reference"),
    "programmes": _("programmes"),
    "births": _("births"),
    "sex": _("sex"),
    "nationalities": _("nationalities"),
    "birth_places": _("places of birth"),
    "documents": _("papers"),
    "father_names": _("father's name"),
    "mother_names": _("mother's name"),
    "titles": _("titles"),
    "listed_on": _("day of listing"),
    "amended_on": _("day of amendment"),
    "remarks": _("remarks"),
    "tracing": _("desk"),
}

COLUMNS: Final[Mapping[str, Promise]] = {
    "id": _("Number or id of the entry"),
    "name": _("Name"),
    "surname": _("Family name"),
    "aliases": _("Other names"),
    "weak_aliases": _("Other names, uncertain"),
    "birth_date": _("Date of birth"),
    "sex": _("Sex"),
    "nationality": _("Nationality"),
    "birth_place": _("Place of birth"),
    "passports": _("Passport number"),
    "documents": _("Numbers of other papers"),
    "father": _("Father's name"),
    "mother": _("Mother's name"),
    "kind": _("Person, organisation or ship"),
    "programme": _("Programme or ground of the listing"),
    "reference": _("Reference"),
    "listed_on": _("Day of listing"),
    "amended_on": _("Day of amendment"),
}
