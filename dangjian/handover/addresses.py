"""Where the to-dos of this room are done; `desk` reads it."""

from dangjian.flow.queries import Leads

TODO_PAGES: Leads = (("handover_call__handover", "handover"),)
