"""The agenda editor."""
