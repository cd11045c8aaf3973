"""Words that turn a figure round are told; other wordings of the same are not."""

import pytest

from zjmz_desktop.domain.verdict_words import turned

RATE = "老年人意外伤害保险参保55219人，参保率71.9%，高于市定目标1.9个百分点。"
LOW = "养老机构床位2500张，其中护理型床位1374张，占比54.96%，低于市定目标0.04个百分点。"
SHORT = "截至12月底，新建老年人助餐点11个，完成年度目标12个的91.7%，尚差1个。"
DONE = "截至12月底，新建中心社区1个，完成年度目标1个的100%，完成年度任务。"
OVER = "建成文化墙3处，完成年度目标2处的150%，超额完成年度任务。"
NONE = "站外托养机构未发生极端事件。"
HAPPENED = "站外托养机构发生极端事件1起。"
INSURED = "新一轮自然灾害住房保险启动工作已完成。"
RISEN = "实施临时救助994人次，同比增长12.5%。"
FALLEN = "实施临时救助994人次，同比下降12.5%。"
STEPS = "地图册编撰出版工作正在推进，3个节点已完成2个。"
CLEAN = "窗口单位行风测评满意率保持较高水平，全年没有发生违纪违法案件。"
SLOW = "截至11月底，新建助餐点9个，完成年度目标12个的75%，较序时进度慢16.6个百分点。"
LICENCE = "审批简化工作已完成，尚有未取得设立许可、待处置的已建养老机构3家。"
REACHED = "接收退役士兵27人，培训政策知晓率100%，达到市定目标。"
NAMED = "省级双拥模范城创建工作已命名。"
PLAIN = "办理结婚登记2037对、离婚登记593对。"


@pytest.mark.parametrize(
    ("generated", "edited", "word"),
    [
        (RATE, RATE.replace("高于", "低于"), "高于"),
        (RATE, RATE.replace("高于市定目标", "与市定目标相差"), "高于"),
        (RATE, RATE.replace("高于市定目标", "比市定目标低"), "高于"),
        (LOW, LOW.replace("低于", "高于"), "低于"),
        (LOW, LOW.replace("低于市定目标", "市定目标之上"), "低于"),
        (SHORT, SHORT.replace("尚差1个", "尚差1个，完成年度任务"), "尚差"),
        (SHORT, SHORT.replace("尚差1个", "另1个"), "尚差"),
        (SHORT, SHORT.replace("尚差1个", "超额1个"), "尚差"),
        (DONE, DONE.replace("，完成年度任务", "，未完成年度任务"), "完成年度任务"),
        (DONE, DONE.replace("完成年度任务", "超额完成年度任务"), "超额"),
        (DONE, DONE.replace("完成年度任务", "尚差一些"), "完成年度任务"),
        (OVER, OVER.replace("超额", ""), "超额"),
        (NONE, NONE.replace("未发生", "发生"), "未"),
        (HAPPENED, HAPPENED.replace("发生", "未发生"), "发生"),
        (INSURED, "新一轮自然灾害住房保险未启动。", "已完成"),
        (INSURED, "新一轮自然灾害住房保险启动工作尚未完成。", "已完成"),
        (RISEN, RISEN.replace("增长", "下降"), "增长"),
        (FALLEN, FALLEN.replace("下降", "增长"), "下降"),
        (FALLEN, FALLEN.replace("同比下降", "同比变化"), "下降"),
        (STEPS, STEPS.replace("正在推进", "已完成"), "正在推进"),
        (CLEAN, CLEAN.replace("没有发生", "发生"), "没有"),
        (CLEAN, CLEAN.replace("全年", "上半年"), "全年"),
        (SLOW, SLOW.replace("慢", "快"), "慢"),
        (LICENCE, LICENCE.replace("未取得", "已取得"), "未"),
        (REACHED, REACHED.replace("达到", "未达到"), "达到市定目标"),
        (NAMED, NAMED.replace("已命名", "未命名"), "未"),
        ("节点“出版”逾期。", "节点“出版”提前。", "逾期"),
        ("任务提前完成。", "任务逾期完成。", "提前"),
    ],
)
def test_what_is_turned_round_or_gone_is_told_with_its_word(
    generated: str, edited: str, word: str
) -> None:
    told = turned(generated, edited)
    assert any(word in one for one in told), told


@pytest.mark.parametrize(
    ("generated", "edited"),
    [
        (RATE, "全区55219名老年人参加意外伤害保险，参保率71.9%，高出市定目标1.9个百分点。"),
        (RATE, RATE.replace("高于市定目标", "比市定目标高")),
        (RATE, RATE.replace("高于市定目标", "超过市定目标")),
        (LOW, LOW.replace("低于市定目标", "距市定目标还差")),
        (LOW, LOW.replace("低于市定目标", "较市定目标低")),
        (SHORT, SHORT.replace("尚差1个", "还差1个")),
        (SHORT, SHORT.replace("，尚差1个", "，与目标相差1个")),
        (SHORT, SHORT.replace("截至12月底，", "养老服务补短板，")),
        (DONE, DONE.replace("完成年度任务", "全面完成年度任务")),
        (DONE, DONE.replace("完成年度任务", "任务圆满完成")),
        (OVER, OVER.replace("建成", "全区共建成")),
        (NONE, "全区站外托养机构没有发生极端事件。"),
        (NONE, "站外托养机构安全平稳，无极端事件发生。"),
        (NONE, "加强巡查，站外托养机构未出现极端事件。"),
        (INSURED, "新一轮自然灾害住房保险启动工作顺利完成。"),
        (INSURED, "自然灾害住房保险新一轮启动工作已全部完成。"),
        (RISEN, RISEN.replace("同比增长", "比上年增加")),
        (FALLEN, FALLEN.replace("同比下降", "较上年减少")),
        (STEPS, STEPS.replace("已完成2个", "完成2个")),
        (STEPS, STEPS.replace("正在推进", "有序推进")),
        (CLEAN, CLEAN.replace("没有发生", "未发生")),
        (CLEAN, CLEAN.replace("全年", "一年来")),
        (SLOW, SLOW.replace("较序时进度慢", "比序时进度慢")),
        (SLOW, SLOW.replace("较序时进度慢", "落后序时进度")),
        (LICENCE, LICENCE.replace("尚有", "还有")),
        (REACHED, REACHED.replace("达到市定目标", "实现市定目标")),
        (NAMED, "双拥工作取得新成绩，省级双拥模范城创建工作已获命名。"),
        (PLAIN, "婚姻登记规范有序，共办理结婚登记2037对、离婚登记593对，做到零差错。"),
        (PLAIN, "扎实推进婚俗改革，提前预约服务全面推行，结婚登记2037对、离婚登记593对。"),
    ],
)
def test_another_wording_of_the_same_is_no_alarm(generated: str, edited: str) -> None:
    assert turned(generated, edited) == ()
    assert turned(generated, generated) == ()
