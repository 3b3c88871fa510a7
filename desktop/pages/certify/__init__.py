"""证书: what can be issued, the register, the keys, and verifying."""
