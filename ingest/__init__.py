"""From news text to records in a store."""
