"""Public proofs of the evidence log: a Merkle tree (RFC 6962) over the digests of its leaves.

tree        the tree and its proofs, as pure functions
notes       checkpoints: signed notes of C2SP that state the head of the tree
statements  what may be said in public of a text, and the digest of a text
log         what is stored of the tree, read with O(log n) rows for a proof
sequencing  gives leaves their places in the tree, at most a second after they were committed
bundles     what somebody takes home to check a public statement with offline/check_proof.py
verifying   recomputes everything from the rows and says what does not fit
"""
