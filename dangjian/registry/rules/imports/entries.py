"""What goes into the register from one row: typed values, complete."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple


class MemberEntry(NamedTuple):
    """A member as the act of registering takes him. Codes are those of kernel.codes; "" unknown.

    (A tuple, since a district makes forty thousand of them.)
    """

    organization_id: int
    name: str
    sex: str
    ethnic: str
    born_on: dt.date
    education: str
    id_number: str
    joined_on: dt.date
    full_on: dt.date | None
    standing: str
    occupation: str
    mobile: str
    landline: str
    address: str
    lost: bool
    lost_on: dt.date | None
    floating: bool
    destination: str


class UnitEntry(NamedTuple):
    """A unit behind an organization; credit_code and sector "" where they are not known."""

    name: str
    credit_code: str
    sector: str


class OrganizationEntry(NamedTuple):
    """An organization as the act of opening it takes it; superior "" is the root's.

    superior_key is the superior's code or full name as it stands in the same file or register.
    """

    code: str
    name: str
    short_name: str
    superior: str
    form: str
    opened_on: dt.date
    term_from: dt.date | None
    term_to: dt.date | None
    secretary: str
    contact: str
    phone: str
    relation: str
    units: tuple[UnitEntry, ...]
    may_approve: bool
    note: str
