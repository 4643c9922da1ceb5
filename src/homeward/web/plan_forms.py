"""Forms of plans and services: needs, the plan with its goals, what the person says to it, referrals, reviews.

Comes in: the choices of a case, and what was typed. Goes out: drafts. Nothing is chosen beforehand that a person has to say, and a goal
that was left empty is no goal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from homeward.pathway.facts.needs import NeedDraft, NeedSource, NeedState
from homeward.pathway.facts.plans import (
    Agreement,
    Consent,
    Explained,
    GoalDraft,
    GoalState,
    PlanDraft,
    PlanRow,
    ReferralDraft,
    ReferralState,
)
from homeward.pathway.facts.services import ServiceKind
from homeward.pathway.rules.plans import MOST_GOALS
from homeward.web.case_forms import DAY, day_field, words_field
from homeward.web.words import word

LEAST_ROOM: Final = 3  # goals that a new form has room for
Chosen = Sequence[tuple[str, str]]


def said(members: Sequence[Any]) -> list[tuple[str, str]]:
    """Choices in words."""
    return [(one.value, str(word(one))) for one in members]


class NeedForm(forms.Form):
    """A need, as it was said."""

    kind = forms.ChoiceField(label=_("What kind of help"))
    words = words_field(_("What is needed, in their words"))
    source = forms.ChoiceField(label=_("Who says so"), widget=forms.RadioSelect)
    found_on = day_field(_("When it was said"))
    assessment = forms.ChoiceField(
        label=_("From this assessment"), required=False,
        help_text=_("Where somebody found it in one of these. The need leads to the assessment then, and the assessment to the need."),
    )  # fmt: skip

    def __init__(self, *given: Any, kinds: Sequence[ServiceKind], assessments: Chosen = (), **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["assessment"].choices = [("", "—"), *assessments]  # type: ignore[attr-defined]
        if not assessments:
            del self.fields["assessment"]
        self.fields["kind"].choices = [("", str(_("Choose"))), *said(kinds)]  # type: ignore[attr-defined]
        self.fields["source"].choices = said(list(NeedSource))  # type: ignore[attr-defined]

    def draft(self) -> NeedDraft:
        """What was sent."""
        sent = self.cleaned_data
        found_in = UUID(sent["assessment"]) if sent.get("assessment") else None
        return NeedDraft(
            ServiceKind(sent["kind"]), sent["words"], NeedSource(sent["source"]), sent["found_on"], found_in
        )


class NeedSettleForm(forms.Form):
    """What became of a need."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(label=_("What became of it"), widget=forms.RadioSelect)
    words = words_field(_("In words"), _("Where it is handed over: to whom, and who there knows of it."))

    def __init__(self, *given: Any, now: NeedState, **named: Any) -> None:
        super().__init__(*given, **named)
        then = (
            [NeedState.OPEN] if now is not NeedState.OPEN else [one for one in NeedState if one is not NeedState.OPEN]
        )
        self.fields["state"].choices = said(then)  # type: ignore[attr-defined]


