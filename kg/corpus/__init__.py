"""Readers: one per input format, each giving articles."""
