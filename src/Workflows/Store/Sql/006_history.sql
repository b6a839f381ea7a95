-- An auditor reads the entries of his own organisation in the order of the ledger.
create index entries_by_organisation on ledger.entries (organisation, position);
