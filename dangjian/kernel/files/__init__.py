"""Files from outside: reading a table safely, writing one safely, keeping an upload for a while."""

from dangjian.kernel.files.cells import Cell, Fault, Formula, Part
from dangjian.kernel.files.reading import read
from dangjian.kernel.files.refusals import FileError

__all__ = ["Cell", "Fault", "FileError", "Formula", "Part", "read"]
