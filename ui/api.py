"""HTTP under /api/v1: thin routes over the engine. Every route is fixed by its operation id and its models.

Before the engine is open, /health answers 200 and everything that needs it answers 503.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Path, Query, Request
from starlette.exceptions import HTTPException

from ui import operations
from ui.engine import Engine
from ui.limits import BodyLimit
from ui.models import (
    LONGEST_QUESTION,
    MOST_FILTERS,
    MOST_HITS,
    MOST_TARGETS,
    AskRequest,
    DocumentModel,
    HealthModel,
    ItemModel,
    NameText,
    ProblemModel,
    RankingModel,
    ReadyModel,
    ReplyModel,
    TargetsModel,
    VerificationModel,
    VerifyRequest,
    WholeDocumentModel,
    Year,
)
from ui.problems import MEDIA_TYPE, RequestId, install_problem_handlers
from ui.wire import document_json, item_json

PREFIX = "/api/v1"
LARGEST_BODY = 64 * 1024  # bytes; a question of 4,000 characters with a long conversation fits
RETRY_AFTER = {"retry-after": "2"}  # seconds; the index opens in about that time


@dataclass(slots=True)
class EngineSlot:
    """Where the engine stands once it is open; the server starts without it. `notice` says what is wrong with a newer one."""

    engine: Engine | None = None
    notice: str | None = None

    def ready(self) -> Engine:
        """The engine, or a 503 for the caller."""
        if self.engine is None:
            raise HTTPException(503, headers=RETRY_AFTER)
        return self.engine


def create_api(slot: EngineSlot, *, version: str = "0") -> FastAPI:
    """The application without pages: the API, its error shape, its OpenAPI description."""
    app = FastAPI(
        title="要点",
        version=version,
        summary="民政工作要点的检索问答：逐字引用，注明出处，没有就说没有。",
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,  # the stock pages load their scripts from a CDN
        redoc_url=None,
    )
    app.state.slot = slot
    app.add_middleware(BodyLimit, largest=LARGEST_BODY)
    app.add_middleware(RequestId)
    install_problem_handlers(app)
    app.include_router(router)
    _describe_problems(app)
    return app


def _describe_problems(app: FastAPI) -> None:
    """Put the model of an error into the OpenAPI description: routes refer to it, none returns it."""
    describe = app.openapi

    def openapi() -> dict[str, Any]:
        description = describe()
        schema = ProblemModel.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas = description["components"]["schemas"]
        schemas.update(schema.pop("$defs", {}))
        schemas["ProblemModel"] = schema
        return description

    app.openapi = openapi  # type: ignore[method-assign]


def ready_engine(request: Request) -> Engine:
    slot: EngineSlot = request.app.state.slot
    return slot.ready()


ReadyEngine = Annotated[Engine, Depends(ready_engine)]


def _problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The error replies of a route, for its description."""
    schema = {"schema": {"$ref": "#/components/schemas/ProblemModel"}}
    return {status: {"description": DESCRIPTIONS[status], "content": {MEDIA_TYPE: schema}} for status in statuses}


DESCRIPTIONS = {404: "没有找到", 413: "请求太长", 422: "请求不合要求", 503: "正在载入"}

Years = Annotated[list[Year], Query(max_length=MOST_FILTERS, description="只看这一年，可以重复")]
Issuers = Annotated[list[NameText], Query(max_length=MOST_FILTERS, description="只看这个发文机关，可以重复")]
DocumentIds = Annotated[list[NameText], Query(max_length=MOST_FILTERS, description="只看这份文件，可以重复")]

router = APIRouter(prefix=PREFIX)


@router.post(
    "/ask",
    operation_id="ask",
    summary="问一个问题",
    tags=["问答"],
    response_model=ReplyModel,
    responses=_problems(413, 422, 503),
)
def ask(body: AskRequest, engine: ReadyEngine) -> dict[str, Any]:
    """答案逐字引自收录的文件，并注明年份、发文机关和条款。文件没有说的，给出原因和最接近的条目，不作推断。"""
    return operations.ask(engine, **body.model_dump())


@router.post(
    "/verify",
    operation_id="verify",
    summary="核对一句话",
    tags=["核对"],
    response_model=VerificationModel,
    responses=_problems(413, 422, 503),
)
def verify(body: VerifyRequest, engine: ReadyEngine) -> dict[str, Any]:
    """这句话、这个数字是否见于收录的文件，在哪里，是否逐字一致。"""
    return operations.verify(engine, **body.model_dump())


