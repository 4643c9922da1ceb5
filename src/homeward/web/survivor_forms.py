"""Forms of a sealed file: what was told, a wish, a safety plan; a decision about sharing; what was shared under it.

Comes in: what was typed. Goes out: drafts for the actions. Nothing is chosen beforehand, least of all whether something is shared.
"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from homeward.pathway.facts.survivors import Answered, ConsentDraft, Decider, PageDraft, ShareFor, Teller, Told
from homeward.web.justice_forms import long_text, one_of, short_text, whole_day
from homeward.web.registering import choices
from homeward.web.words import word


class AccountForm(forms.Form):
    """What was told."""

    words = long_text(
        _("What was told"),
        _("In their words, as much as they want to say and no more. Do not ask for details."),
        rows=6,
    )
    teller = one_of(_("Who told it"), choices(Teller))
    harmed = short_text(_("Who was harmed"), _("As they say it. It may be several people."), required=False)

    def draft(self) -> PageDraft:
        """What was typed."""
        given = self.cleaned_data
        return PageDraft(Told.ACCOUNT, given["words"], Teller(given["teller"]), given["harmed"])


class WishForm(forms.Form):
    """A wish."""

    words = long_text(_("What they wish should be done, or not be done"), _("In their own words."))

    def draft(self) -> PageDraft:
        """What was typed."""
        return PageDraft(Told.WISH, self.cleaned_data["words"])


class SafetyForm(forms.Form):
    """A safety plan."""

    words = long_text(
        _("Safety plan"), _("What keeps them safe, whom they can go to, what they do when it is not safe."), rows=6
    )
    review_on = whole_day(_("Looked at again on"), _("Within three months."))

    def draft(self) -> PageDraft:
        """What was typed."""
        given = self.cleaned_data
        return PageDraft(Told.SAFETY, given["words"], review_on=given["review_on"])


class ConsentForm(forms.Form):
    """A decision to let something be shared."""

    purpose = one_of(_("What it is for"), choices(ShareFor), _("One decision for each. It opens none of the others."))
    recipient = short_text(_("With whom"), _("One person or office."))
    what = long_text(_("What exactly may be shared"), rows=3)
    own_words = long_text(_("The decision, in their own words"), rows=3)
    explained = long_text(
        _("How it was explained to them"),
        _(
            "In which language, what sharing means, that they may say no and take it back, and that it costs them nothing."
        ),
        rows=3,
    )
    decider = one_of(
        _("Who decided"),
        choices(Decider),
        _("Whether a court or a screening hears of it, nobody decides in their place."),
    )
    basis = short_text(_("Which law or rule allows it"))
    until = whole_day(_("Until"), _("A year at most."))

    def draft(self) -> ConsentDraft:
        """What was typed."""
        given = self.cleaned_data
        return ConsentDraft(
            purpose=ShareFor(given["purpose"]), recipient=given["recipient"], what=given["what"], own_words=given["own_words"],
            explained=given["explained"], basis=given["basis"], decider=Decider(given["decider"]), until=given["until"],
        )  # fmt: skip


class ShareForm(forms.Form):
    """What was shared."""

    what = long_text(_("Exactly what was shared"))
    service = short_text(_("With which service, where it was one"), required=False)


class ServiceForm(forms.Form):
    """What a service answered."""

    answered = one_of(
        _("What they answered"), [(one.value, word(one)) for one in Answered if one is not Answered.WAITING]
    )
    words = long_text(_("In words"))


class WithdrawForm(forms.Form):
    """Taking a decision back."""

    words = long_text(_("In their own words"), _("They need not say why."), required=False)


class CloseForm(forms.Form):
    """Closing a file."""

    words = long_text(_("Why it is closed, and that they know"))
