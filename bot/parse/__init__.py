"""Text into values, without side effects: called by the doors and by `crm`."""
