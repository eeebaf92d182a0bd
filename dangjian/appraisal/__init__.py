"""民主评议, 走访慰问, 参加组织生活: what a branch says of its members and does for them (A12)."""
