"""What the actions of a case write besides its state: steps and clocks, under the lock."""
