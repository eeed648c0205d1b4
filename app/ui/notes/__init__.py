"""Notes to prompts, themes across them, next steps and data needs."""
