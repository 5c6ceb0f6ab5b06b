"""The full-screen questionnaire in the terminal. The only package that knows Textual."""
