"""`python -m amteach` is `amteach`."""

from .cli import main

if __name__ == "__main__":
    raise SystemExit(main())
