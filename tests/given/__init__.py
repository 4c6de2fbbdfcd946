"""What a test starts from, one file a stage: source files, Phase 3, a filled folder, a run."""
