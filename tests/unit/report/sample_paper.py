"""A district's summary written by hand with every kind of page; its figures are invented."""

from zjmz_desktop.domain.paper import (
    Align,
    Block,
    Column,
    Heading,
    NewPage,
    Paper,
    Paragraph,
    Signature,
    Table,
)

TOWNS = (
    "宝堰镇",
    "谷阳镇",
    "上党镇",
    "世业镇",
    "辛丰镇",
    "高资街道",
    "宜城街道",
    "高桥镇",
    "荣炳盐资源区",
    "江心洲生态农业园区",
    "新城街道",
)
CHAPTERS = (
    ("社会救助", "困难群众基本生活保障扎实有力"),
    ("养老服务", "居家社区机构相协调的服务体系加快形成"),
    ("儿童福利", "孤儿和困境儿童保障水平稳步提升"),
    ("社区治理", "城乡社区服务能力进一步增强"),
    ("社会组织", "培育发展与规范管理并重"),
    ("专项事务", "区划地名、婚姻登记和殡葬服务便民高效"),
    ("自身建设", "党风廉政和行风建设持续加强"),
)
INDICATORS = (
    ("城市低保标准", "元/人·月", "670", "680", "101.5%"),
    ("新建老年人助餐点", "个", "12", "12", "100%"),
    (
        "每千名老年人拥有养老床位数（含社区日间照料床位、家庭护理型床位）",
        "张",
        "42",
        "43.5",
        "103.6%",
    ),
    ("护理型床位占养老机构床位总数的比例", "%", "50", "48.2", "96.4%"),
    ("临时救助人次", "人次", "—", "1,126", "不考核"),
    ("城市社区“全科社工”服务模式覆盖率", "%", "80", "63.6", "79.5%"),
)

_BODY = (
    "{name}方面。截至11月底，全区共有低保对象3,482户、5,107人，其中城市低保1,206户、1,688人，农村低保2,276户、"
    "3,419人；累计发放救助资金2,864.35万元，同比增长6.5%，完成年度目标的101.5%。严格落实《社会救助暂行办法》"
    "（国务院令第649号）和《最低生活保障审核审批办法（试行）》（民发〔2012〕220号）要求，实行“应保尽保、应退尽退”"
    "——全年新增412户、退出389户，动态管理率达100%。",
    "对“急难型”困难群众实行“先行救助、后补手续”，全年实施临时救助1,126人次，发放救助金286.4万元；其中，单笔5,000元"
    "以上的大额救助37件，均经局党组集体研究（会议纪要见附件2），无一例信访投诉……王玥、李堃、张喆等12名工作人员受到"
    "通报表扬。新建老年人助餐点12个，完成年度目标的100%，预计全年新建14个。",
)


def summary(*, rows: int = 60, repeats: int = 1, marks: tuple[str, ...] = ("示例数据",)) -> Paper:
    """Title, opening, seven chapters, a wide table, an annex by town, a signature."""
    blocks: list[Block] = [
        Paragraph("市民政局：", indent=False),
        Paragraph(
            "2018年，丹徒区民政局在区委、区政府的正确领导和市民政局的精心指导下，坚持以习近平新时代中国特色社会主义思想为指导，"
            "深入学习贯彻党的十九大精神，紧紧围绕全市民政工作要点，聚焦脱贫攻坚、聚焦特殊群体、聚焦群众关切，较好地完成了各项"
            "目标任务。现将有关情况报告如下："
        ),
    ]
    for number, (name, sense) in zip("一二三四五六七", CHAPTERS, strict=True):
        blocks += [Heading(1, f"{number}、{name}：{sense}"), Heading(2, "（一）主要工作情况")]
        blocks += [Paragraph(text.format(name=name)) for text in _BODY * repeats]
        blocks += [Heading(2, "（二）存在问题"), Paragraph("个别镇（街道）工作进度偏慢。")]
    blocks += [Signature("镇江市丹徒区民政局", "2018年12月5日")]
    return Paper(
        title_lines=("丹徒区民政局", "2018年度民政工作总结"),
        subtitle="（截至2018年11月底）",
        marks=marks,
        blocks=(*blocks, *_annexes(rows)),
        subject="丹徒区2018年度民政工作总结",
        office="镇江市丹徒区民政局",
    )


def _annexes(rows: int) -> tuple[Block, ...]:
    return (
        NewPage("附件1"),
        indicator_table(rows),
        NewPage("附件2"),
        town_table(),
        Heading(3, "指标口径和数据来源说明"),
        Paragraph(
            "助餐点指由镇（街道）或社区设立、能向老年人提供就餐或送餐服务的固定场所，11/11已报。"
        ),
    )


def indicator_table(rows: int) -> Table:
    """The main indicators, eight columns, on landscape pages."""
    columns = (
        Column("序号", 4, Align.CENTRE),
        Column("指标名称", 22),
        Column("计量单位", 7, Align.CENTRE),
        Column("年度目标", 8, Align.RIGHT),
        Column("截至11月底完成", 9, Align.RIGHT),
        Column("完成率", 8, Align.RIGHT),
        Column("预计全年", 8, Align.RIGHT),
        Column("备注", 16),
    )
    body = []
    for number in range(1, rows + 1):
        name, unit, goal, done, rate = INDICATORS[number % len(INDICATORS)]
        note = "世业镇、江心洲两处未完工，预计12月底交付" if number % 7 == 3 else ""
        body.append((str(number), name, unit, goal, done, rate, done, note))
    return Table(
        number="附表1",
        title="2018年度民政工作主要指标完成情况表",
        columns=columns,
        rows=tuple(body),
        wide=True,
        head_lines=(
            "填报单位（盖章）：丹徒区民政局",
            "报告期：2018年1—11月",
            "审核状态：征求意见稿",
        ),
        foot_lines=(
            "单位负责人：",
            "填表人：王玥",
            "联系电话：0511-84400000",
            "报出日期：2018年12月5日",
        ),
    )


def town_table() -> Table:
    """Eleven towns and a total."""
    columns = (
        Column("镇（街道、园区）", 20),
        Column("助餐点（个）", 10, Align.RIGHT),
        Column("低保对象（户）", 10, Align.RIGHT),
        Column("低保资金（万元）", 12, Align.RIGHT),
        Column("养老机构", 26),
    )
    rows = [
        (town, str(n), f"{1000 + n * 37:,}", f"{n * 86.4:.1f}", f"{town}敬老院" if n % 2 else "—")
        for n, town in enumerate(TOWNS, 1)
    ]
    rows.append(("合计", "66", "13,442", "5,702.4", ""))
    return Table(
        number="附表2",
        title="各镇（街道、园区）任务完成情况",
        columns=columns,
        rows=tuple(rows),
        bold_rows=frozenset({len(rows) - 1}),
        head_lines=("填报单位（盖章）：丹徒区民政局", "2018年1—11月"),
        foot_lines=(
            "注：低保资金为1—11月累计发放数，含价格临时补贴；“—”表示该镇（街道、园区）没有登记的养老机构。",
        ),
    )
