"""Speed and memory, as `make bench` measures them; nothing here is a test."""
