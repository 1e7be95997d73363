"""CSV, one key result a row."""

import csv
import io

from okr_coach.draft import Draft, KeyResult, Objective
from okr_coach.readers.source import CannotRead, Source, as_number

# --- CSV

COLUMNS: dict[str, str] = {
    **dict.fromkeys(("objective", "o", "goal", "目标", "目标(o)"), "objective"),
    **dict.fromkeys(("key result", "key_result", "kr", "关键结果", "关键成果", "关键结果(kr)"), "key_result"),
    **dict.fromkeys(("owner", "负责人", "kr owner"), "owner"),
    **dict.fromkeys(("why", "background", "背景", "背景与价值", "价值"), "why"),
    **dict.fromkeys(("parent", "supports", "上级目标", "对齐"), "parent"),
    **dict.fromkeys(("start", "baseline", "起始值", "起点", "基线"), "start"),
    **dict.fromkeys(("target", "目标值"), "target"),
    **dict.fromkeys(("unit", "单位"), "unit"),
    **dict.fromkeys(("due", "deadline", "due date", "截止日期", "期限"), "due"),
}


def read_csv(text: str) -> Source:
    first = text.split("\n", 1)[0]
    separator = (
        "\t" if first.count("\t") > first.count(",") else ";" if first.count(";") > first.count(",") else ","
    )
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        head = [
            COLUMNS.get(name.strip().casefold().replace("（", "(").replace("）", ")"), "")
            for name in next(reader, [])
        ]
        if "objective" not in head and "key_result" not in head:
            raise CannotRead(
                "The first line names the columns; “objective” and “key_result” are looked for.",
                "第一行应是列名，需要“目标”和“关键结果”两列。",
            )
        objectives: list[Objective] = []
        lines: dict[str, tuple[int, int]] = {}
        for cells in reader:
            row = {name: cell.strip() for name, cell in zip(head, cells, strict=False) if name}
            title, result = row.get("objective", ""), row.get("key_result", "")
            if title and (not objectives or objectives[-1].title != title):
                objectives.append(
                    Objective(title, why=row.get("why"), parent=row.get("parent"), key_results=())
                )
                lines[f"objectives/{len(objectives) - 1}"] = (reader.line_num, 1)
            if not result:
                continue
            if not objectives:
                raise CannotRead(
                    f"Line {reader.line_num} has a key result and no objective above it.",
                    f"第{reader.line_num}行的关键结果上面没有目标。",
                )
            kept = objectives[-1].key_results or ()
            lines[f"objectives/{len(objectives) - 1}/key_results/{len(kept)}"] = (reader.line_num, 1)
            path = f"line {reader.line_num}"
            key_result = KeyResult(
                result,
                owner=row.get("owner"),
                start=as_number(row.get("start"), path),
                target=as_number(row.get("target"), path),
                unit=row.get("unit"),
                due=row.get("due"),
            )
            objectives[-1] = objectives[-1]._replace(key_results=(*kept, key_result))
    except csv.Error as error:
        raise CannotRead(f"This is no CSV: {error}.", f"不是有效的CSV：{error}。") from error
    return Source(Draft(tuple(objectives)), "csv", text, lines, {})
