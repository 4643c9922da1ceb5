"""Roles given and withdrawn. Nobody gives themselves one, and nobody holds two of which one watches over the other.

Comes in: an administrator, an account, a role with its site, purpose and end. Goes out: the id of an assignment.
What somebody holds is read after their account was locked, so that two administrators at once cannot give what neither may.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access import rules
from homeward.access.actions.authority import action, authorise
from homeward.access.actions.users import locked_user
from homeward.access.denials import refusal
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Assignment, Capability, EventKind
from homeward.access.models import RoleAssignment
from homeward.access.selectors.actors import assignments_now
from homeward.access.trail import record
from homeward.kernel.errors import BadInput


@action
def assignment_give(actor: Actor, *, user_id: UUID, assignment: Assignment) -> UUID:
    """Give somebody a role. Without a site it holds everywhere, which only who manages users everywhere may give.

    Raises `Refused` for oneself or elsewhere; `BadInput` for a role that does not work for the purpose, an end that has passed, a
    closed account, a role that may not be held beside another, or one that is held already.
    """
    site = assignment.site_id
    authorise(actor, Capability.USER_MANAGE, site_id=site, everywhere=site is None)
    if user_id == actor.user_id:
        raise refusal(actor, "assignment.give", _("Nobody gives themselves a role. Ask another administrator."))
    user, now = locked_user(user_id), timezone.now()
    if not user.is_active or user.is_service:
        raise BadInput(_("This account is closed or belongs to the software itself. It cannot be given a role."))
    _check(assignment, now)
    _make_room(user_id, assignment, now)
    row = RoleAssignment(
        user=user,
        role=assignment.role.value,
        site_id=site,
        purpose=assignment.purpose.value,
        until=assignment.until,
        given_by=actor.user_id,
        given_at=now,
    )
    row.save(force_insert=True)
    detail = {
        "role": row.role,
        "purpose": row.purpose,
        "until": row.until.isoformat() if row.until else None,
    }
    record(actor, EventKind.WRITE, "assignment.give", subject=f"user:{user_id}", site_id=site, detail=detail)
    return row.id


@action
def assignment_withdraw(actor: Actor, *, assignment_id: UUID) -> None:
    """Take a role back, from now on. Raises `Refused`; `NotFound` where it was withdrawn already."""
    row = RoleAssignment.objects.select_for_update().filter(id=assignment_id, withdrawn_at__isnull=True).first()
    if row is None:
        raise NotFound(_("There is no such assignment, or it was withdrawn already."))
    authorise(actor, Capability.USER_MANAGE, site_id=row.site_id, everywhere=row.site_id is None)
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    detail = {"role": row.role, "purpose": row.purpose}
    record(
        actor, EventKind.WRITE, "assignment.withdraw", subject=f"user:{row.user_id}", site_id=row.site_id, detail=detail
    )


def _check(assignment: Assignment, now: datetime) -> None:
    if not rules.assignable(assignment.role, assignment.purpose, service=False):
        raise BadInput(
            _("The role %(role)s does not work for the purpose %(purpose)s.")
            % {"role": assignment.role.value, "purpose": assignment.purpose.value},
            role=assignment.role.value,
        )
    if not rules.valid(assignment, now):
        raise BadInput(_("The role would have ended before it began. Give an end in the future, or none."))


def _make_room(user_id: UUID, assignment: Assignment, now: datetime) -> None:
    """Refuse what cannot be held beside what is held; let an assignment that has run out make way for a new one."""
    held = assignments_now(user_id, now)
    if pair := rules.incompatible([*(one.role for one in held), assignment.role]):
        raise BadInput(
            _("Nobody holds the roles %(one)s and %(other)s together. Withdraw one first, or choose somebody else.")
            % {"one": pair[0].value, "other": pair[1].value}
        )
    same = RoleAssignment.objects.filter(
        user_id=user_id,
        role=assignment.role.value,
        site_id=assignment.site_id,
        purpose=assignment.purpose.value,
        withdrawn_at__isnull=True,
    )
    same.filter(until__lte=now).update(withdrawn_at=now)
    if same.exists():
        raise BadInput(_("This role is held there for this purpose already. Withdraw it first, to change its end."))
