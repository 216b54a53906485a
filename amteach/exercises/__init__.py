"""Exercises that answer at once: a reference, random inputs, and the usual mistakes each with its hint."""
