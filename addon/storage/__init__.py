"""The ledger: tables, transactions, and one module of query functions for each noun."""