class PlanForm(forms.Form):
    """A plan: the person's own words first, then goals in plain language."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    own_words = words_field(
        _("What they want, in their own words"), _("Write it as they say it, in the language in which they say it.")
    )
    language = forms.ChoiceField(label=_("In which language it is written"), choices=settings.LANGUAGES)
    with_whom = forms.CharField(
        label=_("Who else was there, or speaks for them"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    review_on = day_field(_("When it is looked at again"))

    def __init__(self, *given: Any, room: int, needs: Chosen, **named: Any) -> None:
        super().__init__(*given, **named)
        self.room = room
        for number in range(1, room + 1):
            self.fields |= _goal_fields(number, needs)

    def top(self) -> Iterator[forms.BoundField]:
        """The fields before the goals."""
        return (self[name] for name in ("version", "own_words", "language", "with_whom"))

    def goals(self) -> Iterator[tuple[int, list[forms.BoundField]]]:
        """The fields of each goal."""
        for number in range(1, self.room + 1):
            yield number, [self[f"{name}_{number}"] for name in ("goal", "ours", "theirs", "by", "need")]

    def draft(self) -> PlanDraft:
        """What was sent; a goal of which nothing was written is none."""
        sent = self.cleaned_data
        goals = tuple(
            GoalDraft(
                words=sent[f"goal_{number}"],
                ours=sent[f"ours_{number}"],
                theirs=sent[f"theirs_{number}"],
                by_when=sent[f"by_{number}"],
                need_id=UUID(sent[f"need_{number}"]) if sent[f"need_{number}"] else None,
            )
            for number in range(1, self.room + 1)
            if any(sent[f"{name}_{number}"] for name in ("goal", "ours", "theirs"))
        )
        return PlanDraft(sent["own_words"], sent["language"], goals, sent["review_on"], sent["with_whom"])


def plan_initial(row: PlanRow | None, *, draft: bool) -> dict[str, Any]:
    """What the form of a plan begins with: the draft as it is, or a new one from the plan before."""
    if row is None:
        return {"version": 0}
    found: dict[str, Any] = {
        "version": row.version if draft else 0, "own_words": row.own_words, "language": row.language,
        "with_whom": row.with_whom, "review_on": row.review_on if draft else None,
    }  # fmt: skip
    shown = [goal for goal in row.goals if not goal.kept_apart and (draft or goal.state is GoalState.OPEN)]
    for number, goal in enumerate(shown, 1):
        found |= {
            f"goal_{number}": goal.words, f"ours_{number}": goal.ours, f"theirs_{number}": goal.theirs,
            f"by_{number}": goal.by_when, f"need_{number}": str(goal.need_id or ""),
        }  # fmt: skip
    return found


def room_for(row: PlanRow | None, asked: str) -> int:
    """For how many goals a form has room: as many as were asked for, those that are there and one more, a few at least."""
    wanted = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 3 else 0
    return min(MOST_GOALS, max(LEAST_ROOM, wanted, len(row.goals) + 1 if row else 0))


class ExplainForm(forms.Form):
    """How a plan was gone through with the person, and what they say."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    agreement = forms.ChoiceField(label=_("What they say"), widget=forms.RadioSelect)
    open_words = words_field(_("What stays open, or what they do not agree with"), _("In their words."), required=False)
    explained_on = day_field(_("When you went through it with them"))
    language = forms.ChoiceField(label=_("In which language"))
    interpreter = forms.CharField(
        label=_("Interpreter"), max_length=300, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )

    def __init__(self, *given: Any, languages: Chosen, child: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        answers = [one for one in Agreement if one is not Agreement.NOT_ASKED]
        self.fields["agreement"].choices = said(answers)  # type: ignore[attr-defined]
        self.fields["language"].choices = languages  # type: ignore[attr-defined]
        if child:
            self.fields["carer"] = forms.CharField(
                label=_("Who cares for the child, and what they say"),
                max_length=300,
                widget=forms.TextInput(attrs={"dir": "auto"}),
            )

    def draft(self) -> Explained:
        """What was sent."""
        sent = self.cleaned_data
        return Explained(
            agreement=Agreement(sent["agreement"]),
            explained_on=sent["explained_on"],
            language=sent["language"],
            interpreter=sent["interpreter"],
            open_words=sent["open_words"],
            carer=sent.get("carer", ""),
        )


class ReviewForm(forms.Form):
    """That a plan was looked at again and goes on."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    words = words_field(_("What you looked at, and what they say"))
    review_on = day_field(_("When it is looked at again"))


class GoalForm(forms.Form):
    """How far a goal is."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(label=_("How far it is"), widget=forms.RadioSelect)
    words = words_field(_("In words, as they see it"), required=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["state"].choices = said(list(GoalState))  # type: ignore[attr-defined]


class ReferralForm(forms.Form):
    """A referral: to whom, what for, and who agreed."""

    service_id = forms.ChoiceField(label=_("Service of the directory"), required=False)
    provider = forms.CharField(
        label=_("Or who else"), max_length=200, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    words = words_field(_("What the service is asked for"))
    consent = forms.ChoiceField(label=_("Who agreed to it"), widget=forms.RadioSelect)
    answer_by = day_field(_("By when an answer is expected"))

    def __init__(self, *given: Any, services: Chosen, child: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["service_id"].choices = [("", "—"), *services]  # type: ignore[attr-defined]
        consents = list(Consent) if child else [Consent.PERSON]
        self.fields["consent"].choices = said(consents)  # type: ignore[attr-defined]

    def draft(self, need_id: UUID) -> ReferralDraft:
        """What was sent."""
        sent = self.cleaned_data
        return ReferralDraft(
            need_id=need_id,
            words=sent["words"],
            consent=Consent(sent["consent"]),
            answer_by=sent["answer_by"],
            service_id=UUID(sent["service_id"]) if sent["service_id"] else None,
            provider=sent["provider"],
        )


class ReferralTurnForm(forms.Form):
    """What came of a referral."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(label=_("What came of it"), widget=forms.RadioSelect)
    words = words_field(_("In words"), _("Declined, waiting or stopped: say why, as it was said."), required=False)

    def __init__(self, *given: Any, then: Sequence[ReferralState], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["state"].choices = said(then)  # type: ignore[attr-defined]


def _goal_fields(number: int, needs: Chosen) -> dict[str, forms.Field]:
    line = {"rows": 2, "dir": "auto"}
    return {
        f"goal_{number}": forms.CharField(
            label=_("Goal, in plain words"), max_length=600, required=False, widget=forms.Textarea(attrs=line)
        ),
        f"ours_{number}": forms.CharField(
            label=_("What we do for it"), max_length=600, required=False, widget=forms.Textarea(attrs=line)
        ),
        f"theirs_{number}": forms.CharField(
            label=_("What they do"), max_length=600, required=False, widget=forms.Textarea(attrs=line)
        ),
        f"by_{number}": forms.DateField(label=_("By when"), required=False, widget=forms.DateInput(attrs=DAY)),
        f"need_{number}": forms.ChoiceField(label=_("For which need"), required=False, choices=[("", "—"), *needs]),
    }
