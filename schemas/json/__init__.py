"""JSON Schemas of the records that come in, generated from schemas.wire: `python -m schemas.json` writes them anew."""
