"""Pages of the library."""

from dangjian.library.views.documents import document, document_place, library
from dangjian.library.views.files import document_file

__all__ = ["document", "document_file", "document_place", "library"]
