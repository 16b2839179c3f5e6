"""The core of onboard: from plain answers to a signed agreement, without a window."""
