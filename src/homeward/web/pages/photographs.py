"""The photograph of a person, where the installation keeps any: taken with their agreement, shown, taken away.

Comes in: a person and a picture. Goes out: pages, and the picture as it was drawn anew. Nobody is ever looked for by a picture.
"""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability
from homeward.registry.actions.photographs import photograph_remove, photograph_take
from homeward.registry.facts.persons import PersonFile
from homeward.registry.rules.photographs import LARGEST
from homeward.registry.selectors.persons import person_file
from homeward.registry.selectors.photographs import photograph_of, photograph_open, photographs_kept
from homeward.web.acting import actor_of
from homeward.web.changing import SHOWN_IN_PLACE, show_at
from homeward.web.telling import plain_name


class PhotographForm(forms.Form):
    """A picture, and that the person agrees."""

    photograph = forms.FileField(
        label=gettext_lazy("Photograph"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
        help_text=gettext_lazy(
            "JPEG or PNG, up to 10 MB. It is kept small, and what the camera wrote beside it is left out."
        ),
    )
    agreed = forms.BooleanField(label=gettext_lazy("The person agrees that it is kept"), required=False)

    def clean_photograph(self) -> UploadedFile[bytes]:
        """A file that is not larger than may be sent; what it is, its content says."""
        given: UploadedFile[bytes] = self.cleaned_data["photograph"]
        if (given.size or 0) > LARGEST:
            raise ValidationError(_("The photograph is larger than 10 MB. Take it at a lower resolution."))
        return given


def photograph(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The photograph there is, and the form for another; `remove` takes it away."""
    actor = actor_of(request)
    authorise(actor, Capability.DOCUMENT_WRITE, person_id=person_id)
    if not photographs_kept():
        raise NotFound(_("No photographs are kept here."))
    file = person_file(actor, person_id)
    if request.method != "POST":
        return _page(request, actor, file, PhotographForm())
    form = PhotographForm(request.POST, request.FILES)
    try:
        if "remove" in request.POST:
            photograph_remove(actor, person_id)
            messages.success(request, _("The photograph is gone."))
        elif form.is_valid():
            content = form.cleaned_data["photograph"].read()
            photograph_take(actor, person_id, content, agreed=form.cleaned_data["agreed"])
            messages.success(request, _("The photograph is kept."))
        else:
            return _page(request, actor, file, form, status=400)
    except SHOWN_IN_PLACE as wrong:
        status = show_at(form, wrong)
        return _page(request, actor, file, form, status=status)
    return HttpResponseRedirect(reverse("person", args=[person_id]))


def photograph_file(request: HttpRequest, person_id: UUID) -> StreamingHttpResponse:
    """The picture; that it was opened is in the trail."""
    actor = actor_of(request)
    authorise(actor, Capability.PERSON_READ, person_id=person_id)
    answer = StreamingHttpResponse(photograph_open(actor, person_id), content_type="image/jpeg")
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _page(
    request: HttpRequest, actor: Actor, file: PersonFile, form: PhotographForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "row": file.row,
        "name": plain_name(file.row),
        "form": form,
        "photograph": photograph_of(actor, file.row.id),
    }
    return render(request, "pages/photograph.html", context, status=status)
