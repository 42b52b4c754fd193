"""The pages both products show in their frame, and the API behind them."""
