"""The steps of the reader, one spaCy factory each; `ingest.nlp.pipeline` knows their order."""
