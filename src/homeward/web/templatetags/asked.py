"""What the templates of papers and of children's pages need besides: names of countries and languages.

Comes in: codes. Goes out: words in the language of the page.
"""

from __future__ import annotations

from django import template

from homeward.web.countries import country_name, language_name

register = template.Library()


@register.filter
def country(code: str) -> str:
    """The name of a country in the language of the page."""
    return country_name(code)


@register.filter
def language(code: str) -> str:
    """The name of a language in the language of the page."""
    return language_name(code)
