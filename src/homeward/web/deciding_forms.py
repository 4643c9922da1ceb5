"""Forms by which somebody says what they found about a candidate. No outcome is chosen beforehand, and none is taken without words.

Comes in: a candidate's file and who reads it. Goes out: the forms that this reader may fill in now, with what each step asks for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from homeward.access.facts import Actor
from homeward.access.selectors import may
from homeward.review.facts.candidates import REASONS, Decision, Identifier, Outcome, Reason, State, Step
from homeward.review.facts.opened import CandidateFile
from homeward.review.facts.steps import Draft
from homeward.review.rules.decisions import FACTS_WANTED
from homeward.review.rules.desks import looks
from homeward.web.registering import choices
from homeward.web.words import VOCABULARY

_OTHER_FACTS = {
    "grandfather": _("grandfather's name"),
    "whereabouts": _("where they were at the time"),
    "photograph": _("a photograph"),
    "other": _("another fact, said in words"),
}


class DecisionForm(forms.Form):
    """What somebody found: outcome, reason, words, and what that outcome asks for."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    outcome = forms.ChoiceField(label=_("What you found"), choices=choices(Outcome), widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=_("Reason"))
    identifiers = forms.MultipleChoiceField(
        label=_("Facts besides the name that agree on both sides"),
        choices=choices(Identifier),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("For a corroborated identity: two at least, one of them the person's own."),
    )
    wanted = forms.ChoiceField(
        label=_("The fact that would settle it"),
        required=False,
        help_text=_("For a possible same person: which fact, asked of whom, would tell."),
    )
    words = forms.CharField(
        label=_("Why, in words"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        reasons = VOCABULARY[Reason]
        groups = [
            (str(words), [(str(one), str(reasons[one])) for one in Reason if one in REASONS[Outcome(outcome)]])
            for outcome, words in choices(Outcome)
        ]
        self.fields["reason"].choices = [("", "—"), *groups]  # type: ignore[attr-defined]
        self.fields["wanted"].choices = [("", "—"), *_facts()]  # type: ignore[attr-defined]

    def draft(self) -> Draft:
        """What was sent, as an action takes it."""
        sent = self.cleaned_data
        return Draft(
            outcome=Outcome(sent["outcome"]),
            reason=Reason(sent["reason"]),
            words=sent["words"],
            version=sent["version"],
            identifiers=frozenset(map(Identifier, sent["identifiers"])),
            wanted=sent["wanted"],
        )


class ConfirmForm(forms.Form):
    """That somebody finds the same as whoever looked first, in words of their own."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    words = forms.CharField(
        label=_("What you looked at, in your own words"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms that a reader may fill in now, or why there are none. `first` is the decision that is to be confirmed.

    `turn` says whose turn it is where it is not the reader's: theirs_only (they looked first), taken (by somebody else), done, role.
    """

    decide: DecisionForm | None = None
    confirm: ConfirmForm | None = None
    first: Decision | None = None
    blind: bool = False
    third: bool = False
    turn: str = ""


def forms_for(actor: Actor, file: CandidateFile, sent: QueryDict | None = None, act: str = "") -> Forms:
    """What a reader may say about a candidate as it stands. `sent` and `act`: what they sent, to be shown again with its errors."""
    row = file.row
    begun = {"version": row.version}
    decide = DecisionForm(sent if act and act != "confirm" else None, initial=begun)
    if file.blind:
        return Forms(decide=decide, blind=True)
    if row.state not in (State.WAITING, State.SECOND):
        return Forms(turn="done")
    if not may(actor, looks(row.desk, row.state)):
        return Forms(turn="role")
    if row.claimed_by not in (None, actor.user_id):
        return Forms(turn="taken")
    here = [one for one in file.decisions if one.round == row.round]
    if row.state is State.WAITING:
        if any(one.decided_by == actor.user_id for one in here):
            return Forms(turn="theirs_only")
        return Forms(decide=decide, third=bool(here))
    first = next((one for one in reversed(here) if one.step is Step.FIRST and one.decided_by == row.first_by), None)
    if first is None or first.decided_by == actor.user_id:
        return Forms(turn="theirs_only", first=first)
    return Forms(decide=decide, confirm=ConfirmForm(sent if act == "confirm" else None, initial=begun), first=first)


def _facts() -> list[tuple[str, Any]]:
    identifiers = VOCABULARY[Identifier]
    return [(str(one), identifiers[one] if isinstance(one, Identifier) else _OTHER_FACTS[one]) for one in FACTS_WANTED]
