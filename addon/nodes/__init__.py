"""Tenants: installation, secrets, sync identity, sessions, administrators, licensing."""
