"""What the atlas costs, measured: `make bench`, or `python -m benchmarks`. The results stand in RESULTS.md."""
