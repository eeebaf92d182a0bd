"""The words of a file (PDF, docx, xlsx, OFD, text), read in a process that may fail without harm.

Scans are not read: a file without words says so.
"""

from dangjian.kernel.files.words.reading import NoWords, Words, checked, read_words, sort_of

__all__ = ["NoWords", "Words", "checked", "read_words", "sort_of"]
