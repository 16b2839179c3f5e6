"""The wizard: Qt only, decides nothing about the domain."""
