"""The help in Chinese; read only by a Chinese terminal."""

from __future__ import annotations

HELP: dict[str, str] = {
    "Usage:": "用法：",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]...",
    "Options": "选项",
    "Commands": "命令",
    "default: ": "默认：",
    "required": "必填",
    "env var: ": "环境变量：",
    "; ": "；",
    "Show this message and exit.": "显示帮助并退出。",
    "Show the version and exit.": "显示版本并退出。",
    "Of what the command says; else that of the terminal.": "命令输出所用的语言；不写则随终端。",
    (
        "Headway (前行): goals, key results and check-ins.\n\n"
        "Those down to rewriting speak to a server: HEADWAY_SERVER says where it is, HEADWAY_TOKEN who you "
        "are.\n"
        "lint needs none. Those from demo on run on the server itself."
    ): (
        "前行（Headway）：目标、关键结果与进展。\n\n"
        "rewriting 及其以上的命令与服务器通信：HEADWAY_SERVER 指明服务器地址，HEADWAY_TOKEN 表明你是谁。"
        "lint 不需要服务器。demo 及其以下的命令在服务器本机上运行。"
    ),
    # For a person
    "The server's answer as it came.": "原样输出服务器的应答。",
    "Who you are, and how many check-ins wait for you.": "你是谁，还有多少条进展等你更新。",
    "Objectives you may see.": "你能查看的目标。",
    "Of this cycle.": "属于这个周期的。",
    "Held by this team or its people.": "由这个团队或其成员承担的。",
    "Owned by this person, or by you.": "由此人负责的；me 表示你自己。",
    "Part of its title or background.": "标题或背景中的文字。",
    "One objective with its key results.": "一个目标及其关键结果。",
    'Say where a key result stands: headway check-in 12 40 -c 7 -m "Two shops signed".': (
        '更新一条关键结果的进展。例：headway check-in 12 40 -c 7 -m "又签了两家店"'
    ),
    "Your chance in ten of reaching the aim.": "信心指数：十次里有几次能达成。",
    "What has changed.": "有什么变化。",
    "What stands in the way.": "遇到什么障碍。",
    "What comes next.": "下一步做什么。",
    "The day the value speaks of, such as 2026-03-31; today if left out.": (
        "数值对应的日期，例如 2026-03-31；不写则为今天。"
    ),
    "What the coach asks about an objective and its key results.": "教练对一个目标及其关键结果提出的问题。",
    "OKR templates to begin with.": "可以用来起步的 OKR 模板。",
    "Written in this language.": "用这种语言写的。",
    "Such as sales, engineering or hr.": "例如 sales、engineering 或 hr。",
    "For exactly this role.": "正好适用于这个岗位的。",
    "Words of its texts.": "模板文字中的词。",
    "Only your organisation's own.": "只看本组织自己的模板。",
    "One template: its texts, what it asks for, and why it is good.": (
        "一个模板：内容、要填的空，以及它好在哪里。"
    ),
    "Other wordings of one sentence, by the language model your organisation has set up.": (
        "由本组织设置的语言模型，把一句话换种说法。"
    ),
    "It is an objective, not a key result.": "这句话是目标，不是关键结果。",
    "Agree, once, that your sentences go to this place.": "同意把你的句子发送到这个地址；只需一次。",
    "Rewriting help: where the language model answers. For administrators.": (
        "改写建议：语言模型在哪里应答。供管理员使用。"
    ),
    "How it is set up; the key is never shown.": "当前的设置；密钥从不显示。",
    "Set it up; what is left out stays as it is.": "修改设置；没有写到的保持不变。",
    "Of an OpenAI-compatible server, such as http://localhost:11434/v1.": (
        "兼容 OpenAI 接口的服务地址，例如 http://localhost:11434/v1。"
    ),
    "As the server knows it.": "服务器所用的模型名称。",
    "Asks for the server's key, unseen; from a pipe its first line is the key.": (
        "提示输入服务器的密钥，不回显；经管道输入时，第一行即密钥。"
    ),
    "Forgets the kept key.": "删除已保存的密钥。",
    "How long a writer waits at most.": "撰写者最多等待多少秒。",
    "What writers are told besides.": "另外告知撰写者的内容。",
    "Send one harmless sentence of ours and show what comes back.": (
        "发送一句我们自带的无害的话，并显示返回的结果。"
    ),
    "Let writers ask for other wordings.": "开启：撰写者可以请求换种说法。",
    "Send nothing any more.": "关闭：不再发送任何内容。",
    # lint
    (
        "Read OKRs as a good coach would: Markdown, YAML, JSON or CSV; - is standard input.\n\n"
        "Ends with 0 when there is no error, 1 when there is one, 2 when something cannot be read."
    ): (
        "像好教练那样读 OKR，可读 Markdown、YAML、JSON 或 CSV；- 表示标准输入。\n\n"
        "没有错误时退出码为 0，有错误时为 1，有内容读不了时为 2。"
    ),
    "Else by the file's name, or its first lines.": "不写则按文件名或开头几行判断。",
    "default, zh, numeric or strict.": "default、zh、numeric 或 strict。",
    "Only these rules; K or K20 stand for all that begin so.": (
        "只用这些规则；写 K 或 K20 即代表以此开头的全部规则。"
    ),
    "Not these rules.": "不用这些规则。",
    "Of the sentences; auto is each title's own.": "提示所用的语言；auto 表示随每个标题的语言。",
    "Else the nearest okr.toml or pyproject.toml with [tool.okr].": (
        "不写则用最近的 okr.toml，或含有 [tool.okr] 的 pyproject.toml。"
    ),
    "Tell about one rule.": "讲解一条规则。",
    "Mend what is mechanical: split, move a number, a unit.": (
        "自动修正机械性的问题：拆分、移动数字、改正单位。"
    ),
    # For whoever runs a server
    "The demo company on this machine, ready to be tried.": "在本机运行演示公司，即刻试用。",
    "Where it lives.": "数据存放的位置。",
    "Of its story.": "演示内容所用的语言。",
    "Your own installation; brings the database and the static files up to date first.": (
        "运行自己的服务器；启动前先更新数据库和静态文件。"
    ),
    "0.0.0.0 to be reached from elsewhere.": "写 0.0.0.0 则可从其他机器访问。",
    "Processes.": "进程数。",
    "Per process.": "每个进程的线程数。",
    "Read OKRs from a text file, as people write them.": "从文本文件读入 OKR，平时怎么写就怎么读。",
    "Who owns what the file leaves without an owner.": "文件里没写负责人的，由此人负责。",
    "Into this cycle.": "放进这个周期。",
    "Held by this team.": "由这个团队承担。",
    "Write every stored figure afresh, or prove that all of them are right.": (
        "重新计算所有已存的数据，或核对它们全部正确。"
    ),
    "Change nothing; exit 1 if a stored figure is not what the rules compute.": (
        "不做任何改动；若有已存的数据与规则算出的不一致，退出码为 1。"
    ),
    "The daily job, now. A server does it by itself when the company's day turns.": (
        "立即执行每日任务。服务器会在公司所在时区换日时自动执行。"
    ),
    "Bring the database up to date.": "更新数据库结构。",
    "Personal tokens of the API.": "API 的个人令牌。",
    "Make a token; its text goes to standard output, once.": "生成令牌；内容输出到标准输出，仅此一次。",
    "To recognise it by.": "便于辨认的名称。",
    "A person's tokens.": "某人的令牌。",
    "End a token at once.": "立即吊销一个令牌。",
    "Administrators, from the shell.": "在命令行管理管理员。",
    "The first administrator, or one more.": "设立第一位管理员，或再增加一位。",
    "Needed the first time: founds it.": "首次必填：同时创建公司。",
    "Better asked for, or in HEADWAY_ADMIN_PASSWORD.": (
        "最好不写，由命令询问；或放在 HEADWAY_ADMIN_PASSWORD 里。"
    ),
}
