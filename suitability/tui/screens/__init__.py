"""One screen per file; the app imports each when it is first shown."""
