"""Tiny real things: documents written by hand, a static SentenceTransformer with a vocabulary of characters."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ingest.records import Document, Item, Metadata, Section

SHIPPED = Path(__file__).parents[2] / "data"
CHARACTERS = "民政工作要点特困人员低保标准不于的倍养老床位社会救助殡葬改革儿童福利婚姻登记慈善志愿服务一二三四五年至"


def make_document(document_id: str, year: int, issuer: str, texts: Sequence[str]) -> Document:
    """A document of one section; item n has texts[n - 1], its title is what stands before the first 。"""
    heading = "重点任务"
    items: list[Item] = []
    text = ""
    for number, body in enumerate(texts, 1):
        start = len(text)
        text += body + "\n"
        items.append(
            Item(
                item_id=f"{document_id}:1.{number}",
                document_id=document_id,
                section=1,
                section_title=heading,
                item=number,
                paragraph=None,
                label=f"一、（{number}）",
                title=body.partition("。")[0],
                text=body + "\n",
                start=start,
                end=len(text),
            )
        )
    return Document(
        document_id=document_id,
        metadata=Metadata(f"{year}年民政工作要点", issuer, None, None, year, "省", "吉林省"),
        source=f"{document_id}.txt",
        content_hash=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        sections=(Section(1, "一", heading, 0, len(text)),),
        items=tuple(items),
        units=(),
    )


def save_static_model(folder: Path, *, prompts: dict[str, str] | None = None, normalize: bool = True) -> Path:
    """Build with sentence_transformers itself, save as it saves: one random vector of 8 numbers for each character."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules.normalize import Normalize
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Regex, Tokenizer, models, pre_tokenizers

    vocabulary = {token: number for number, token in enumerate(["[UNK]", *dict.fromkeys(CHARACTERS + "问：0123.")])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")
    weights = np.random.default_rng(7).standard_normal((len(vocabulary), 8)).astype(np.float32)
    weights[0] = 0
    modules = [StaticEmbedding(tokenizer, embedding_weights=weights), *([Normalize()] if normalize else [])]
    SentenceTransformer(modules=modules, prompts=prompts, device="cpu").save(str(folder), create_model_card=False)
    return folder
