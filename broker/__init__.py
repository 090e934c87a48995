"""The wire: topics, messages, links, and the hub behind them."""
