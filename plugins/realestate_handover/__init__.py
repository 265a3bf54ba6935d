"""From the signed contract of a home to its certificates: the after-sales desk of a developer (RE, RS)."""
