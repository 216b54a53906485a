"""One file per figure of the course: frozen controls, compute(controls) → numbers, draw(numbers) → picture."""
