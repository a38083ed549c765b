"""Retrieval: tokens, sparse and dense scores, fusion, the store on disk and the engine that stands behind them."""
