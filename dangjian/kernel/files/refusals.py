"""What a clerk reads when a file cannot be taken: what it seems to be, and what to do."""

from __future__ import annotations

from dangjian.kernel.files.workbook.stop import (
    DAMAGED,
    EMPTY,
    ENCRYPTED,
    NOT_A_WORKBOOK,
    TOO_LARGE,
)
from dangjian.kernel.refusal import Refused

_SAVE_AS = "请用 WPS 表格或 Excel 打开，点“另存为”，选 .xlsx 格式存一份，再交上来。"
_PACKED = "请先解压，再把里面的表格文件一个一个交上来。"
_COPY = "请把内容整理成表格，存为 .xlsx 格式，再交上来。"

# Each kind of thing that is not a workbook: what it is called, and what to do.
_KINDS = {
    "pdf": ("一个 PDF 文件，不是表格", _COPY),
    "docx": ("一个文字文档（Word 或 WPS 文字），不是表格", _COPY),
    "pptx": ("一个演示文稿，不是表格", _COPY),
    "rtf": ("一个文字文档（RTF），不是表格", _COPY),
    "image": ("一张图片，不是表格", _COPY),
    "media": ("一段音频或视频，不是表格", _COPY),
    "program": ("一个程序，不是表格", "请交表格文件（.xlsx、.xls、.et 或 .csv）。"),
    "html": ("一个网页，只是名字像表格（有些系统导出的就是这样）", _SAVE_AS),
    "xml": ("一个 XML 文件，平台读不了这种格式", _SAVE_AS),
    "ods": ("一个 ODF 格式的表格，平台读不了这种格式", _SAVE_AS),
    "xlsb": ("一个二进制格式的表格（.xlsb），平台读不了这种格式", _SAVE_AS),
    "numbers": ("一个苹果电脑上的 Numbers 表格", "请在 Numbers 里导出为 Excel 格式，再交上来。"),
    "old": ("一个很早以前的表格，平台读不了这种格式", _SAVE_AS),
    "compound": ("别的软件存的文件，平台读不了这种格式", _SAVE_AS),
    "zip": ("一个压缩包，不是表格", _PACKED),
    "archive": ("一个压缩包，不是表格", _PACKED),
}
_MACROS = (
    "这个表格里带有宏（会自动运行的程序），平台不收。请用 WPS 表格或 Excel 打开，"
    "点“另存为”，选 .xlsx 格式（不带宏）存一份，再交上来。"
)
_TOO_LARGE = {
    "file": "这个文件太大了，一个表格最多 40 MB。",
    "unpacked": "这个文件展开以后太大，不像正常的名册。",
    "sheets": "这个文件里的工作表太多了，最多 100 张。",
    "rows": "这个文件里有一张表行数太多；有时是很靠下的地方留了多余的内容。",
    "columns": "这个文件里有一张表列数太多；有时是很靠右的地方留了多余的内容。",
    "cell": "这个文件里有一格的内容特别长，不像正常的名册；有时是引号没有成对。",
    "work": "这个文件要占用的内存或时间太多，不像正常的名册。",
}
_SPLIT = "请只留要交的内容，复制到一个新表格里（太长就分成几份），再交上来。"
_PLAIN = {
    ENCRYPTED: "这个文件加了密码，平台打不开，也不会向您要密码。"
    "请用 WPS 表格或 Excel 打开，去掉密码另存一份，再交上来。",
    DAMAGED: "这个文件打不开，可能没有传完整，或者已经损坏。请用 WPS 表格打开原件，"
    "另存为 .xlsx 格式再交上来；原件也打不开的，请向给您文件的人另要一份。",
    EMPTY: "这个文件里没有内容。请看看交的是不是填好的那一份。",
}


class FileError(Refused):
    """A file that cannot be read as a table.

    code: F-ENCRYPTED, F-DAMAGED, F-EMPTY, F-TOO-LARGE or F-NOT-A-WORKBOOK.
    why:  which case of it, a word of this page; it picks the sentence.
    """

    def __init__(self, code: str, why: str = "") -> None:
        super().__init__(_sentence(code, why))
        self.code = code
        self.why = why


def _sentence(code: str, why: str) -> str:
    if code == TOO_LARGE:
        return _TOO_LARGE.get(why, _TOO_LARGE["work"]) + _SPLIT
    if code != NOT_A_WORKBOOK:
        return _PLAIN[code]
    if why == "macros":
        return _MACROS
    name, advice = _KINDS.get(why, _KINDS["compound"])
    return f"这是{name}。{advice}"
