"""Builds the manifests of both products from one description."""
