"""The measures over some people and some days, and the people behind them."""
