"""An importer's part of the tree bounds what a list of organizations may found (K2)."""

from __future__ import annotations

from pathlib import Path

from dangjian.registry.models import ImportRow, Organization
from tests.district import District
from tests.registry.imports_brought import bring


def test_a_list_of_organizations_founds_nothing_outside_the_importers_part(
    district: District, tmp_path: Path
) -> None:
    path = tmp_path / "组织.csv"
    rows = [
        f"{name},{name},{superior.name},党支部,2020-01-01,与上级党组织相同"
        for name, superior in (
            ("中共禾丰区新建支部委员会", district.street),
            ("中共禾丰区越界支部委员会", district.foreign.parent),
        )
    ]
    heads = "组织名称,组织简称,上级党组织,组织类别,成立日期,所在单位情况"
    path.write_text("\n".join([heads, *rows]), encoding="utf-8-sig")
    run = bring(path, kind="organizations", organization=district.street)
    assert Organization.objects.filter(name="中共禾丰区新建支部委员会").exists()
    assert not Organization.objects.filter(name="中共禾丰区越界支部委员会").exists()
    kept_out = ImportRow.objects.get(run=run, verdict="reject")
    assert "不在您的管理范围内" in str(kept_out.told)
