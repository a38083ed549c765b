"""What the surfaces can do, each as one call that gives JSON: HTTP and MCP are two ways to the same five operations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.wire import reply_json
from index.records import Filters, Query
from ui.engine import Engine
from ui.replay import Asked
from ui.scope import make_filters
from ui.targets import stated, target_json
from ui.verifying import verification_json
from ui.wire import document_json, found_json


def ask(engine: Engine, *, question: str, conversation: Sequence[str] = (), **scope: Any) -> dict[str, Any]:
    """The reply to a question after earlier ones."""
    filters = _filters(engine, **scope)
    return reply_json(engine.replay.answer(Asked(question, filters), [Asked(turn, filters) for turn in conversation]))


def search(engine: Engine, *, q: str, k: int, **scope: Any) -> dict[str, Any]:
    """The items that hold the words, the best first."""
    hits = engine.index.search(Query(q, filters=_filters(engine, **scope), k=k)).hits
    return {"query": q, "hits": [found_json(*found) for found in engine.found(hits)]}


def verify(engine: Engine, *, sentence: str, **scope: Any) -> dict[str, Any]:
    """Whether a sentence stands in the documents, and where."""
    return verification_json(engine.verifier.verify(sentence, _filters(engine, **scope)))


def targets(engine: Engine, *, indicator: str, limit: int, offset: int, **scope: Any) -> dict[str, Any]:
    """The figures that the documents ask for, `limit` of them from `offset` on."""
    found = stated(engine.documents, _filters(engine, **scope), indicator)
    shown = found[offset : offset + limit]
    return {"indicator": indicator, "total": len(found), "targets": [target_json(one) for one in shown]}


def documents(engine: Engine) -> list[dict[str, Any]]:
    """What is held."""
    return [document_json(document) for document in engine.documents]


def _filters(
    engine: Engine, *, years: Sequence[int] = (), issuers: Sequence[str] = (), documents: Sequence[str] = ()
) -> Filters:
    return make_filters(engine.documents, years=years, issuers=issuers, document_ids=documents)
