"""The contract of a reply (DESIGN §4), key by key, with the type of every value."""

from __future__ import annotations

from typing import Any

REPLY = {
    "status": str,
    "reason": (str, type(None)),
    "question": str,
    "understood": str,
    "scope": dict,
    "answer": str,
    "citations": list,
    "values": list,
    "nearest": list,
    "suggestions": list,
    "timings_ms": dict,
}
CITATION = {
    "n": int,
    "item_id": str,
    "document_id": str,
    "year": (int, type(None)),
    "issuer": (str, type(None)),
    "title": str,
    "section": int,
    "section_title": str,
    "item": (int, type(None)),
    "label": str,
    "quote": str,
    "start": int,
    "end": int,
    "item_text": str,
}
VALUE = {"n": int, "indicator": str, "comparator": str, "value": str, "unit": str, "deadline": (str, type(None))}
HIT = {"item_id": str, "document_id": str, "section": int, "item": (int, type(None)), "score": float}
REASONS = {
    "not_in_documents",
    "scope_not_covered",
    "item_not_found",
    "out_of_domain",
    "ambiguous",
    "empty_question",
}


def check_shape(record: dict[str, Any], shape: dict[str, Any]) -> None:
    """Every key of the contract is there with its type; more keys may be."""
    for key, kind in shape.items():
        assert key in record, f"{key} is missing"
        assert isinstance(record[key], kind), f"{key} is {type(record[key]).__name__}"
        assert not isinstance(record[key], bool), f"{key} is a bool"


def check_reply(reply: dict[str, Any]) -> None:
    """The reply keeps the contract, and every quote is the slice that it names."""
    check_shape(reply, REPLY)
    assert set(reply["scope"]) == {"years", "issuers", "documents"}
    assert "total" in reply["timings_ms"]
    for citation in [*reply["citations"], *reply["nearest"]]:
        check_shape(citation, CITATION)
        assert citation["item_text"][citation["start"] : citation["end"]] == citation["quote"] != ""
    for figure in reply["values"]:
        check_shape(figure, VALUE)
        assert figure["n"] in {citation["n"] for citation in reply["citations"]}
    if reply["status"] == "answered":
        assert reply["reason"] is None
        assert [citation["n"] for citation in reply["citations"]] == list(range(1, len(reply["citations"]) + 1)) != []
    else:
        assert reply["status"] == "refused"
        assert reply["reason"] in REASONS
        assert reply["citations"] == reply["values"] == []
