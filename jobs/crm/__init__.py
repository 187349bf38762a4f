"""One file for each CRM: it speaks HTTP, and knows no database."""
