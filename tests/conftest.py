"""A tiny model with attention, built by the tests themselves: real, of random weights, in a second."""

from __future__ import annotations

from pathlib import Path

import pytest

HIDDEN = 16
DIMENSION = 12
PROMPTS = {"query": "查询：", "document": "条款："}


@pytest.fixture(scope="session")
def attention_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SentenceTransformer saved as it saves itself: BertModel, mean Pooling, Dense, Normalize, prompts for both roles.

    Its vocabulary is the characters of the shipped documents, so that each item has a vector of its own.
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules.dense import Dense
    from sentence_transformers.base.modules.normalize import Normalize
    from sentence_transformers.base.modules.transformer import Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import BertConfig, BertModel, BertTokenizerFast

    documents = Path(__file__).parents[1] / "data" / "documents"
    characters = sorted(
        set("".join(path.read_text(encoding="utf-8") for path in documents.glob("*.txt"))) | set("查询条款：xyz")
    )
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    vocabulary = {piece: number for number, piece in enumerate([*special, *(c for c in characters if not c.isspace())])}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    ends = [(name, vocabulary[name]) for name in ("[CLS]", "[SEP]")]
    tokenizer.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=ends)
    torch.manual_seed(5)
    shape = {"hidden_size": HIDDEN, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32}
    bert = tmp_path_factory.mktemp("bert")
    BertModel(BertConfig(vocab_size=len(vocabulary), max_position_embeddings=128, **shape)).save_pretrained(bert)
    BertTokenizerFast(tokenizer_object=tokenizer).save_pretrained(bert)
    modules = [Transformer(str(bert)), Pooling(HIDDEN, "mean"), Dense(HIDDEN, DIMENSION), Normalize()]
    folder = tmp_path_factory.mktemp("models") / "注意力模型"
    model = SentenceTransformer(modules=modules, prompts=PROMPTS, device="cpu")
    model.save(str(folder), create_model_card=False)
    return folder
