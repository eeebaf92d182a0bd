"""What every room stands on: calendar, rules, refusal, evidence, secrecy, sealing, form keys."""
