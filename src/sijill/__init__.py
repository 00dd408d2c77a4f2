"""Sijill reads reports of armed conflict and keeps an evidence ledger."""
