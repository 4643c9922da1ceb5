"""The pages of what stands behind gates, of children's files and of tracings: nothing for axe to find and nothing that overflows."""

from __future__ import annotations

import pytest
from django.urls import reverse

from actors import MakeActor
from homeward.access.facts import Purpose, Role
from homeward.pathway.actions.assessed import paper_record
from homeward.pathway.actions.child_files import child_entry_add, child_file_open
from homeward.pathway.actions.tracing import lead_note, tracing_open
from homeward.pathway.facts.assessed import Fitness, Paper
from homeward.pathway.facts.child_files import Attends, Entry, EntryDraft, PlanWords, SchoolWords
from homeward.pathway.facts.tracing import SoughtBy, SoughtWords, TracingStep
from papers_ready import bar, fitness, own
from visits import DESKTOP, PHONE, MakeVisit
from walked import CaseOf


@pytest.mark.browser
@pytest.mark.parametrize(("language", "width", "dark"), [("en", DESKTOP, False), ("ar", PHONE, True)])
def test_axe_finds_nothing_on_the_pages_of_papers_and_children(
    visit: MakeVisit, actor: MakeActor, a_case: CaseOf, language: str, width: int, dark: bool
) -> None:
    mother, child = a_case.family.person_ids
    manager, specialist = actor(Role.CASE_MANAGER, None, Purpose.RETURN), actor(Role.CHILD_PROTECTION_SPECIALIST)
    papers = [
        paper_record(manager, case_id=a_case.mother, draft=draft)
        for draft in (own(), bar(), fitness(Fitness.CONDITIONS, escort="Water and a stop every two hours."))
    ]
    file = child_file_open(specialist, child_id=child)
    child_entry_add(
        specialist, file_id=file, draft=EntryDraft(Entry.PLAN, PlanWords("Back to school.", "The teacher."))
    )
    for level in ("third class", "fourth class"):
        said = SchoolWords("First School", level)
        child_entry_add(specialist, file_id=file, draft=EntryDraft(Entry.SCHOOL, said, Attends.ENROLLED))
    said_of = SoughtWords("Invented Name", born="1985", last_seen="On the road, in spring.")
    tracing = tracing_open(specialist, person_id=child, sought_by=SoughtBy.CHILD, said=said_of)
    lead_note(specialist, tracing_id=tracing, person_id=mother)
    opened = {
        (Role.CASE_MANAGER, Purpose.RETURN): [
            *(reverse(f"paper_{one.value}", args=[id]) for one in Paper for id in a_case.ids),
            *(reverse("paper", args=[id]) for id in papers),
        ],
        (Role.CHILD_PROTECTION_SPECIALIST, Purpose.PROTECTION): [
            reverse("children"),
            reverse("tracings"),
            reverse("child_file", args=[file]),
            *(reverse(f"child_entry_{one.value}", args=[file]) for one in Entry),
            reverse("tracing_new", args=[child]),
            reverse("tracing", args=[tracing]),
            *(
                reverse(f"tracing_step_{one.value}", args=[tracing])
                for one in (TracingStep.VERIFICATION, TracingStep.REUNIFICATION)
            ),
        ],
    }
    found = {}
    for (role, purpose), addresses in opened.items():
        one = visit(role, None, purpose, language=language, width=width, dark=dark)
        for path in addresses:
            assert one.open(path).status == 200, path
            assert one.overflow() <= 0, path
            if report := one.violations():
                found[path] = report
    assert found == {}
