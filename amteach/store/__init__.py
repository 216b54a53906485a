"""Bytes on disk: whole files, hashes, cards, downloads.  This room knows no other."""
