"""What the operator sees: preview, status, verify_phase3, audit, report."""
