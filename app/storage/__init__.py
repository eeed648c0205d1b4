"""Where a workshop is kept: one SQLite file, its ledger, its backups."""
