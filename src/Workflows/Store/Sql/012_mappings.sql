-- What the headings of an organisation's files mean, as somebody has accepted it in an import. Headings are kept as keyed hashes: no row
-- holds a text of a file.
create schema registers;

create table registers.mappings (
    organisation uuid not null,
    register text not null check (register in ('mentees', 'mentors', 'pairs', 'answers')),
    -- HMAC of organisation, register and heading under a key that the database never sees.
    heading bytea not null check (octet_length(heading) = 32),
    -- A code such as mentor.experience, or - for a column to leave out.
    meaning text not null,
    primary key (organisation, register, heading)
);

grant usage on schema registers to mentorshipflow_app;
grant select, insert, update, delete on registers.mappings to mentorshipflow_app;
