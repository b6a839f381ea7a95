-- Finds who is named in a text: HMAC of the organisation and of a stem of a surname or patronymic, under a key that the database never
-- sees. The stems of a name are gone with the name.
create table vault.name_stems (
    organisation uuid not null,
    stem bytea not null check (octet_length(stem) = 16),
    person uuid not null references vault.people on delete cascade,
    primary key (organisation, stem, person)
);

create index name_stems_by_person on vault.name_stems (person);
alter table vault.name_stems set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1);

grant select, insert, delete on vault.name_stems to mentorshipflow_app;
