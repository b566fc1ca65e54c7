"""The language of the project: ontology, plain types, rules. Imports nothing of ours."""
