"""How a source is named to people: 2025年 三、（一）; with the issuer wherever the year alone would not tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.titles import short_title
from ingest.records import Document, Item


class Labels:
    """Names documents and items of one collection."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = {d.document_id: d for d in documents}
        self._per_year = Counter(d.year for d in documents)
        self._yearly = all(d.year for d in documents)

    def document(self, document_id: str) -> str:
        """2025年 · 2023年（舒兰市民政局） · 《某条例》 where no plan year is printed.

        A year alone tells a document only from others of its kind: beside a 条例 it is 2025年（山河省人民政府）.
        """
        document = self._documents[document_id]
        if document.year is None:
            title, region = short_title(document.title), document.metadata.region or ""
            return f"《{title}》" if not region or region in title else f"《{title}》（{region}）"
        if self._yearly and self._per_year[document.year] == 1:
            return f"{document.year}年"
        if document.issuer:
            return f"{document.year}年（{document.issuer}）"
        return f"{document.year}年" if self._yearly else f"《{short_title(document.title)}》"

    def item(self, item: Item) -> str:
        """2025年 三、（一） · 2023年（吉林省民政厅）二、（八）."""
        name = self.document(item.document_id)
        return f"{name}{item.label}" if name.endswith(("）", "》")) else f"{name} {item.label}"

    def held(self) -> str:
        """What the collection holds, newest first: 2025年、2024年、2023年（吉林省民政厅）…"""
        ordered = sorted(self._documents.values(), key=recency)
        names = [self.document(d.document_id) for d in ordered]
        return "、".join(names[:12]) + ("等" if len(names) > 12 else "") or "还没有文件"


def recency(document: Document) -> tuple[int, int, str]:
    """Sort key: newest plan first; within a year the higher level first, then by id."""
    level = {"国家": 0, "省": 1, "市": 2, "县": 3, "乡": 4}.get(document.metadata.level or "", 5)
    return (-(document.year or 0), level, document.document_id)
