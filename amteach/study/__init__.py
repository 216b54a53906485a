"""An experiment with people: its trials, their answers, and what a class's answers add up to."""
