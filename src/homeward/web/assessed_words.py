"""The codes of what stands behind gates in words: papers, what a movement rests on, what was decided and found; and why the gates stand so.

Comes in: nothing. Goes out: words for `web.words.VOCABULARY` and sentences for `web.pathway_sentences`. A sentence of a gate says how it
stands and who sees more, never what a record says.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from homeward.pathway.facts.assessed import Bar, Basis, Fitness, Found, Paper, Question, Says
from homeward.pathway.facts.cases import Gate

ASSESSED: Final[Mapping[type[StrEnum], Mapping[StrEnum, Promise]]] = {
    Paper: {
        Paper.VOLUNTARINESS: _("Decision of the person, or a lawful order"),
        Paper.NON_REFOULEMENT: _("Assessment of the place of return"),
        Paper.MEDICAL_FITNESS: _("Fitness to travel"),
    },
    Basis: {
        Basis.OWN: _("the person's own decision"),
        Basis.CARER: _("what the child says, and the decision of who cares for them"),
        Basis.LAWFUL: _("a lawful order of an authority"),
    },
    Says: {
        Says.YES: pgettext_lazy("a decision", "yes"),
        Says.NO: pgettext_lazy("a decision", "no"),
        Says.UNDECIDED: pgettext_lazy("a decision", "not decided yet"),
        Says.CANNOT_BE_ASKED: pgettext_lazy("a decision", "cannot be asked"),
    },
    Bar: {
        Bar.NO_BAR: _("nothing found that forbids a return there"),
        Bar.BAR: _("something forbids a return there"),
        Bar.NOT_KNOWN: _("not enough is known"),
    },
    Question: {
        Question.TORTURE: _("Torture or inhuman treatment"),
        Question.DEATH_PENALTY: _("Death penalty"),
        Question.PERSECUTION: _("Persecution: for who they are or are thought to be"),
        Question.ARBITRARY_DETENTION: _("Arbitrary detention, unfair trial"),
        Question.FAMILY: _("Family: would it be torn apart"),
    },
    Found: {
        Found.NOTHING: _("the sources name no grounds"),
        Found.GROUNDS: _("the sources name grounds"),
        Found.UNKNOWN: _("not known"),
    },
    Fitness: {
        Fitness.FIT: _("can travel"),
        Fitness.CONDITIONS: _("can travel, if what is written here is done"),
        Fitness.NOT_YET: _("cannot travel yet"),
    },
}

BECAUSE: Final[Mapping[str, Promise]] = {
    "voluntariness_open": _("The decision, or the order in its place, is recorded and holds until %(until)s."),
    "voluntariness_unmet": _("No decision is recorded that opens this. Whoever assesses sees what is."),
    "voluntariness_lapsed": _("What was decided held until %(until)s. Ask again."),
    "non_refoulement_open": _("The place of return was assessed by two people. It holds until %(until)s."),
    "non_refoulement_unmet": _("No assessment of this place opens it. Whoever assesses sees what is recorded."),
    "non_refoulement_lapsed": _("The assessment of the place held until %(until)s. Assess it again."),
    "medical_fitness_open": _("A clinician says that they can travel, until %(until)s."),
    "medical_fitness_unmet": _("No clinician says that they can travel now. Whoever assesses sees what is recorded."),
    "medical_fitness_lapsed": _("What the clinician said held until %(until)s. Have them looked at again."),
    "best_interests_open": _("The journey was found to be in the child's best interests. It holds until %(until)s."),
    "best_interests_unmet": _(
        "The child's best interests are not settled in a way that opens this. Child protection sees more."
    ),
    "best_interests_lapsed": _(
        "What was found held until %(until)s, or not everybody named in it travels. Child protection looks again."
    ),
    "best_interests_does_not_apply": _("Asked of children only."),
}

TASKS: Final[Mapping[str, Promise]] = {
    "paper.second_due": _("Look as the second person at what a colleague assessed"),
    "paper.decision_again": _("Ask again whether they want to go: what they decided is over then"),
    "paper.place_again": _("Assess the place of return again"),
    "paper.fitness_again": _("Have a clinician look at them again"),
    "decision.taken_back": _("Somebody took their decision back: stop what was planned for them"),
}
# Where a gate is seen to: the name of an address that takes a case's id.
GATE_PAGES: Final[Mapping[Gate, str]] = {
    Gate.VOLUNTARINESS: "paper_voluntariness",
    Gate.NON_REFOULEMENT: "paper_non_refoulement",
    Gate.MEDICAL_FITNESS: "paper_medical_fitness",
}

# What each paper is for, one sentence above its form.
ABOUT: Final[Mapping[Paper, Promise]] = {
    Paper.VOLUNTARINESS: _(
        "Say what the movement rests on. Nobody loses any service by saying no, and a yes can be taken back at any time."
    ),
    Paper.NON_REFOULEMENT: _(
        "Answer each question about the place, from sources. You conclude; nothing is concluded from the answers by itself."
    ),
    Paper.MEDICAL_FITNESS: _("Write down what a clinician found. Only what the escort must know goes with the convoy."),
}

# What the trail tells of these records.
TRAIL: Final[Mapping[str, Promise]] = {
    "paper.escort": _("what an escort must know of somebody's health"),
    "paper.file": _("what was asked or examined before a journey, opened"),
    "paper.list": _("what was asked and examined before a journey, read in a case"),
    "paper.record": _("what was asked or examined before a journey, recorded"),
    "paper.second": _("what a second person says about an assessment"),
    "paper.take_back": _("a decision that somebody took back"),
}
