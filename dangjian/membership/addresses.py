"""Where the to-dos of this room are done; `desk` reads it."""

from django.db.models import Case, Value, When

from dangjian.flow.queries import Leads
from dangjian.membership.models import Move

_STEP = Case(
    When(closed_at__isnull=False, then=Value("errand")),
    # This step calls upon the asker; every other one calls upon a helper to fill in.
    When(errand_step__move=Move.FILL_IN, then=Value("errand_confirm")),
    default=Value("errand_fill_in"),
)

TODO_PAGES: Leads = (("correction", "correction"), ("errand_step__errand", _STEP))
"""The page where each is done, or where it can be read once it is closed."""
