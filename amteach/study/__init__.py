"""An experiment with people: its trials, their answers, and the pooled answers of a class."""
