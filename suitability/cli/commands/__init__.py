"""One module per command; each holds ``command`` and imports the floors it needs when it runs."""
