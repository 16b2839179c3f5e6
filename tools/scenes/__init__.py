"""Every page, dialog and kind of question in its states, for pictures and for the checks."""
