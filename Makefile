# make serve  环境、索引、网页和接口，一步到位
# make test   环境、全部测试
# make check  格式、类型、分层、测试
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: serve test check lint eval bench lock clean

serve: $(READY)
	$(BIN)/yaodian serve

test: $(READY)
	$(BIN)/python -m pytest -q -n 2 --dist loadfile

check: lint test

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: $(READY)
	$(BIN)/yaodian eval

bench: $(READY)
	$(BIN)/python -m tests.benchmarks.search_benchmark
	$(BIN)/python -m tests.benchmarks.answer_benchmark
	$(BIN)/python -m tests.benchmarks.update_benchmark

# torch 先装 2.13.0：不固定版本的 torch 会带来数 GB 的 CUDA 包
$(READY): pyproject.toml requirements.lock
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "需要 Python 3.11 或更高版本")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet torch==2.13.0
	$(BIN)/python -m pip install --quiet -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps -e .
	touch $(READY)

# 依赖变动之后重新锁定版本
lock:
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --extra dev --strip-extras --no-emit-index-url --no-emit-find-links --no-header --no-annotate --output-file requirements.lock pyproject.toml
	sed -i 's/^torch==\(.*\)+cpu/torch==\1/' requirements.lock

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info
