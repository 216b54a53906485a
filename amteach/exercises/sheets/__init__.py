"""The exercises of the lectures, one topic to a file: `l05_smoothness` belongs to lecture 05.

A file here is found by listing the folder, and its exercises are its module-level `Exercise` objects.  The cell of the
lecture's notebook is `print(EXERCISES["name"].stub)`, and below it `am.check("name", the_function)`.
"""
