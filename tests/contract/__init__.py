"""One suite for every store. What an answer must be is worked out by brute force in `oracle/`, from RULES.md alone.

To add a store: a line in `stores.STORES`. `ENTENTE_HYPOTHESIS=deep` looks at far more worlds, `hunt` does not shrink.
"""
