"""Three-valued logic over what a record still leaves possible; knows nothing of medicine."""
