"""The only place with keyring; the sidecar of key slots around one root key."""
