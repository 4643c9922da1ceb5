"""The addresses of the pages.

Comes in: nothing. Goes out: the list. One line for each page.
"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from homeward.web.pages.account import account, sign_out_elsewhere
from homeward.web.pages.design import design
from homeward.web.pages.language import language
from homeward.web.pages.purpose import purpose
from homeward.web.pages.vocabulary import words
from homeward.web.pages.work import my_work

urlpatterns: list[URLPattern | URLResolver] = [
    path("", my_work, name="my_work"),
    path("account", account, name="account"),
    path("account/elsewhere", sign_out_elsewhere, name="sign_out_elsewhere"),
    path("design", design, name="design"),
    path("help/words", words, name="words"),
    path("language", language, name="language"),
    path("purpose", purpose, name="purpose"),
]
