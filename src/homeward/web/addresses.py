"""Where a page sends somebody afterwards: an address of this platform, and of no other.

Comes in: a request that may carry `next`. Goes out: a path that is safe to go to. Never an address of another machine.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def own_address(request: HttpRequest, otherwise: str = "/") -> str:
    """What `next` says, where it is a path of ours; else another."""
    given = request.POST.get("next") or request.GET.get("next") or ""
    safe = given.startswith("/") and url_has_allowed_host_and_scheme(given, allowed_hosts=None)
    return given if safe else otherwise
