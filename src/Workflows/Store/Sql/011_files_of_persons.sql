-- Which files were destroyed with whose data: who asks for one is told so.
create table vault.destroyed_files (
    organisation uuid not null,
    sha256 text not null,
    person uuid not null references vault.erasures,
    primary key (organisation, sha256)
);

grant select, insert on vault.destroyed_files to mentorshipflow_app;

-- A person gets another key when a part of his data is destroyed; what was sealed under the earlier one is sealed under it.
alter table keys.data_keys add column generation integer not null default 1;

-- Without a key nothing is stored about an owner. Who has sealed under an earlier key is told, and comes again with the present one.
create function keys.seals(asked text, sealed_under integer) returns boolean language plpgsql volatile as $$
declare
    present integer;
begin
    select k.generation into present from keys.data_keys k where k.owner = asked;
    if present <> sealed_under then
        raise exception 'the key of % is another since', asked using errcode = 'MF002';
    end if;
    return present is not null;
end $$;

-- What was stored about a person since his things were read to be sealed anew would be lost with the earlier key.
create function vault.demand_only(asked uuid, known_texts uuid[], known_details uuid[], known_files text[]) returns void language plpgsql volatile as $$
begin
    if exists (select from vault.texts t where t.owner = 'person-' || asked and t.ref <> all (known_texts))
        or exists (select from vault.people p where p.person = asked and p.ref <> all (known_details))
        or exists (select from vault.files f where f.owner = 'person-' || asked and f.sha256 <> all (known_files)) then
        raise exception 'more is stored about % since', asked using errcode = 'MF002';
    end if;
end $$;

grant update (sealed) on vault.texts, vault.files to mentorshipflow_app;

-- What a psychologist or social worker told about a person is read by fewer (M111).
alter table vault.texts add column specialist boolean not null default false;

update vault.texts set specialist = true where ref in (
    select (body::jsonb #>> '{text,ref}')::uuid from ledger.entries
    where type = 'third_party_information_recorded' and body::jsonb ->> 'source' in ('psychologist', 'socialWorker'));
