"""Answers below `/p/<token>/`."""
