"""Files: strict YAML, the item bank, words, runs, results. Everything that reads or writes stands here."""
