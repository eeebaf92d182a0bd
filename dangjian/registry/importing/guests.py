"""Waiting rows opened and made into new members, without the database: it is at work meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dangjian.kernel.copying import packer
from dangjian.kernel.crypto import Sealer
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry.importing.register import Register
from dangjian.registry.importing.rows import TABLE, entered_as
from dangjian.registry.importing.waiting import Waiting
from dangjian.registry.models import Import
from dangjian.registry.newcomers import Newcomers, NewMember, PackedNewcomers, Reception


@dataclass
class Ready:
    """Rows that become members, and what the register refuses of the others, by key of the row."""

    rows: list[Waiting]
    newcomers: PackedNewcomers
    refused: dict[int, str]


class Guests:
    """The rows of one import as the register receives them."""

    def __init__(self, run: Import, reception: Reception, by: Actor) -> None:
        self.register = Register(run)
        self._packer, self._by = packer(), by
        self._reception = reception
        self._as_of = run.as_of
        self._document = f"花名册导入（{run.as_of:%Y-%m-%d}）"
        self._unseal = Sealer(TABLE, "content").unseal

    def receive(self, waiting: Sequence[Waiting], ids: Sequence[int]) -> Ready:
        """The rows with what they become, under ids drawn for them."""
        newcomers, rows, refused = Newcomers(), [], {}
        for row, pk in zip(waiting, ids, strict=True):
            try:
                self._reception.add(newcomers, pk, self._member(row))
                rows.append(row)
            except Refused as refusal:
                refused[row.pk] = refusal.sentence
        return Ready(rows, newcomers.packed(self._packer, self._by), refused)

    def _member(self, row: Waiting) -> NewMember:
        entry, reason = entered_as(self._unseal(row.uid, row.content))
        return NewMember(
            organization=self._reception.branches[entry.organization_id],
            name=entry.name,
            sex=entry.sex,
            born_on=entry.born_on,
            id_number=entry.id_number,
            joined_on=entry.joined_on,
            full_on=entry.full_on,
            ethnic=entry.ethnic,
            education=entry.education,
            occupation=entry.occupation,
            mobile=entry.mobile,
            landline=entry.landline,
            address=entry.address,
            document=self._document,
            id_doubt_reason=reason,
            # The register knows a member from joining on; what the table says stays with its row.
            lost_on=max(entry.lost_on, entry.joined_on) if entry.lost and entry.lost_on else None,
            destination=entry.destination if entry.floating else "",
            floating_since=max(self._as_of, entry.joined_on) if entry.floating else None,
        )
