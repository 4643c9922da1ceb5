"""What an actor may see: the actor of a user, and `scope`, the one door through which every table is read."""

from homeward.access.selectors.actors import actor_of, token_actor
from homeward.access.selectors.agreements import (
    AgreementRow,
    DisclosureRow,
    NoticeRow,
    agreement_list,
    corrections_to_send,
    disclosure_list,
    disclosures_of_person,
    recipients_to_notify,
)
from homeward.access.selectors.glass import GlassRow, break_glasses_of_person, break_glasses_to_review
from homeward.access.selectors.keys import KeyLine, keys_of_installation
from homeward.access.selectors.scoping import may, reach_of, scope
from homeward.access.selectors.trail import TrailFilter, TrailPage, TrailRow, trail_count, trail_page, who_opened
from homeward.access.selectors.users import (
    Held,
    TokenRow,
    UserRow,
    colleagues,
    tokens,
    user_list,
    user_named,
    where_each_may,
    who_may,
)
from homeward.access.selectors.written import written_about

__all__ = [
    "AgreementRow",
    "DisclosureRow",
    "GlassRow",
    "Held",
    "KeyLine",
    "NoticeRow",
    "TokenRow",
    "TrailFilter",
    "TrailPage",
    "TrailRow",
    "UserRow",
    "actor_of",
    "agreement_list",
    "break_glasses_of_person",
    "break_glasses_to_review",
    "colleagues",
    "corrections_to_send",
    "disclosure_list",
    "disclosures_of_person",
    "keys_of_installation",
    "may",
    "reach_of",
    "recipients_to_notify",
    "scope",
    "token_actor",
    "tokens",
    "trail_count",
    "trail_page",
    "user_list",
    "user_named",
    "where_each_may",
    "who_may",
    "who_opened",
    "written_about",
]
