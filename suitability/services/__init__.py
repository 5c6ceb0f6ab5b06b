"""What screens, commands and reports ask for: sittings, results, reports, words. Knows no screen."""
