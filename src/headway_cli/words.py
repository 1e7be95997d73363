"""What the command says, in the language of the terminal; the server answers in it too."""

from __future__ import annotations

import os


def language() -> str:
    """By LANGUAGE, which may name several, else by the first of the others that is set."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        wishes = [wish for wish in os.environ.get(name, "").split(":") if wish]
        if wishes:
            return next(
                ("zh-hans" if wish.startswith("zh") else "en" for wish in wishes if wish[:2] in ("zh", "en")),
                "en",
            )
    return "en"


def say(sentence: str, **params: object) -> str:
    """The sentence with its ``%(name)s`` filled in."""
    spoken = CHINESE[sentence] if language() == "zh-hans" else sentence
    return spoken % params if params else spoken


CHINESE = {
    "Set HEADWAY_TOKEN to a personal token; you make one on your profile page.": (
        "请把个人令牌放进环境变量 HEADWAY_TOKEN；令牌在“个人资料”页面生成。"
    ),
    "No server answers at %(server)s. Check HEADWAY_SERVER.": (
        "%(server)s 没有服务器应答，请检查 HEADWAY_SERVER。"
    ),
    "%(server)s does not answer as Headway does. Check HEADWAY_SERVER.": (
        "%(server)s 的应答不像 Headway，请检查 HEADWAY_SERVER。"
    ),
    "%(name)s <%(mail)s>": "%(name)s <%(mail)s>",
    "Teams: %(teams)s": "团队：%(teams)s",
    "Check-ins due: %(count)s": "待更新的关键结果：%(count)s",
    "No objectives.": "没有目标。",
    "No wording was better than yours.": "没有比原话更好的说法。",
    "Score of yours: %(score)s": "原话得分：%(score)s",
    "Objective": "目标",
    "Owner": "负责人",
    "Progress": "进度",
    "Status": "状态",
    "Key result": "关键结果",
    "Value": "数值",
    "Target": "目标值",
    "Confidence": "信心指数",
    "%(title)s (%(cycle)s, %(owner)s)": "%(title)s（%(cycle)s，%(owner)s）",
    "More: add --limit or narrow the list.": "还有更多：加大 --limit 或缩小范围。",
    "Checked in: %(value)s, progress %(progress)s, %(status)s.": (
        "已更新进展：%(value)s，进度 %(progress)s，%(status)s。"
    ),
    "not_started": "未开始",
    "on_track": "进展正常",
    "at_risk": "存在风险",
    "off_track": "严重滞后",
    "overdue": "逾期未更新",
    "done": "已完成",
    "draft": "草稿",
    "proposed": "待确认",
    "agreed": "已达成一致",
    "closed": "已结束",
    "Objective %(id)s": "目标 %(id)s",
    "Key result %(id)s": "关键结果 %(id)s",
    "error": "错误",
    "warning": "提醒",
    "info": "提示",
    "No templates.": "没有模板。",
    "Template": "模板",
    "Role": "岗位",
    "Placeholder": "填空项",
    "What is asked": "要填什么",
    "Example": "示例",
    "Nothing to ask.": "没有要问的。",
    "Dismissed: %(code)s (%(name)s: %(reason)s)": "已忽略：%(code)s（%(name)s：%(reason)s）",
    "Score: %(score)s": "得分：%(score)s",
    "The demo company is at %(address)s": "演示公司已就绪：%(address)s",
    "Everybody signs in with the password %(password)s": "所有人的登录密码都是 %(password)s",
    "Ctrl-C stops it.": "按 Ctrl-C 停止。",
    "Headway is at %(address)s": "Headway 已启动：%(address)s",
    "%(count)s figures checked, all equal": "已核对 %(count)s 组数据，全部一致",
    "%(count)s figures checked, %(wrong)s differ": "已核对 %(count)s 组数据，%(wrong)s 处不一致",
    "%(count)s figures written afresh": "已重新计算 %(count)s 组数据",
    "The day's work is done: %(count)s rows touched.": "当日任务已完成：处理 %(count)s 行。",
    "The database is up to date.": "数据库已是最新。",
    "Keep this token; it is shown only now:": "请保存此令牌，仅显示这一次：",
    "No tokens.": "没有令牌。",
    "Revoked: %(name)s": "已吊销：%(name)s",
    "revoked": "已吊销",
    "last used %(day)s": "最近使用 %(day)s",
    "never used": "从未使用",
    "%(mail)s is an administrator now.": "%(mail)s 现在是管理员。",
    "Password": "密码",
    "Key": "密钥",
    "none": "无",
    "kept, sealed": "已加密保存",
    "the server's environment has it": "使用服务器的环境变量",
    "Rewriting help is on.": "改写建议已开启。",
    "Rewriting help is off.": "改写建议已关闭。",
    "No language model is set up.": "还没有设置语言模型。",
    "Address: %(address)s": "地址：%(address)s",
    "This address is no longer allowed by whoever runs the server.": "服务器的运维人员已不再允许这个地址。",
    "It begins with http: what is sent, and the key, can be read on the way.": (
        "地址以 http: 开头：发送的内容和密钥在途中可能被他人读到。"
    ),
    "Model: %(model)s": "模型：%(model)s",
    "Key: %(key)s": "密钥：%(key)s",
    "Waits at most: %(seconds)s s": "最长等待：%(seconds)s 秒",
    "Writers are told: %(notice)s": "另外告知撰写者：%(notice)s",
    "%(place)s answered after %(seconds)s s.": "%(place)s 在 %(seconds)s 秒后应答。",
    "There is no file %(path)s.": "没有文件 %(path)s。",
}
