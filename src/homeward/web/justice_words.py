"""The codes of the track of justice and of evidence in words; and what the trail says of them.

Comes in: nothing. Goes out: words for `web.words.VOCABULARY` and `web.trail_words`. A word says what was asked, answered or decided,
by whom it was said: none says what somebody is.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from homeward.pathway.facts.evidence import ItemKind, Keeping, Moved, Obtained
from homeward.pathway.facts.evidence import Told as Noted
from homeward.pathway.facts.justice import AidKind, Answer, Confinement, Due, EventKind, Proceeding, Question, Reviewed

JUSTICE: Final[Mapping[type[StrEnum], Mapping[StrEnum, Promise]]] = {
    Proceeding: {
        Proceeding.DRAFTED: pgettext_lazy("a question to an authority", "being prepared"),
        Proceeding.PROPOSED: pgettext_lazy("a question to an authority", "waits for a second person"),
        Proceeding.NOT_REFERRED: pgettext_lazy("a question to an authority", "not referred"),
        Proceeding.REFERRED: pgettext_lazy("a question to an authority", "referred"),
        Proceeding.RETURNED: pgettext_lazy("a question to an authority", "returned by the prosecutor"),
        Proceeding.DISMISSED: pgettext_lazy("a question to an authority", "dismissed"),
        Proceeding.ACQUITTED: pgettext_lazy("a question to an authority", "acquitted"),
        Proceeding.CONVICTED: pgettext_lazy("a question to an authority", "convicted"),
        Proceeding.CLOSED: pgettext_lazy("a question to an authority", "over"),
    },
    Question: {
        Question.AGE: _("How old were they at the time?"),
        Question.JUVENILE: _("Which justice is it, if they were a child?"),
        Question.SPECIALIST: _("Was a child-protection specialist asked?"),
        Question.COUNSEL: _("Do they have counsel?"),
        Question.FAIR_TRIAL: _("Is a fair trial to be expected?"),
        Question.TORTURE: _("Was anything here obtained by torture or ill-treatment?"),
        Question.DEATH_PENALTY: _("Could they be sentenced to death?"),
        Question.AUTHORITY: _("Is the authority competent?"),
    },
    Answer: {
        Answer.ADULT: _("an adult"),
        Answer.CHILD: _("a child, or may have been"),
        Answer.TOO_YOUNG: _("too young to be held responsible under the law that applies"),
        Answer.JUVENILE_JUSTICE: _("juvenile justice"),
        Answer.ORDINARY_COURT: _("an ordinary court"),
        Answer.CONSULTED: _("asked, and has nothing against it"),
        Answer.ADVISES_AGAINST: _("asked, and advises against it"),
        Answer.NOT_CONSULTED: _("not asked"),
        Answer.HAS_COUNSEL: _("they have counsel"),
        Answer.NO_COUNSEL: _("they have none"),
        Answer.EXPECTED: pgettext_lazy("a fair trial", "to be expected"),
        Answer.NOT_EXPECTED: pgettext_lazy("a fair trial", "not to be expected"),
        Answer.UNTAINTED: _("nothing was"),
        Answer.TAINTED: _("something was"),
        Answer.NOT_EXPOSED: _("no"),
        Answer.ASSURED: _("the law allows it, and the authority has assured in writing that it will not be"),
        Answer.EXPOSED: _("yes, and there is no assurance"),
        Answer.COMPETENT: pgettext_lazy("an authority", "competent"),
        Answer.NOT_COMPETENT: pgettext_lazy("an authority", "not competent"),
        Answer.UNKNOWN: _("not known"),
    },
    EventKind: {
        EventKind.CHARGE: _("charge"),
        EventKind.HEARING: _("hearing"),
        EventKind.DETENTION_ORDER: _("order to detain"),
        EventKind.VERDICT: _("verdict"),
        EventKind.SENTENCE: _("sentence"),
        EventKind.APPEAL: _("appeal"),
        EventKind.TRANSFER: _("transfer to another court or place"),
    },
    Confinement: {
        Confinement.PRE_TRIAL: _("before a trial"),
        Confinement.SENTENCE: _("under a sentence"),
    },
    Reviewed: {
        Reviewed.GOES_ON: _("it goes on until the next review"),
        Reviewed.ENDS: _("it ends"),
    },
    AidKind: {
        AidKind.COUNSEL: _("counsel"),
        AidKind.INTERPRETER: _("interpreter"),
    },
    Due: {
        Due.DETENTION_REVIEW: _("look at the detention again"),
        Due.DETENTION_EXPIRES: _("the order to detain ends"),
        Due.HEARING: _("a day at court"),
        Due.RELEASE_PLAN: _("begin the plan for the release"),
        Due.RELEASE_FAMILY: _("talk with the family and the community about the release"),
        Due.RELEASE_PAPERS: _("have civil papers ready for the release"),
        Due.RELEASE_SERVICES: _("arrange services for the days after the release"),
        Due.RELEASE_DAY: _("arrange the day of the release: who fetches them, and where to"),
    },
    ItemKind: {
        ItemKind.DOCUMENT: _("document"),
        ItemKind.OFFICIAL_RECORD: _("official record"),
        ItemKind.PHOTOGRAPH: _("photograph"),
        ItemKind.VIDEO: _("film"),
        ItemKind.RECORDING: _("sound recording"),
        ItemKind.DIGITAL: _("data of a device or an account"),
        ItemKind.OBJECT: _("object"),
        ItemKind.FORENSIC: _("report of an expert"),
        ItemKind.WITNESS: _("statement of a witness"),
        ItemKind.OWN_STATEMENT: _("statement of the person"),
        ItemKind.OPEN_SOURCE: _("open source"),
    },
    Obtained: {
        Obtained.UNTAINTED: _("looked into: nothing speaks for ill-treatment"),
        Obtained.TAINTED: _("torture or ill-treatment was used"),
        Obtained.UNKNOWN: _("not known yet"),
    },
    Keeping: {
        Keeping.HERE: _("its bytes are kept here, sealed"),
        Keeping.ELSEWHERE: _("it is kept elsewhere"),
    },
    Moved: {
        Moved.COLLECTED: _("collected"),
        Moved.RECEIVED: _("received"),
        Moved.TRANSFERRED: _("passed on inside"),
        Moved.EXAMINED: _("examined"),
        Moved.COPIED: _("copied"),
        Moved.HANDED_OVER: _("handed over"),
        Moved.RETURNED: _("given back"),
        Moved.CHECKED: _("checked: it is as it was"),
    },
    Noted: {
        Noted.SEEN: _("read by a reviewer"),
        Noted.DEFENCE: _("given to the defence"),
    },
}

# A chip's state for where a question stands. No colour of an alarm: none of them is one.
PROCEEDING_SHAPES: Final[Mapping[Proceeding, str]] = {
    Proceeding.DRAFTED: "open",
    Proceeding.PROPOSED: "waiting",
    Proceeding.NOT_REFERRED: "past",
    Proceeding.REFERRED: "info",
    Proceeding.RETURNED: "waiting",
    Proceeding.DISMISSED: "done",
    Proceeding.ACQUITTED: "done",
    Proceeding.CONVICTED: "info",
    Proceeding.CLOSED: "past",
}

JUSTICE_TRAIL: Final[Mapping[str, Promise]] = {
    "evidence.caveat": _("a condition on an item of evidence"),
    "evidence.file": _("an item of evidence"),
    "evidence.hand_over": _("evidence, handed over"),
    "evidence.link": _("a link of a chain of custody"),
    "evidence.list": _("a list of items of evidence"),
    "evidence.obtained": _("how an item of evidence was obtained"),
    "evidence.open": _("the file of an item of evidence"),
    "evidence.package": _("a package of evidence"),
    "evidence.register": _("an item of evidence, registered"),
    "justice.aid": _("counsel or an interpreter, recorded"),
    "justice.aid_end": _("counsel or an interpreter, ended"),
    "justice.answer": _("a question before a referral, answered"),
    "justice.close": _("a file of justice, closed"),
    "justice.court": _("something that happened at a court"),
    "justice.defence": _("evidence given to the defence"),
    "justice.detention": _("a detention, recorded"),
    "justice.done": _("something due on the track of justice, done"),
    "justice.draft": _("a question to an authority, drafted"),
    "justice.exhibit": _("an item put beside a question to an authority"),
    "justice.file": _("a file of justice"),
    "justice.list": _("a list of files of justice"),
    "justice.letter": _("a letter about how a question to an authority ended"),
    "justice.move": _("where a question to an authority went"),
    "justice.open": _("a file of justice, opened anew"),
    "justice.release": _("a day of release"),
    "justice.reopen": _("a file of justice, opened again"),
    "justice.review": _("a detention, looked at again"),
    "justice.seen": _("what speaks for a person, read"),
    "justice.unexhibit": _("an item taken away from a question to an authority"),
}
