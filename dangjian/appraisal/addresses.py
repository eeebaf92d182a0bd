"""Where the to-dos of this room are done; `desk` asks it."""

from dangjian.flow.queries import Leads

TODO_PAGES: Leads = (("case__appraisal", "appraisal"), ("visit", "visit"))
