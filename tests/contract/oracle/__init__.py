"""Brute force in plain Python, written from the text of RULES.md alone: what every store must answer.

Slow and obvious on purpose. It imports nothing of `cypher` but the port, and reads no rule file.
"""
