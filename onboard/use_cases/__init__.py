"""The rooms of `onboard.services`: one verb and one unit of work each."""
