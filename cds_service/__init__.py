"""net-cds: treatment guidance for stage IV sigmoid NET with liver metastases, served as CDS Hooks."""
