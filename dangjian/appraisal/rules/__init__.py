"""What may be in an appraisal, a visit, and somebody's taking part."""

from dangjian.appraisal.rules.tables import APPRAISALS, Who
from dangjian.flow.rules import Tables

TABLES: Tables = {(APPRAISALS.key, APPRAISALS.revision): APPRAISALS}

__all__ = ["APPRAISALS", "TABLES", "Who"]
