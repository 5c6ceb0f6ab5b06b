"""Rendering: reports as HTML, PDF, plain text and JSON. The only floor that uses jinja2 and weasyprint."""
