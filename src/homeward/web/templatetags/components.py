"""The parts that pages are made of, as tags: docs/reference/interface.md says how each is used, /design shows them all.

Comes in: words, values of `web.parts`, and for block tags what stands between. Goes out: pieces of a page.
Never reads a table; never builds markup out of strings: each part is a template under `parts/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, FileInput, RadioSelect
from django.forms.widgets import CheckboxSelectMultiple
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from homeward.web.forms import StatedWidget
from homeward.web.parts import Bar, Claim, Page, Pair, Progress, Step, Tab, Text
from homeward.web.templatetags import shapes

register = template.Library()
register.simple_tag(shapes.shape, name="shape")

OUTCOMES = {"agrees": "done", "differs": "waiting", "absent": "open"}


@register.simple_block_tag
def page_head(content: str, title: Text, answer: Text = "", chip_state: str = "", chip_label: Text = "") -> SafeString:
    """The title, its first line (the answer) and, between the tags, what can be done."""
    return render_to_string(
        "parts/page_head.html",
        {
            "title": title,
            "answer": answer,
            "chip_state": chip_state,
            "chip_label": chip_label,
            "actions": _kept(content),
        },
    )


@register.simple_block_tag
def action_bar(content: str) -> SafeString:
    """Buttons in their place, at the end of a form or of a section."""
    return render_to_string("parts/action_bar.html", {"content": content})


@register.simple_tag(takes_context=True)
def action(
    context: template.Context,
    label: Text,
    url: str = "",
    *,
    kind: str = "",
    method: str = "get",
    name: str = "",
    value: str = "",
) -> SafeString:
    """One thing that can be done: a link, a button of its own form (`method="post"`), or without `url` a button of the form around.

    `kind`: empty, `primary`, `danger` or `link`.
    """
    given = {"label": label, "url": url, "kind": kind, "method": method, "name": name, "value": value}
    return render_to_string("parts/action.html", given | {"csrf_token": context.get("csrf_token")})


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: Text = "") -> SafeString:
    """Something to know before going on. `kind`: `info`, `waiting`, `blocked` or `done`."""
    return render_to_string("parts/notice.html", {"kind": kind, "title": title, "content": content})


@register.filter
def notice_kind(level: str) -> str:
    """The kind of notice that a message of the web framework is shown as."""
    return {"success": "done", "warning": "waiting", "error": "blocked"}.get(level, "info")


@register.simple_block_tag
def empty_state(content: str, title: Text, text: Text = "") -> SafeString:
    """Why nothing is here and what to do; between the tags, the action."""
    return render_to_string("parts/empty_state.html", {"title": title, "text": text, "actions": _kept(content)})


@register.simple_tag
def chip(state: str, label: Text) -> SafeString:
    """A state as a word and a shape. `state`: one of `shapes.STATES`."""
    return render_to_string("parts/chip.html", {"state": state, "label": label})


@register.simple_block_tag
def restricted(content: str, title: Text) -> SafeString:
    """A part that exists and that this reader may not see: its kind, who may, never what it holds."""
    return render_to_string("parts/restricted.html", {"title": title, "content": content})


@register.simple_block_tag
def section(content: str, title: Text, id: str = "") -> SafeString:
    """A part of a page under its heading."""
    return render_to_string("parts/section.html", {"title": title, "id": id, "content": content})


@register.simple_block_tag
def facts(content: str) -> SafeString:
    """A list of facts; between the tags, `fact` tags."""
    return render_to_string("parts/facts.html", {"content": content})


@register.simple_block_tag
def fact(
    content: str,
    label: Text,
    *,
    source: Text = "",
    verification: Text = "",
    state: str = "plain",
    history: str = "",
    not_known: Text = "",
) -> SafeString:
    """One fact: its value between the tags, its source, how far it was verified, and the address of its history.

    `not_known`: "unknown", "not asked", "declined" or "does not apply" in words, in place of a value.
    """
    given = {"label": label, "source": source, "verification": verification, "state": state, "history": history}
    return render_to_string("parts/fact.html", given | {"not_known": not_known, "content": _kept(content)})


@register.simple_tag(takes_context=True)
def claim_history(context: template.Context, claims: Sequence[Claim], title: Text = "") -> SafeString:
    """Every version of what was recorded, the newest first, the superseded ones marked."""
    return _render(context, "parts/claim_history.html", claims=claims, title=title)


@register.simple_block_tag
def table(content: str, caption: Text, *, caption_seen: bool = False) -> SafeString:
    """A table with a sticky header that scrolls by itself; between the tags, `<thead>` and `<tbody>`."""
    return render_to_string("parts/table.html", {"caption": caption, "caption_seen": caption_seen, "content": content})


@register.simple_tag(takes_context=True)
def sort_link(context: template.Context, label: Text, field: str, *, default: bool = False) -> SafeString:
    """The heading of a column by which the list can be sorted, as a cell: `?sort=field`, again `?sort=-field`."""
    current = context["request"].GET.get("sort", field if default else "")
    direction = {field: "ascending", f"-{field}": "descending"}.get(current, "")
    target = f"-{field}" if direction == "ascending" else field
    url = _address(context, sort=target, page=None)
    return render_to_string("parts/sort_link.html", {"label": label, "url": url, "direction": direction})


@register.simple_tag(takes_context=True)
def pager(context: template.Context, page: Page[Any]) -> SafeString:
    """How many rows there are, which are shown, and links to the other pages that keep the filters."""
    numbers = [(number, number and _address(context, page=number)) for number in page.numbers]
    here, pages = page.window.number, page.pages
    before = _address(context, page=here - 1) if here > 1 else ""
    after = _address(context, page=here + 1) if here < pages else ""
    return _render(context, "parts/pager.html", page=page, numbers=numbers, before=before, after=after)


@register.simple_block_tag
def filter_bar(content: str, *, clear: str = "", label: Text = "") -> SafeString:
    """Filters of a list, kept in the address; between the tags, fields. `clear`: the address without filters."""
    return render_to_string("parts/filter_bar.html", {"content": content, "clear": clear, "label": label})


@register.simple_tag
def tabs(items: Sequence[Tab], label: Text) -> SafeString:
    """Links to the siblings of this page."""
    return render_to_string("parts/tabs.html", {"items": items, "label": label})


@register.simple_tag(takes_context=True)
def timeline(context: template.Context, steps: Sequence[Step]) -> SafeString:
    """What happened, in order."""
    return _render(context, "parts/timeline.html", steps=steps)


@register.simple_tag
def compare(pairs: Iterable[Pair], left: Text, right: Text, caption: Text) -> SafeString:
    """The same fields of two records side by side; what differs is marked by a word and a shape."""
    rows = [(pair, OUTCOMES.get(pair.outcome, "")) for pair in pairs]
    return render_to_string("parts/compare.html", {"rows": rows, "left": left, "right": right, "caption": caption})


@register.simple_tag(takes_context=True)
def progress(context: template.Context, job: Progress) -> SafeString:
    """Long work: how far it is, its end; asks again by itself where scripts run, and by a link where not."""
    return _render(context, "parts/progress.html", job=job)


@register.simple_tag(takes_context=True)
def bar_chart(
    context: template.Context, bars: Sequence[Bar], title: Text, label: Text, unit: Text, note: Text = ""
) -> SafeString:
    """Counts as bars, and the same counts as a table beside them. `note`: as of when, from which source."""
    most = max((bar.value for bar in bars), default=0) or 1
    drawn = [(bar, round(bar.value * 100 / most, 1)) for bar in bars]
    return _render(context, "parts/bar_chart.html", drawn=drawn, title=title, label=label, unit=unit, note=note)


@register.simple_tag(takes_context=True)
def print_head(context: template.Context, title: Text) -> SafeString:
    """What stands at the top of a printed page only: the product, the page, who printed it, when and for what."""
    return _render(context, "parts/print_head.html", title=title)


@register.simple_block_tag
def fieldset(content: str, legend: Text, hint: Text = "") -> SafeString:
    """Fields that belong together, under their legend."""
    return render_to_string("parts/fieldset.html", {"legend": legend, "hint": hint, "content": content})


@register.simple_tag
def field(bound: BoundField, *, extra: str = "") -> SafeString:
    """A field of a form: label, hint, error, what was typed. `extra`: further classes, such as `search`."""
    widget = bound.field.widget
    kind = "input"
    if isinstance(widget, StatedWidget):
        kind = "stated"
    elif isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        kind = "choices"
    elif isinstance(widget, CheckboxInput):
        kind = "check"
    elif isinstance(widget, FileInput):
        kind = "file"
    return render_to_string("parts/field.html", {"field": bound, "kind": kind, "extra": extra})


@register.simple_tag
def form_errors(form: Any) -> SafeString:
    """At the top of a form that was not accepted: how many fields, which, with links; and what concerns no single field."""
    wrong = [bound for bound in form if bound.errors] if form.is_bound else []
    return (
        render_to_string("parts/form_errors.html", {"form": form, "wrong": wrong})
        if wrong or form.non_field_errors()
        else mark_safe("")
    )


def _kept(content: str) -> SafeString | str:
    """What stood between two tags, already escaped where it was made; empty where it was only space."""
    return content if content.strip() else ""


def _address(context: template.Context, **changes: str | int | None) -> str:
    """The query of this page with some values changed, or left out where None."""
    query: QueryDict = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    return "?" + query.urlencode()


def _render(context: template.Context, name: str, **given: Any) -> SafeString:
    kept = {key: context.get(key) for key in ("request", "csrf_token", "actor", "purpose_word", "now")}
    return render_to_string(name, kept | given)
