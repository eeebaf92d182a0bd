"""Work on a file somebody sent, in a process of its own, which may fail without harm to us.

A program is a file with `work(data, *arguments)`, a generator of JSON objects; what it raises may
say `why`, a word the caller knows. It starts without us: no settings, no database.
"""

from dangjian.kernel.files.confined.parent import Caps, Failed, said

__all__ = ["Caps", "Failed", "said"]
