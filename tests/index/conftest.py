"""The tiny plans, their encoder and the shipped documents, made once in a session."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny_plans import SHIPPED, make_document, save_static_model

from index.encoder import Encoder, load_encoder
from ingest.reader import read_document
from ingest.records import Document


@pytest.fixture(scope="session")
def documents() -> tuple[Document, ...]:
    """Three small plans of two issuers; the last item of two of them is the same sentence."""
    same = "加强队伍建设。深入推进干部队伍建设，提升服务水平。"
    return (
        make_document(
            "jilin-2023",
            2023,
            "吉林省民政厅",
            (
                "提高救助标准。特困人员基本生活标准不低于低保标准的1.3倍。",
                "发展养老服务。新增失智床位2000张，社区助餐覆盖率达到60%。",
                "深化殡葬改革。清明期间 做好祭扫\u3000服务保障，热线12349。",
                same,
            ),
        ),
        make_document(
            "jilin-2024",
            2024,
            "吉林省民政厅",
            (
                "规范婚姻登记。推进婚姻登记跨省通办，落实〔2024〕4号文件。",
                "提高救助标准。特困人员照料护理标准达到国家要求，6·19开放日。",
                same,
            ),
        ),
        make_document(
            "shulan-2023",
            2023,
            "舒兰市民政局",
            ("做好特困供养。特困人员供养标准按省里要求执行。", "推动慈善事业。发展志愿服务，规范慈善组织。"),
        ),
    )


@pytest.fixture(scope="session")
def shipped_documents() -> tuple[Document, ...]:
    return tuple(read_document(path) for path in sorted((SHIPPED / "documents").glob("*.txt")))


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_static_model(tmp_path_factory.mktemp("models") / "静态模型")


@pytest.fixture(scope="session")
def encoder(model_folder: Path) -> Encoder:
    return load_encoder(model_folder)
