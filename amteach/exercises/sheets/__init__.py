"""The exercises of the lectures, one topic to a file: `l05_smoothness` belongs to lecture 05.

A file here is found by listing the folder.  Its exercises are its module-level `Exercise` objects.
"""
