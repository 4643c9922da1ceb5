"""The addresses of the track of justice and of the register of evidence.

Comes in: nothing. Goes out: the list, which stands beside that of the other pages.
"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from homeward.web.pages.evidence import (
    evidence,
    evidence_do,
    evidence_item,
    evidence_item_file,
    evidence_key,
    evidence_key_file,
    evidence_new,
    evidence_package,
)
from homeward.web.pages.justice import justice, justice_letter, justice_of, justice_page
from homeward.web.pages.justice_changes import (
    justice_aid_end,
    justice_do,
    justice_part_do,
    justice_question_do,
    justice_reopened,
    justice_seen,
)

_FILE = "justice/<uuid:justice_id>"
_QUESTION = f"{_FILE}/questions/<uuid:referral_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("justice", justice, name="justice"),
    path("persons/<uuid:person_id>/justice", justice_of, name="justice_of"),
    path(_FILE, justice_page, name="justice_file"),
    path(f"{_FILE}/again", justice_reopened, name="justice_reopened"),
    path(f"{_FILE}/aids/<uuid:part_id>/end", justice_aid_end, name="justice_aid_end"),
    path(f"{_FILE}/parts/<uuid:part_id>/<slug:what>", justice_part_do, name="justice_part_do"),
    path(f"{_QUESTION}/letter.pdf", justice_letter, name="justice_letter"),
    path(f"{_QUESTION}/read/<uuid:item_id>", justice_seen, name="justice_seen"),
    path(f"{_QUESTION}/<slug:what>", justice_question_do, name="justice_question_do"),
    path(f"{_FILE}/<slug:what>", justice_do, name="justice_do"),
    path("evidence", evidence, name="evidence"),
    path("evidence/new", evidence_new, name="evidence_new"),
    path("evidence/key", evidence_key, name="evidence_key"),
    path("evidence/key.pem", evidence_key_file, name="evidence_key_file"),
    path("evidence/packages/<uuid:handover_id>", evidence_package, name="evidence_package"),
    path("evidence/<uuid:item_id>", evidence_item, name="evidence_item"),
    path("evidence/<uuid:item_id>/file", evidence_item_file, name="evidence_item_file"),
    path("evidence/<uuid:item_id>/<slug:what>", evidence_do, name="evidence_do"),
]
