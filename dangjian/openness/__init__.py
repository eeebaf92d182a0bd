"""党务公开: publicity notices with their period, objections and results; appointments by date."""
