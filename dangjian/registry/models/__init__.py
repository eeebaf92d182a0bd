"""Nouns of the registry."""

from dangjian.registry.models.account import (
    OFFICERS,
    Account,
    ActivationCode,
    Role,
    RoleGrant,
    SignInBrake,
)
from dangjian.registry.models.extended import (
    Education,
    Employment,
    Hardship,
    Relative,
    StayAbroad,
)
from dangjian.registry.models.organization import (
    Naming,
    Organization,
    OrganizationForm,
    Parentage,
    Sector,
    Unit,
    UnitLink,
    UnitRelation,
    after_subtree,
)
from dangjian.registry.models.person import (
    IN_THE_PARTY,
    Arrival,
    Floating,
    LostContact,
    Membership,
    Person,
    Standing,
    StandingKind,
)
from dangjian.registry.models.post import CommitteeTerm, Post, PostTitle

__all__ = [
    "IN_THE_PARTY",
    "OFFICERS",
    "Account",
    "ActivationCode",
    "Arrival",
    "CommitteeTerm",
    "Education",
    "Employment",
    "Floating",
    "Hardship",
    "LostContact",
    "Membership",
    "Naming",
    "Organization",
    "OrganizationForm",
    "Parentage",
    "Person",
    "Post",
    "PostTitle",
    "Relative",
    "Role",
    "RoleGrant",
    "Sector",
    "SignInBrake",
    "Standing",
    "StandingKind",
    "StayAbroad",
    "Unit",
    "UnitLink",
    "UnitRelation",
    "after_subtree",
]