@router.get(
    "/search",
    operation_id="search",
    summary="检索条目",
    tags=["检索"],
    response_model=RankingModel,
    responses=_problems(422, 503),
)
def search(
    engine: ReadyEngine,
    q: Annotated[str, Query(max_length=LONGEST_QUESTION, description="检索词", examples=["适老化改造"])],
    k: Annotated[int, Query(ge=1, le=MOST_HITS, description="最多给出几条")] = 10,
    year: Years = [],  # noqa: B006
    issuer: Issuers = [],  # noqa: B006
    document: DocumentIds = [],  # noqa: B006
) -> dict[str, Any]:
    """按词检索，最相关的在前。"""
    return operations.search(engine, q=q, k=k, years=year, issuers=issuer, documents=document)


@router.get(
    "/targets",
    operation_id="list_targets",
    summary="列出指标",
    tags=["指标"],
    response_model=TargetsModel,
    responses=_problems(422, 503),
)
def list_targets(
    engine: ReadyEngine,
    indicator: Annotated[
        str, Query(max_length=200, description="只列指标中含有这些词的，词间用空格", examples=["床位"])
    ] = "",
    year: Years = [],  # noqa: B006
    issuer: Issuers = [],  # noqa: B006
    document: DocumentIds = [],  # noqa: B006
    limit: Annotated[int, Query(ge=1, le=MOST_TARGETS, description="最多给出几个")] = MOST_TARGETS,
    offset: Annotated[int, Query(ge=0, description="从第几个起，0 为第一个")] = 0,
) -> dict[str, Any]:
    """文件要求达到的数：事项、比较词、数值、单位、期限，连同原句和出处。名称里的数、条件里的数不算。"""
    scope = {"years": year, "issuers": issuer, "documents": document}
    return operations.targets(engine, indicator=indicator, limit=limit, offset=offset, **scope)


@router.get(
    "/documents",
    operation_id="list_documents",
    summary="列出收录的文件",
    tags=["文件"],
    response_model=list[DocumentModel],
    responses=_problems(503),
)
def list_documents(engine: ReadyEngine) -> list[dict[str, Any]]:
    """每份文件的元数据、条数和疑点。"""
    return operations.documents(engine)


@router.get(
    "/documents/{document_id}",
    operation_id="get_document",
    summary="一份文件的全文和条目",
    tags=["文件"],
    response_model=WholeDocumentModel,
    responses=_problems(404, 422, 503),
)
def get_document(engine: ReadyEngine, document_id: Annotated[str, Path(examples=["jilin-2025"])]) -> dict[str, Any]:
    """全文一字不差；每个条目带着它在全文中的位置。"""
    document = engine.find_document(document_id)
    if document is None:
        raise HTTPException(404, f"没有收录文件“{document_id[:80]}”。")
    contents = [item_json(item, document) for item in document.items]
    return {**document_json(document), "text": document.text, "contents": contents}


@router.get(
    "/items/{item_id}",
    operation_id="get_item",
    summary="一个条目",
    tags=["文件"],
    response_model=ItemModel,
    responses=_problems(404, 422, 503),
)
def get_item(engine: ReadyEngine, item_id: Annotated[str, Path(examples=["jilin-2025:3.1"])]) -> dict[str, Any]:
    """整条原文和它的出处。"""
    found = engine.find_item(item_id)
    if found is None:
        raise HTTPException(404, f"没有条目“{item_id[:80]}”。")
    return item_json(*found)


@router.get("/health", operation_id="health", summary="进程是否在运行", tags=["运行"], response_model=HealthModel)
async def health() -> dict[str, Any]:
    """只要进程在运行就是 200，不等索引。"""
    return {"status": "ok"}


@router.get(
    "/ready",
    operation_id="ready",
    summary="是否可以回答",
    tags=["运行"],
    response_model=ReadyModel,
    responses=_problems(503),
)
async def ready(request: Request, engine: ReadyEngine) -> dict[str, Any]:
    """索引载入之前是 503。"""
    slot: EngineSlot = request.app.state.slot
    encoder = engine.foundation.encoder
    return {
        "status": "ready",
        "documents": len(engine.documents),
        "notice": slot.notice,
        "encoder": {"name": encoder.name, "dimension": encoder.dimension, "checksum": encoder.checksum},
    }
