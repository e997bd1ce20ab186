"""What things are: frozen records, ids, errors and pure rules. Every other room may import it; it does no I/O."""
