"""Connections between two nodes: their life, the wizard, invitations, the protocol between peers."""
