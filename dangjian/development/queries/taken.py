"""The step that was entered last, and whether it may be withdrawn."""

from __future__ import annotations

from dangjian.development.models import Development, Outcome, StepTaken
from dangjian.development.rules.tables import BY_NAME, move_of


def last_entered(case: Development) -> StepTaken | None:
    """The step that was entered last and still counts."""
    rows = StepTaken.objects.filter(development=case, withdrawn_at__isnull=True)
    return rows.order_by("-pk").first()


def may_take_back(taken: StepTaken) -> bool:
    """Whether nothing else followed from a step."""
    if taken.local_id:
        return True
    step = BY_NAME[taken.step]
    follows = step.leads or step.name in ("apply", "notice", "assign_contacts", "name_sponsors")
    return not follows and move_of(step, Outcome(taken.outcome)) == step.name
