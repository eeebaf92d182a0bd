"""What is read of appraisals, visits and taking part, always by who looks."""
