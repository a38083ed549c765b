"""The shapes that HTTP takes and gives, one model for each; they document themselves in the OpenAPI page.

`ReplyModel` is the contract of DESIGN §4: `assistant.wire.reply_json` makes it, this file only describes it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

LONGEST_QUESTION = 4_000  # characters; a longer one is a document, not a question
MOST_EARLIER_QUESTIONS = 50
MOST_FILTERS = 100
MOST_HITS = 100
MOST_TARGETS = 1_000  # in one reply; about 700 bytes each

EXAMPLE_QUESTION = "特困供养标准不低于低保的多少倍"
EXAMPLE_QUOTE = "特困人员基本生活标准不低于低保标准的1.3倍"

QuestionText = Annotated[str, Field(max_length=LONGEST_QUESTION)]
NameText = Annotated[str, Field(max_length=200)]
Year = Annotated[int, Field(ge=1900, le=2199)]


class Model(BaseModel):
    """What goes out. A key that the engine adds to the contract passes through, it is never dropped on the way."""

    model_config = ConfigDict(extra="allow")


class Scoped(BaseModel):
    """检索范围。"""

    model_config = ConfigDict(extra="forbid")  # a misspelt filter is noticed instead of ignored

    years: list[Year] = Field(default=[], max_length=MOST_FILTERS, description="只看这些年度", examples=[[2023, 2025]])
    issuers: list[NameText] = Field(
        default=[], max_length=MOST_FILTERS, description="只看这些发文机关，可写简称", examples=[["吉林省民政厅"]]
    )
    documents: list[NameText] = Field(
        default=[], max_length=MOST_FILTERS, description="只看这些文件（document_id）", examples=[["jilin-2025"]]
    )


class AskRequest(Scoped):
    """一个问题，连同此前问过的问题和检索范围。"""

    question: QuestionText = Field(description="要问的问题", examples=[EXAMPLE_QUESTION])
    conversation: list[QuestionText] = Field(
        default=[],
        max_length=MOST_EARLIER_QUESTIONS,
        description="此前问过的问题，按先后排列；只需问题，不需回答。最近 8 个有效。",
        examples=[["适老化改造多少户"]],
    )


class SearchRequest(Scoped):
    """要检索的词。"""

    q: QuestionText = Field(description="检索词", examples=["适老化改造"])
    k: int = Field(default=10, ge=1, le=MOST_HITS, description="最多给出几条")


class TargetsRequest(Scoped):
    """要列出的指标。"""

    indicator: NameText = Field(default="", description="只列指标中含有这些词的，词间用空格", examples=["床位"])
    limit: int = Field(default=100, ge=1, le=MOST_TARGETS, description="最多给出几个")
    offset: int = Field(default=0, ge=0, description="从第几个起，0 为第一个")


class DocumentsRequest(BaseModel):
    """没有参数。"""

    model_config = ConfigDict(extra="forbid")


class ScopeModel(Model):
    """问题涉及的范围；空表示不限。"""

    years: list[int]
    issuers: list[str]
    documents: list[str]


class CitationModel(Model):
    """一处引文。quote 是 item_text 中 [start, end) 的原文，一字不差；偏移按 Unicode 字符计。"""

    n: int = Field(description="答案中的标号 [n]", examples=[1])
    item_id: str = Field(examples=["jilin-2025:3.1"])
    document_id: str = Field(examples=["jilin-2025"])
    year: int | None = Field(description="年度", examples=[2025])
    issuer: str | None = Field(description="发文机关", examples=["吉林省民政厅"])
    title: str = Field(description="文件标题")
    section: int = Field(description="印出来的部分序号，前言为 0", examples=[3])
    section_title: str
    item: int | None = Field(description="印出来的条目序号；没有分条的部分为 null", examples=[1])
    label: str = Field(description="条款号", examples=["三、（一）"])
    quote: str = Field(description="原文", examples=[EXAMPLE_QUOTE])
    start: int
    end: int
    item_text: str = Field(description="整条原文")
    note: str = Field(default="", description="这一处的疑点，例如原文序号有误")


class ValueModel(Model):
    """答案中的一个数字，连同它衡量的事项、比较词、单位和期限。"""

    n: int = Field(description="见于第几处引文", examples=[1])
    indicator: str
    comparator: str = Field(examples=["不低于"])
    value: str = Field(examples=["1.3"])
    unit: str = Field(examples=["倍"])
    deadline: str | None


class ReplyModel(Model):
    """回答或拒答。拒答没有引文，nearest 是最接近的条目。"""

    status: Literal["answered", "refused"]
    reason: (
        Literal[
            "not_in_documents", "scope_not_covered", "item_not_found", "out_of_domain", "ambiguous", "empty_question"
        ]
        | None
    ) = Field(description="拒答的原因；已回答时为 null")
    question: str
    understood: str = Field(description="结合对话补全后的问题")
    scope: ScopeModel
    answer: str = Field(description="给人看的答案，[1] 是引文标号")
    citations: list[CitationModel]
    values: list[ValueModel]
    nearest: list[CitationModel]
    suggestions: list[str]
    timings_ms: dict[str, float]


class VerifyRequest(Scoped):
    """要核对的一句话或一个数字，和核对的范围。"""

    sentence: QuestionText = Field(description="要核对的话", examples=["特困供养标准不低于低保标准的1.5倍"])


class DifferenceModel(Model):
    """一处文字出入。given 是所给的话中 [start, end)，printed 是条目原文中 [printed_start, printed_end)。"""

    given: str
    start: int
    end: int
    printed: str
    printed_start: int
    printed_end: int


class FigureCheckModel(Model):
    """所给的话中的一个数字，与原文说同一件事的数字相比。"""

    printed: str = Field(examples=["1.5倍"])
    start: int
    end: int
    state: Literal["same", "different", "absent"]
    state_text: Literal["一致", "不一致", "文件中没有"]
    in_document: str | None = Field(description="原文的数字；没有为 null", examples=["1.3倍"])


class ComparisonModel(Model):
    """最接近的一句原文，和它的出入。"""

    citation: CitationModel
    differences: list[DifferenceModel]
    figures: list[FigureCheckModel]


class VerificationModel(Model):
    """核对的结果。标点、空白、全角半角不计；数字、字句有出入就不算一致。"""

    sentence: str
    verdict: Literal["verbatim", "differs", "not_found"]
    verdict_text: Literal["逐字一致", "文字相近", "查无此句"]
    note: str = Field(description="结果之外需要知道的事；没有为空")
    citations: list[CitationModel] = Field(description="逐字一致的每一处")
    comparisons: list[ComparisonModel] = Field(description="文字相近的原文，最接近的在前")
    nearest: list[CitationModel] = Field(description="查无此句时最接近的原文，不是出处")


class HitModel(Model):
    """检索到的一条。"""

    item_id: str = Field(examples=["jilin-2025:3.1"])
    document_id: str
    section: int
    item: int | None
    score: float = Field(description="只在一次检索之内可以比较")
    year: int | None
    issuer: str | None
    title: str
    label: str
    text: str


class RankingModel(Model):
    """检索结果，最相关的在前。"""

    query: str
    hits: list[HitModel]


class TargetModel(Model):
    """一个指标。quote 是说出它的那句原文，即条目中 [start, end)；数字在 [figure_start, figure_end)。"""

    item_id: str = Field(examples=["jilin-2023:3.11"])
    document_id: str
    year: int | None
    issuer: str | None
    title: str
    section: int
    item: int | None
    label: str
    indicator: str = Field(description="衡量的事项，由原文的词连成", examples=["特困人员供养机构护理型床位占比"])
    comparator: str = Field(description="比较词，照原文", examples=["不低于"])
    value: str = Field(examples=["50"])
    unit: str = Field(description="单位；“全覆盖”没有单位", examples=["%"])
    deadline: str | None = Field(description="期限，照原文", examples=["到2025年"])
    quote: str
    start: int
    end: int
    figure_start: int
    figure_end: int


class TargetsModel(Model):
    """文件里的指标，新的文件在前。"""

    indicator: str = Field(description="只列含有这些词的；空为不限")
    total: int = Field(description="一共有几个；targets 是其中从 offset 起的 limit 个")
    targets: list[TargetModel]


class FindingModel(Model):
    """阅读文件时发现的疑点，例如缺号。"""

    kind: str
    where: str
    message: str
    item_id: str | None


class DocumentModel(Model):
    """一份收录的文件。"""

    document_id: str = Field(examples=["jilin-2025"])
    title: str
    issuer: str | None = Field(description="发文机关")
    document_number: str | None = Field(description="文号")
    issued_on: str | None = Field(description="成文日期")
    year: int | None = Field(description="年度")
    level: str | None = Field(description="层级")
    region: str | None = Field(description="地区")
    addressees: list[str] = Field(description="主送机关")
    annexes: list[str] = Field(description="附件")
    read_at: dict[str, str] = Field(description="每一项是从文中何处读到的", examples=[{"issuer": "落款"}])
    corrections: dict[str, str | int | None] = Field(
        description="人工更正的项目和内容；null 表示原文没有这一项", examples=[{"year": 2025}]
    )
    source: str = Field(description="导入时的文件名", examples=["jilin-2025.txt"])
    sections: int
    items: int
    findings: list[FindingModel]


class DocumentsModel(Model):
    """收录的文件。"""

    documents: list[DocumentModel]


class ItemModel(Model):
    """一个可以引用的条目。"""

    item_id: str = Field(examples=["jilin-2025:3.1"])
    document_id: str
    year: int | None
    issuer: str | None
    title: str
    section: int
    section_title: str
    item: int | None
    paragraph: int | None
    label: str
    heading: str = Field(description="条目自己的标题")
    text: str = Field(description="整条原文")
    start: int = Field(description="在全文中的起点（Unicode 字符）")
    end: int


class WholeDocumentModel(DocumentModel):
    """一份文件连同全文和全部条目。"""

    text: str
    contents: list[ItemModel]


class HealthModel(Model):
    """进程在运行。"""

    status: Literal["ok"]


class EncoderModel(Model):
    """在用的编码模型。"""

    name: str = Field(description="模型文件夹或模型的名称")
    dimension: int = Field(description="向量的维数")
    checksum: str = Field(description="决定向量的全部文件的 SHA-256")


class ReadyModel(Model):
    """可以回答。"""

    status: Literal["ready"]
    documents: int = Field(description="收录文件数")
    notice: str | None = Field(description="文件库的新版本（文件或词表）为什么没有换上；没有这样的事就是 null")
    encoder: EncoderModel


class FieldErrorModel(Model):
    """请求中一处不合要求的地方。"""

    field: str = Field(examples=["question"])
    message: str = Field(examples=["不能超过 4000 个字"])


class ProblemModel(Model):
    """出错时的唯一格式（RFC 9457，application/problem+json）。"""

    type: str = Field(examples=["about:blank"])
    title: str = Field(examples=["Unprocessable Content"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["请求内容不合要求：question 不能超过 4000 个字。"])
    instance: str = Field(examples=["/api/v1/ask"])
    request_id: str
    errors: list[FieldErrorModel]
