"""Invented users: one for each role, with the purpose they work for and their language, and a second where two people are needed.

Comes in: nothing. Goes out: `UserRecord`s. Roles and purposes are those of `access`, which a test holds them to; usernames are
those of a function, never of somebody. Never a password.
"""

from __future__ import annotations

from homeward.synthetic.population.records import UserRecord

USERS = (
    UserRecord("clerk", "registration_clerk", "registration", "ar", "NS-1"),
    UserRecord("identity", "identity_officer", "identity", "en"),
    UserRecord("screening", "screening_analyst", "screening", "en"),
    UserRecord("second", "second_reviewer", "screening", "en"),
    UserRecord("ncb", "ncb_liaison", "screening", "en"),
    UserRecord("nationality", "nationality_authority", "identity", "ar"),
    UserRecord("return", "repatriation_coordinator", "return", "en"),
    UserRecord("convoy", "convoy_lead", "return", "ckb"),
    UserRecord("judicial", "judicial_liaison", "justice", "ar"),
    UserRecord("cases", "case_manager", "protection", "kmr", "NS-1"),
    UserRecord("children", "child_protection_specialist", "protection", "ar"),
    UserRecord("survivors", "survivor_focal_point", "protection", "en"),
    UserRecord("reintegration", "reintegration_worker", "reintegration", "ar", "BA-1"),
    UserRecord("cases2", "case_manager", "return", "ar"),
    UserRecord("cases3", "case_manager", "return", "en"),
    UserRecord("cases4", "case_manager", "reintegration", "ar"),
    UserRecord("return2", "repatriation_coordinator", "return", "ar"),
    UserRecord("children2", "child_protection_specialist", "protection", "en"),
    UserRecord("children3", "child_protection_specialist", "protection", "ckb"),
    UserRecord("judicial2", "judicial_liaison", "justice", "en"),
    UserRecord("reintegration2", "reintegration_worker", "reintegration", "en"),
    UserRecord("dpo", "data_protection_officer", "data_protection", "en"),
    UserRecord("auditor", "auditor", "audit", "en"),
    UserRecord("coordination", "coordination_analyst", "coordination", "en"),
    UserRecord("redress", "redress_officer", "redress", "ar"),
    UserRecord("admin", "administrator", "administration", "en"),
)
