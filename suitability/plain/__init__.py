"""The accessible path: the same services as the full screen, as numbered plain text without boxes."""
