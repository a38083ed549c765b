"""A reply as JSON: the one shape that command line, batch, HTTP and MCP share (DESIGN §4)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from assistant.records import Answer, Reply


def reply_json(reply: Reply) -> dict[str, Any]:
    """The reply with every key of the contract, in its order; a refusal has no citations and no values."""
    answered = isinstance(reply, Answer)
    return {
        "status": "answered" if answered else "refused",
        "reason": None if isinstance(reply, Answer) else reply.reason.value,
        "question": reply.question,
        "understood": reply.understood,
        "scope": {key: list(value) for key, value in asdict(reply.scope).items()},
        "answer": reply.text,
        "citations": [asdict(c) for c in reply.citations] if isinstance(reply, Answer) else [],
        "values": [asdict(v) for v in reply.values] if isinstance(reply, Answer) else [],
        "nearest": [] if isinstance(reply, Answer) else [asdict(c) for c in reply.nearest],
        "suggestions": list(reply.suggestions),
        "timings_ms": dict(reply.timings_ms),
    }
