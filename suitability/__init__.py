"""Self-assessment and career guide for technical-support work.

The package root imports nothing, so that importing one leaf never pays for the whole program.
"""

__version__ = "0.1.0"
