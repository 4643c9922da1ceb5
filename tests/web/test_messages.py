"""The catalogues: complete, certain and current in three languages; and the tool that takes sentences in finds them all."""

from __future__ import annotations

import gettext as gnu
from pathlib import Path

import pytest
from django.utils import translation

import messages
from homeward.config.catalogues import compiled


def test_everything_that_pages_say_is_translated() -> None:
    found = messages.sentences()
    assert [fault for language in messages.LANGUAGES for fault in messages.faults(language, found)] == []


def test_what_a_module_says_is_found() -> None:
    code = """
label = _("one " "sentence")
many = ngettext("%(n)d day", "%(n)d days", n)
month = pgettext_lazy("a month", "May")
raise Refused("Plain sentence.", code=1)
raise Refused(f"With {value}.")
other("not a sentence")
"""
    assert set(messages.in_code(code, frozenset({"Refused"}))) == {
        messages.Sentence("one sentence"),
        messages.Sentence("%(n)d day", "%(n)d days"),
        messages.Sentence("May", context="a month"),
        messages.Sentence("Plain sentence."),
    }


def test_what_a_template_says_is_found() -> None:
    text = """{% load i18n %}{% translate "It's here" %}<p>No sentence</p>{% translate 'May' context "a month" %}
    {% blocktranslate with name=user.name %}By {{ name }}{% endblocktranslate %}{% action _("Save") %}
    {% blocktranslate count n=rows|length %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}"""
    assert set(messages.in_template(text)) == {
        messages.Sentence("It's here"),
        messages.Sentence("May", context="a month"),
        messages.Sentence("By %(name)s"),
        messages.Sentence("Save"),
        messages.Sentence("%(n)s row", "%(n)s rows"),
    }


def test_every_class_of_our_errors_is_known() -> None:
    assert {"HomewardError", "BadInput", "Refused", "Stale"} <= messages.error_classes()


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(messages, "CATALOGUES", tmp_path)
    path = messages.path_of("ar")
    path.parent.mkdir(parents=True)
    return path


def said(*sentences: str) -> messages.Found:
    return messages.Found({messages.Sentence(one): {"src/homeward/web/x.py"} for one in sentences})


def test_a_translation_survives_and_a_sentence_that_nobody_says_goes(catalogue: Path) -> None:
    catalogue.write_bytes(messages.written(messages.merged("ar", said("kept", "gone"))))
    text = catalogue.read_text().replace('msgid "kept"\nmsgstr ""', 'msgid "kept"\nmsgstr "باقٍ"')
    catalogue.write_text(text)
    catalogue.write_bytes(messages.written(messages.merged("ar", said("kept", "new"))))
    assert 'msgstr "باقٍ"' in catalogue.read_text()
    assert "gone" not in catalogue.read_text()
    assert messages.faults("ar", said("kept", "new")) == ["ar: not translated: 'new'"]


@pytest.mark.parametrize(
    ("translated", "fault"),
    [
        ("", "not translated"),
        ("من %(total)s", "other places for values"),
        ("من", "other places for values"),
        ("من %(count)s", ""),
    ],
)
def test_a_translation_keeps_the_places_for_values(catalogue: Path, translated: str, fault: str) -> None:
    found = said("of %(count)s")
    text = messages.written(messages.merged("ar", found)).decode()
    catalogue.write_text(
        text.replace('msgid "of %(count)s"\nmsgstr ""', f'msgid "of %(count)s"\nmsgstr "{translated}"')
    )
    told = messages.faults("ar", found)
    assert (fault in told[0]) if fault else told == []


def test_catalogues_are_compiled_once_and_anew_when_they_change(tmp_path: Path) -> None:
    source = tmp_path / "locale" / "ar" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "here"\nmsgstr "هنا"\n')
    first = compiled(tmp_path / "locale", tmp_path / "made")
    with (first / "ar" / "LC_MESSAGES" / "django.mo").open("rb") as file:
        assert gnu.GNUTranslations(file).gettext("here") == "هنا"
    assert compiled(tmp_path / "locale", tmp_path / "made") == first
    source.write_text(source.read_text().replace("هنا", "ههنا"))
    assert compiled(tmp_path / "locale", tmp_path / "made") != first
    assert [path for path in (tmp_path / "made").iterdir() if path.name.startswith("tmp")] == []


@pytest.mark.parametrize(
    ("language", "word"), [("ar", "تسجيل الدخول"), ("ckb", "چوونەژوورەوە"), ("kmr", "Têkeve"), ("en", "Sign in")]
)
def test_each_language_is_spoken(language: str, word: str) -> None:
    with translation.override(language):
        assert translation.gettext("Sign in") == word
