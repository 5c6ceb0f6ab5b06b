"""What is measured and how: pure functions over frozen values, standard library only."""
