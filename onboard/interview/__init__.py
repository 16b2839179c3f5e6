"""Answers, the derived route through the questions, and what an unknown assumes."""
