"""What a clerk reads for each code: what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    # put right, nothing lost
    "N-TRIM": "这一格前后有空格或看不见的字符，已去掉。",
    "N-FULLWIDTH": "这一格的数字或字母是全角的，已改成半角。",
    "N-NAME-SPACE": "姓名中间的空格已去掉。",
    "N-MIDDLE-DOT": "姓名中间的点已统一写成“·”。",
    "N-ID-LOWER-X": "号码末位的字母已改成大写X。",
    "N-ID-SPACES": "号码中间的空格或横线已去掉。",
    "N-APOSTROPHE": "这一格开头的撇号已去掉。",
    "N-DATE-TEXT": "日期已统一写成“2019-07-01”的样子。",
    "N-DATE-CELL": "日期格式的单元格已改写成“2019-07-01”的样子。",
    "N-DATE-SERIAL": "这一格是表格软件的日期序号，已换算成日期。",
    "N-SEX": "性别已统一写成“男”或“女”。",
    "N-ETHNIC": "民族已统一写成标准名称。",
    "N-EDU": "学历已统一写成标准名称。",
    "N-BOOL": "这一格已统一写成“是”或“否”。",
    "N-STATUS": "这一格已统一写成标准说法。",
    "N-ORG-VARIANT": "党支部名称写法不同，只有一个支部对得上，已换成全称。",
    "N-MERGED-FILL": "这一格在合并单元格里，已按上面的内容填上。",
    "N-PHONE": "电话号码的写法已统一。",
    "N-EMPTY-MARK": "“无”“—”一类的记号已按没有填写处理。",
    "N-FORMULA-CACHED": "这一格是公式，已取算好的结果。",
    "N-FROM-ID": "这一格没有填，已按公民身份号码填上。",
    "N-NUMBER": "数字格式的单元格已改成文字。",
    # a person must choose
    "H-DUP-TWO-BRANCHES": "同一个公民身份号码在两个支部，可能正在转接组织关系，请核对后只留一处。",
    "H-DUP-SAME-NUMBER": "同一个公民身份号码在同一个支部出现了两次，内容不一样，请核对后只留一行。",
    "H-DUP-SAME-PERSON": "姓名、出生日期和入党、转正日期都相同，号码却不同，请核对是不是同一个人。",
    "H-PROBATION-GAP": "转正与入党相隔不是一年，请核对档案；延长预备期等确有原因的可以照填。",
    "H-ID-SEX": "性别与公民身份号码不一致，请照身份证核对。",
    "H-ID-BIRTH": "出生日期与公民身份号码不一致，请照档案和身份证核对。",
    "H-ID-15": "这是15位的旧号码，请照现在的身份证改成18位；建议的号码请先核对。",
    "H-ORG-AMBIGUOUS": "有几个支部对得上，或只是名称相近，请选出正确的支部。",
    "H-STATUS-CONFLICT": "人员类别与转正日期对不上，请核对：正式党员要有转正日期，预备党员没有。",
    "H-LOST-NO-DATE": "是否失联与失去联系日期对不上，请补上日期或改正。",
    "H-MOBILE-CONFLICT": "是否流动与外出流向对不上，请补上流向或改正。",
    "H-POST-UNMAPPED": "这个工作岗位不在对照表里，请换成表里的说法，或请管理员补充对照表。",
    "H-PHONE": "这不是一个11位的手机号，请核对后只填一个号码。",
    "H-DATE-PARTIAL": "日期不完整，请照档案补上月和日。",
    "H-DATE-AMBIGUOUS": "这个日期有几种读法，请选出正确的一天。",
    "H-PARTY-STATE": "党籍状态不是“正常”，不能直接登记为党员，请先核实党籍。",
    "H-HIDDEN-ROW": "这一行在表里是隐藏的，请确认要不要导入。",
    "H-HIDDEN-SHEET": "这张工作表是隐藏的，请确认要不要导入。",
    "H-NAME": "姓名里有少见的写法，请照身份证核对。",
    # goes back
    "R-NAME-MISSING": "没有填姓名，请补上。",
    "R-ID-MISSING": "没有填公民身份号码，请照身份证补上。",
    "R-JOIN-MISSING": "没有填加入党组织日期，请照档案补上。",
    "R-ORG-MISSING": "没有填所在党支部，请补上。",
    "R-NAME-CHAR-LOST": "姓名里有没能显示出来的字，请照身份证改正。",
    "R-ID-LENGTH": "公民身份号码应为18位数字（末位可以是X），请照身份证改正。",
    "R-ID-CHECKSUM": "公民身份号码的校验位不对，请照身份证核对；确实无误的可写明理由保留。",
    "R-ID-DATE": "公民身份号码里的出生日期不存在，请照身份证改正。",
    "R-ID-PRECISION": "公民身份号码被当成数字保存，后几位已丢失，请把这一列设为文本后重新填写。",
    "R-DATE-UNPARSEABLE": "这一格不是日期，请照“2019-07-01”的样子填写。",
    "R-DATE-IMPOSSIBLE": "没有这一天，请照档案改正。",
    "R-DATE-FUTURE": "日期在统计截止日期之后，请核对。",
    "R-FULL-BEFORE-JOIN": "转正日期早于入党日期，请照档案改正。",
    "R-UNDER-18": "入党时不满十八周岁，请核对出生日期和入党日期。",
    "R-ORG-UNKNOWN": "没有找到这个党支部，请填写支部全称；新成立的请先登记组织。",
    "R-CODE-UNKNOWN": "这个说法不在标准代码里，请改成标准名称。",
    "R-INJECTION": "这一格的内容会被表格软件当成公式运行，请改成普通文字。",
    "R-FORMULA": "这一格是公式且取不到可用的结果，请换成文字。",
    "R-TOO-LONG": "这一格太长了，请写短一些。",
    # organizations
    "R-MISSING": "这一格必须填写，请补上。",
    "R-CREDIT-CODE": "统一社会信用代码不对（应为18位，校验位要对得上），请照证书核对。",
    "R-TERM-ORDER": "任期届满日期早于任期开始日期，请核对。",
    "R-MAY-NOT-APPROVE": "这一类组织不能有审批预备党员的权限，请改成“否”或核对组织类别。",
    "R-SUPERIOR-MISSING": "没有填上级党组织，请补上；只有区委没有上级。",
    "R-SUPERIOR-UNKNOWN": "文件和组织名册里都没有这个上级党组织，请填写上级的全称。",
    "R-SUPERIOR-CIRCLE": "上级党组织绕成了一圈，请核对上下级关系。",
    "R-MAY-NOT-STAND-UNDER": "这一类组织不能设在这一类上级之下，请核对组织类别和上级。",
    "R-CODE-TWICE": "这个组织编码用了不止一次，请核对。",
    "R-NAME-TWICE": "同一个名称出现了不止一次，请核对是不是重复的一行，或写清全称。",
    "H-ORG-KNOWN": "名册里已经有这个组织，不用再登记，请核对。",
    "H-TERM-BEFORE-OPENING": "本届任期开始早于成立日期，请核对。",
    "H-CREDIT-CODE-TWICE": "同一个信用代码写给了不止一个组织，请核对各自的所在单位。",
    "H-CREDIT-CODE-OF-WHICH": "所在单位有几个，信用代码只有一个，请核对是哪个单位的。",
    "H-SUPERIOR-WAITS": "上级党组织这一行还没有改好，要等它先登记。",
    # against the register
    "H-REGISTER-BRANCH": (
        "这个公民身份号码已在别的支部登记在册。如果是转来的，请办理组织关系转接，不要重复导入。"
    ),
    "H-REGISTER-DIFFERS": (
        "这个公民身份号码已在这个支部登记在册，内容有不同。请核对后在党员档案里更正，不要重复导入。"
    ),
    "H-ORG-DIFFERS": (
        "名册里已经有这个组织，这一格和登记的不一样。登记的对，就用登记的；"
        "表里的对，请在组织页办理变更，这一行不导入。"
    ),
    "H-REGISTER-TERM": "“本届任期止”与按规定算出的任期届满日不同，请照批复核对。",
    "R-ORG-CLOSED": "这个党支部已经撤销，请改填党员现在所在的支部。",
    "R-ORG-SCOPE": "这个党支部不在您的管理范围内，请改正，或交给上级组织导入。",
    "R-REGISTER": "按登记册的规定不能登记，请照提示改正。",
    "S-IN-REGISTER": "已在册，内容相同，不再导入。",
    # not a person
    "S-TITLE": "这是标题，已跳过。",
    "S-NOTE": "这是说明文字，已跳过。",
    "S-HEADER": "这是表头，已跳过。",
    "S-REPEATED-HEADER": "这是重复的表头，已跳过。",
    "S-SUBTOTAL": "这是小计或合计，已跳过。",
    "S-SHEET": "这张工作表没有可以读取的列，整张没有读取。",
    "S-BLANK": "这是空行，已跳过。",
    "S-EXACT-DUPLICATE": "与前面的一行完全相同，已跳过。",
}
"""Code: one sentence."""
