"""Draft orders of order-select and order-sign → orders in the guideline's words."""
