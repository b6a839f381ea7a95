-- Persons as a list shows them: pseudonyms, codes and bands.
create table views.people (
    id uuid primary key,
    organisation uuid not null,
    -- In kebab-case, comma separated, in their order.
    kinds text not null,
    contour text not null,
    age_band text not null,
    grade integer,
    -- Consents in force, in the order in which they were given: [{"from": "yyyy-MM-dd", "purpose": "kebab-case", "until": "yyyy-MM-dd"}].
    consents jsonb not null,
    restricted boolean not null,
    departed boolean not null,
    erased boolean not null,
    version integer not null,
    changed_on text not null
-- A person's row is written again with each decision about him.
) with (fillfactor = 70);

create index people_by_organisation on views.people (organisation, id);

grant select, insert, update, delete on views.people to mentorshipflow_app;
