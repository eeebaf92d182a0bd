"""发展党员: from application to full membership, by the rules a case began under (A7, A8, X11)."""
