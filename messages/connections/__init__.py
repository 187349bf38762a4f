"""What we say about connections with CRMs."""
