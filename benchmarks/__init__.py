"""What it costs: each figure a ratio, measured side by side in one run on the machine that is named beside it."""
