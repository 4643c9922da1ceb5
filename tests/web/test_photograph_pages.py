"""The photograph on the pages: nothing of it unless the setting is on; then taken, shown on the file, and taken away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from drafts import person

from homes import site
from homeward.access.facts import Role
from homeward.registry.actions.persons import person_register
from papers import picture


@pytest.fixture
def place(actor: Any) -> UUID:
    return site(actor)


@pytest.fixture
def client(signed_in: Any, place: UUID) -> Any:
    return signed_in(Role.REGISTRATION_CLERK, place)


@pytest.fixture
def somebody(actor: Any, place: UUID) -> UUID:
    return person_register(actor(Role.REGISTRATION_CLERK, place), person(place, "Salim Haddad", born="1990"))


def sent(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("face.jpg", content, "image/jpeg")


def test_without_the_setting_there_is_nothing(client: Any, somebody: UUID) -> None:
    form = reverse("photograph", args=[somebody])
    assert form not in client.get(reverse("person", args=[somebody])).content.decode()
    assert client.get(form).status_code == 404
    answer = client.post(form, {"photograph": sent(picture(size=(400, 300))), "agreed": "on"})
    assert answer.status_code == 404
    assert client.get(reverse("photograph_file", args=[somebody])).status_code == 404


def test_it_is_taken_shown_and_taken_away(
    client: Any, signed_in: Any, place: UUID, somebody: UUID, settings: Any
) -> None:
    settings.HOMEWARD_PHOTOGRAPHS = True
    form, image = reverse("photograph", args=[somebody]), reverse("photograph_file", args=[somebody])
    assert form in client.get(reverse("person", args=[somebody])).content.decode()
    refused = client.post(form, {"photograph": sent(picture(size=(400, 300)))})
    assert (refused.status_code, "somebody who agrees" in refused.content.decode()) == (400, True)
    refused = client.post(form, {"photograph": sent(b"<html>"), "agreed": "on"})
    assert (refused.status_code, "not a JPEG or PNG" in refused.content.decode()) == (400, True)
    assert client.post(form, {"photograph": sent(picture(size=(400, 300))), "agreed": "on"}).status_code == 302
    assert f'src="{image}"' in client.get(reverse("person", args=[somebody])).content.decode()
    answer = client.get(image)
    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8\xff")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert "no-store" in answer["Cache-Control"]
    lead = signed_in(Role.CONVOY_LEAD, place)
    assert image not in lead.get(reverse("person", args=[somebody])).content.decode()
    assert lead.get(image).status_code == 403
    assert "one is kept, since" in client.get(reverse("receipt", args=[somebody])).content.decode()
    assert client.post(form, {"remove": "1"}).status_code == 302
    assert image not in client.get(reverse("person", args=[somebody])).content.decode()
    assert client.post(form, {"remove": "1"}).status_code == 400, "there is none any more"
