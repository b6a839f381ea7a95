-- The predicate has to name every type that is asked for, or the index is not used.
drop index ledger.entries_of_erasures;
create index entries_of_erasures on ledger.entries (organisation, position)
    where type in ('erasure_requested', 'erasure_request_voided', 'erasure_term_extended', 'erasure_assessed', 'personal_data_erased', 'erasure_act_filed');
