"""What a person does and where, as far as it speaks for a template."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from headway.people.viewer import Viewer

# How companies name their departments; part of a title or of a team's name.
NAMES: dict[str, tuple[str, ...]] = {
    "company": ("founder", "ceo", "chief executive", "managing director", "创始", "总经理", "首席执行"),
    "marketing": ("marketing", "brand", "growth", "市场", "品牌", "推广", "营销", "增长"),
    "pr": ("public relations", "communications", "press", "公关", "传播", "媒体"),
    "sales": (
        "sales",
        "account executive",
        "account manager",
        "dealer",
        "retail",
        "销售",
        "商务",
        "大客户",
        "门店",
    ),
    "presales": ("pre-sales", "presales", "solution", "售前", "解决方案"),
    "support": (
        "support",
        "customer success",
        "customer care",
        "service",
        "repair",
        "客服",
        "客户成功",
        "售后",
        "维修",
        "服务",
    ),
    "product": ("product", "产品"),
    "design": ("design", "user experience", "设计", "体验"),
    "engineering": (
        "engineer",
        "developer",
        "software",
        "firmware",
        "technology",
        "研发",
        "开发",
        "工程",
        "技术",
        "软件",
    ),
    "data": ("data", "analyst", "analytics", "数据", "分析"),
    "it": ("information technology", "infrastructure", "security", "运维", "信息", "安全"),
    "operations": (
        "operations",
        "store",
        "shop",
        "project",
        "office manager",
        "administration",
        "repair",
        "maintenance",
        "运营",
        "门店",
        "店长",
        "项目",
        "行政",
        "物业",
    ),
    "supply": (
        "supply",
        "procurement",
        "purchasing",
        "logistics",
        "warehouse",
        "production",
        "manufacturing",
        "quality",
        "plant",
        "factory",
        "供应",
        "采购",
        "物流",
        "仓",
        "生产",
        "制造",
        "质量",
        "工厂",
        "车间",
    ),
    "hr": ("human resources", "people", "talent", "recruit", "人力", "人事", "招聘", "培训", "人才"),
    "finance": ("finance", "accounting", "controller", "cfo", "财务", "会计", "资金"),
    "public": (
        "association",
        "school",
        "clinic",
        "teacher",
        "research",
        "协会",
        "学校",
        "医院",
        "教师",
        "科研",
    ),
    "legal": ("legal", "compliance", "counsel", "法务", "合规", "法律"),
}
_SMALL = frozenset(
    {"of", "and", "the", "for", "a", "head", "lead", "manager", "specialist", "senior", "junior"}
)


@dataclass(frozen=True, slots=True)
class Nearness:
    """``departments`` by weight: what one's title names counts more than what a team is called."""

    title: str
    departments: dict[str, int]

    def to(self, department: str, role: str) -> int:
        """0 where nothing speaks for it."""
        points = self.departments.get(department, 0)
        named = role.casefold()
        if self.title and (named in self.title or self.title in named):
            points += 4
        elif self.title and _telling(named) & _telling(self.title):
            points += 2
        return points


def nearness(viewer: Viewer) -> Nearness:
    title = viewer.person.title.casefold()
    found: dict[str, int] = {}
    for text, weight in (
        (title, 3),
        *((team.name.casefold(), 2 if team.home else 1) for team in viewer.teams),
    ):
        for department in _named(text):
            found[department] = max(weight, found.get(department, 0))
    return Nearness(title, found)


def _named(text: str) -> Sequence[str]:
    return [
        department
        for department, names in NAMES.items()
        if any(
            re.search(rf"\b{re.escape(name)}(?!ion)" if name.isascii() else re.escape(name), text)
            for name in names
        )
    ]


def _telling(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{2,}", text)) - _SMALL
