"""What a database sees: the port, queries, migrations, path search and conflict matching."""
