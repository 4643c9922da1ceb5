"""What an event of the trail was about, in words: one for each code that a room writes into the trail.

Comes in: the code of an event and its kind. Goes out: its words in the reader's language. A denial tells what was asked for.
A test reads the code of every room and fails on one without a word. Never shows a code to somebody who reads pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from homeward.access.facts import Capability, EventKind
from homeward.web.words import CAPABILITIES

WHAT: Final[Mapping[str, Promise]] = {
    "agreement.make": _("an agreement on sharing, recorded"),
    "agreement.withdraw": _("an agreement on sharing, ended"),
    "assignment.give": _("a role given to somebody"),
    "assignment.withdraw": _("a role taken back"),
    "batch.hide": _("the records of an import, taken out of sight"),
    "batch.open": _("the records of an import, begun"),
    "batch.show": _("the records of an import, put in sight"),
    "break_glass.open": _("emergency access to a file"),
    "break_glass.review": _("the review of an emergency access"),
    "care.end": _("an arrangement of care, ended"),
    "care.record": _("an arrangement of care"),
    "claim.amend": _("what a later file says of a person, recorded"),
    "claim.record": _("something recorded about a person"),
    "claim.verify": _("something recorded, verified"),
    "correction.due": _("a correction that a recipient is owed"),
    "correction.sent": _("a correction that a recipient was told"),
    "counts.export": _("a table of counts"),
    "custody.arrive": _("an arrival"),
    "custody.birth": _("a birth at a site"),
    "custody.correct": _("a stay at a site, corrected"),
    "custody.death": _("a death, as reported"),
    "custody.depart": _("a departure"),
    "custody.found_again": _("a person found again"),
    "custody.missing": _("a person missing, as reported"),
    "custody.return": _("a return to a site"),
    "custody.shelter": _("the section and tent of a person"),
    "custody.transfer": _("a transfer between sites"),
    "custody.unaccounted": _("persons unaccounted for after a site closed"),
    "disclosure.make": _("records handed over under an agreement"),
    "disclosure.read": _("with whom a person's record was shared"),
    "exit.own_agreement": _("a handover under an agreement of one's own"),
    "export.ask": _("an export, asked for"),
    "export.fetch": _("an export, fetched"),
    "hold.end": _("a legal hold, ended"),
    "hold.make": _("a legal hold"),
    "household.close": _("a household, closed"),
    "household.create": _("a household, begun"),
    "household.file": _("a household's page"),
    "import.check": _("a file brought in, checked"),
    "import.map": _("the columns of a file brought in"),
    "import.merge": _("a file brought in, accepted"),
    "import.merged": _("a file brought in, taken in"),
    "import.preview": _("a file brought in, looked at"),
    "import.refuse": _("a file brought in, turned down"),
    "import.restore": _("a file brought in, put back"),
    "import.rows": _("rows of a file brought in"),
    "import.stage": _("a file brought in"),
    "import.withdraw": _("a file brought in, withdrawn"),
    "job.cancel": _("long work, stopped"),
    "job.enqueue": _("long work, begun"),
    "job.retry": _("long work, tried again"),
    "keys.retire": _("an old key of the installation, retired"),
    "keys.rewrapped": _("keys of persons, sealed anew"),
    "keys.rotate": _("a new key of the installation"),
    "list.accept": _("an edition of a list, accepted in spite of something"),
    "list.attempt": _("an attempt to get an edition of a list"),
    "list.change": _("what is said about a list"),
    "list.columns": _("how the columns of a list are read"),
    "list.make": _("a list, begun"),
    "list.receive": _("an edition of a list, kept"),
    "list.refuse": _("an edition of a list, refused"),
    "list.use": _("an edition of a list, put into use"),
    "list.withdraw": _("a list, taken out of use"),
    "mapping.save": _("how the columns of a file are read, kept"),
    "member.add": _("a person joins a household"),
    "member.move": _("a person moves to another household"),
    "member.remove": _("a person leaves a household"),
    "member.role": _("a person's place in a household"),
    "pair.decide": _("a decision about a possible duplicate"),
    "password.change": _("a password, changed"),
    "person.compare": _("two files, side by side"),
    "person.erase": _("a person's record, erased"),
    "person.export": _("a person's record, for an export"),
    "person.file": _("a person's file"),
    "person.import": _("a person, from a file brought in"),
    "person.merge": _("two records, merged"),
    "person.part": _("two records, parted again"),
    "person.register": _("a person, registered"),
    "person.search": _("a search for persons"),
    "photograph.open": _("a person's photograph"),
    "photograph.remove": _("a person's photograph, taken away"),
    "photograph.take": _("a person's photograph, kept"),
    "purpose.choose": _("a purpose, chosen"),
    "receipt.issue": _("a person's receipt"),
    "relation.end": _("a relation between two persons, ended"),
    "relation.record": _("a relation between two persons"),
    "request.decide": _("a person's request, answered"),
    "request.file": _("a person's request"),
    "request.open": _("a person's request, opened"),
    "request.own": _("a person's request, taken on"),
    "retention.set": _("how long a record is kept"),
    "scan.attach": _("the scan of a paper, added"),
    "scan.open": _("the scan of a paper"),
    "separation.carry_out": _("a child's separation, carried out"),
    "separation.decide": _("a decision to separate a child"),
    "separation.withdraw": _("a decision to separate a child, withdrawn"),
    "session.begin": _("signing in"),
    "session.end": _("signing out"),
    "site.alias": _("another name of a site"),
    "site.capacity": _("how many a site can hold"),
    "site.change": _("a site, changed"),
    "site.close": _("a site, closed"),
    "site.create": _("a site, opened"),
    "site.exit": _("all records of a site, for a handover"),
    "site.reopen": _("a site, opened again"),
    "site.section": _("a section of a site"),
    "site.succession": _("which site came before or after another"),
    "subject.erase": _("the key of a person's record, destroyed"),
    "token.make": _("a token for programs, made"),
    "token.use": _("a token for programs, used"),
    "token.withdraw": _("a token for programs, withdrawn"),
    "trail.read": _("the trail"),
    "user.close": _("an account, closed"),
    "user.create": _("an account, opened"),
    "user.password_reset": _("a password, set anew"),
}

# Why a disclosure was refused: `disclosure.` and an `access.facts.Obstacle`.
_DISCLOSURE: Final = _("records to be handed over under an agreement")


def told_what(kind: EventKind, code: str) -> Promise | str:
    """What an event was about. A refused event names the capability that was asked for, where the code is one's."""
    if kind is EventKind.DENIED and code in list(Capability):
        return CAPABILITIES.get(Capability(code), code)
    if kind is EventKind.DENIED and code.startswith("disclosure.") and code not in WHAT:
        return _DISCLOSURE
    return WHAT.get(code, code)
