"""A paper of the office as a Word file: whatever was entered, it opens."""

from __future__ import annotations

import datetime as dt
import io

from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian.kernel.files import papers

AT = dt.datetime(2026, 11, 26, 9, 30)
WORDS = st.text(st.characters(), max_size=40)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS), max_size=4), WORDS)
def test_whatever_was_entered_the_file_opens_with_a_row_for_each(
    rows: list[tuple[str, str]], name: str
) -> None:
    """A8: signs that no document can hold are left out, nothing else is."""
    content = papers.form("登记表", rows, made_by=name, at=AT)
    [table] = Document(io.BytesIO(content)).tables
    assert len(table.rows) == len(rows)


def test_the_faces_and_sizes_are_those_of_official_documents() -> None:
    """A8: GB/T 9704-2012; Chinese letters in the face that was asked for."""
    content = papers.form("登记表", [("姓名", "林禾青")], made_by="何秋实", at=AT)
    document = Document(io.BytesIO(content))
    [head] = [one for one in document.paragraphs if one.text]
    [run] = head.runs
    assert (head.text, run.font.size.pt) == ("登记表", 22)
    assert 'w:eastAsia="方正小标宋简体"' in run._element.xml
    value = document.tables[0].rows[0].cells[1].paragraphs[0].runs[0]
    assert (value.text, value.font.size.pt) == ("林禾青", 14)
    assert 'w:eastAsia="仿宋"' in value._element.xml
    assert "何秋实　2026-11-26 09:30" in document.sections[0].footer.paragraphs[0].text
