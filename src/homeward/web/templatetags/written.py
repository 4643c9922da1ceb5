"""How names, dates, moments, numbers and codes are written for a reader: in their own script, calendar and language.

Comes in: a value. Goes out: a piece of a page. Digits are European in all four languages, so that a number on paper, on the
page and in a file is the same number. Never translates a name.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from homeward.exchange.facts.problems import Problem
from homeward.kernel.dates import PartialDate, parse
from homeward.web import calendars
from homeward.web.sentences import sentence
from homeward.web.words import comma
from homeward.web.words import word as word_of

register = template.Library()
register.filter("word", word_of)


@register.simple_tag
def person_name(native: str, lang: str = "", other: str = "", other_lang: str = "") -> SafeString:
    """A name in its own script and direction, and below it, smaller, the same name in the other script.

    `lang` and `other_lang` are language tags such as `ar`, `ckb`, `kmr`, `ar-Latn`.
    """
    if not native and not other:
        return format_html('<span class="name not-known">{}</span>', _("no name recorded"))
    first, first_lang = (native, lang) if native else (other, other_lang)
    below = _second_name(other, other_lang) if native and other else ""
    return format_html('<span class="name">{}{}</span>', _first_name(first, first_lang), below)


def _first_name(text: str, lang: str) -> SafeString:
    if lang:
        return format_html('<bdi dir="auto" lang="{}">{}</bdi>', lang, text)
    return format_html('<bdi dir="auto">{}</bdi>', text)


def _second_name(text: str, lang: str) -> SafeString:
    return format_html('<span class="other">{}</span>', _first_name(text, lang))


@register.filter
def commas(values: Iterable[object]) -> SafeString:
    """Values one after another, each in its own direction, with the comma of the reader's language."""
    return format_html_join(comma(), "<bdi>{}</bdi>", ((value,) for value in values))


@register.simple_tag(takes_context=True)
def day(context: template.Context, value: date | PartialDate | None, *, unknown: str = "") -> SafeString:
    """A day, or a partial date with how it was put, in the reader's calendar and language; ISO on hover."""
    if value is None:
        return format_html('<span class="not-known">{}</span>', unknown or _("unknown"))
    calendar = calendars.chosen(context.get("request"))
    if isinstance(value, PartialDate):
        iso, text = value.iso(), calendars.partial(value, calendar, get_language())
        if value.precision == "day" and not value.circa:
            return format_html('<time datetime="{0}" title="{0}">{1}</time>', iso, text)
        return format_html('<span title="{}">{}</span>', iso, text)
    return format_html(
        '<time datetime="{0}" title="{0}">{1}</time>', value.isoformat(), calendars.day(value, calendar, get_language())
    )


@register.simple_tag(takes_context=True)
def born(context: template.Context, text: str) -> SafeString:
    """An interval of birth as a person's summary keeps it (`PartialDate.iso`), written as `day` writes one."""
    return day(context, parse(text.replace("..", " to ")))


@register.simple_tag(takes_context=True)
def moment(context: template.Context, value: datetime | None, *, ago: bool = False) -> SafeString:
    """A moment in the current time zone; with `ago`, how long ago stands beside it, never instead of it."""
    if value is None:
        return format_html('<span class="not-known">{}</span>', _("unknown"))
    local = timezone.localtime(value)
    language = get_language()
    text = f"{calendars.day(local.date(), calendars.chosen(context.get('request')), language)}, {local:%H:%M}"
    if ago:
        text = f"{text} ({calendars.since(value, timezone.now())})"
    iso = local.isoformat(timespec="minutes")
    return format_html('<time datetime="{0}" title="{0}">{1}</time>', iso, text)


@register.filter
def told(sentence: object) -> str:
    """A sentence of an error in the reader's language: rooms below the pages raise them in English."""
    text = str(sentence)
    return _(text) if text else ""


@register.filter
def told_all(sentences: Iterable[object]) -> str:
    """Several sentences of errors, one after the other."""
    return " ".join(told(sentence) for sentence in sentences)


@register.filter
def problem_what(problem: Problem) -> str:
    """What is wrong with a row of a file, in the reader's language."""
    return sentence(problem.what, dict(problem.values))


@register.filter
def problem_todo(problem: Problem) -> str:
    """What to do about it."""
    return sentence(problem.todo, dict(problem.values))


@register.filter
def problem_text(problem: Problem) -> str:
    """Both, one after the other."""
    return f"{problem_what(problem)} {problem_todo(problem)}".strip()


@register.filter
def number(value: int | float | None) -> str:
    """A number with the separators of the reader's language."""
    return _("unknown") if value is None else calendars.number(value, get_language())
