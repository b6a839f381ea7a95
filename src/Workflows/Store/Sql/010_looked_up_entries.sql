-- The predicate has to name every type that is asked for, or the index is not used.
drop index ledger.entries_of_erasures;
create index entries_of_erasures on ledger.entries (organisation, position)
    where type in ('erasure_requested', 'erasure_term_extended', 'erasure_assessed', 'personal_data_erased', 'erasure_act_filed');

-- In which programme's register a document is: a consent names its paper by the id alone.
create index entries_of_documents on ledger.entries (organisation, (body::jsonb ->> 'id')) where type = 'document_registered';
