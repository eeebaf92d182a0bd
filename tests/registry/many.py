"""Many organizations at once, for tests of size: the rows the actions would write."""

from __future__ import annotations

from dangjian.kernel import pinyin
from dangjian.registry.models import Naming, Organization, OrganizationForm, Parentage
from dangjian.registry.models.validity import since
from tests.district import FOUNDED


def many_branches(parent: Organization, number: int, stem: str) -> list[Organization]:
    """So many empty branches below an organization, called stem1党支部 and so on."""
    names = [f"{stem}{n}党支部" for n in range(number)]
    branches = Organization.objects.bulk_create(
        Organization(
            name=f"中共禾丰区{name}",
            short_name=name,
            name_key=pinyin.text_key(name),
            form=OrganizationForm.BRANCH,
            parent=parent,
            path=f"/0/{parent.pk}/{n}/",
            opened_on=FOUNDED,
        )
        for n, name in enumerate(names)
    )
    for branch in branches:
        branch.path, branch.code = f"{parent.path}{branch.pk}/", f"HF{branch.pk:06d}"
    Organization.objects.bulk_update(branches, ["path", "code"])
    Naming.objects.bulk_create(
        Naming(
            organization=branch,
            name=branch.name,
            short_name=branch.short_name,
            form=branch.form,
            valid=since(FOUNDED),
        )
        for branch in branches
    )
    Parentage.objects.bulk_create(
        Parentage(organization=branch, parent=parent, valid=since(FOUNDED)) for branch in branches
    )
    return branches
