"""Fields whose answer may be missing for a stated reason."""

from __future__ import annotations

import pytest
from django import forms
from django.utils import translation

from homeward.web.forms import Stated, StatedField
from homeward.web.templatetags.components import field


class Form(forms.Form):
    born = StatedField(forms.IntegerField(label="Year of birth", help_text="A year is enough."))


@pytest.mark.parametrize(
    ("value", "state", "cleaned"),
    [
        ("1986", "known", Stated(1986, "known")),
        ("1986", "", Stated(1986, "known")),
        ("", "unknown", Stated(None, "unknown")),
        ("", "declined", Stated(None, "declined")),
    ],
)
def test_an_answer_or_a_reason(value: str, state: str, cleaned: Stated) -> None:
    form = Form({"born_value": value, "born_state": state})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == cleaned


@pytest.mark.parametrize(
    ("value", "state", "code"),
    [("1986", "unknown", "both"), ("", "known", "neither"), ("", "", "neither"), ("x", "known", "invalid")],
)
def test_both_or_neither_is_asked_again_and_nothing_typed_is_lost(value: str, state: str, code: str) -> None:
    form = Form({"born_value": value, "born_state": state})
    assert [error.code for error in form.errors.as_data()["born"]] == [code]
    with translation.override("en"):
        html = field(form["born"])
    assert (f'value="{value}"' in html) == bool(value)
    assert f'value="{state}"' in html or not state


def test_a_reason_that_is_not_offered_is_refused() -> None:
    assert not Form({"born_value": "", "born_state": "forgotten"}).is_valid()


def test_each_part_of_the_field_has_its_name() -> None:
    with translation.override("en"):
        html = field(Form({})["born"])
    assert '<legend id="id_born_legend">Year of birth' in html
    assert 'aria-labelledby="id_born_legend"' in html
    assert 'aria-describedby="id_born_helptext id_born_error"' in html
    assert html.count('type="radio"') == 5


def test_what_was_recorded_comes_back_into_the_form() -> None:
    html = str(Form(initial={"born": Stated(None, "declined")})["born"])
    assert 'value="declined" ' in html.replace("checked", "checked ") and html.count("checked") == 1
