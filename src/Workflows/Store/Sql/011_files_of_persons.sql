-- Which files were destroyed with whose data: who asks for one is told so.
create table vault.destroyed_files (
    organisation uuid not null,
    sha256 text not null,
    person uuid not null references vault.erasures,
    primary key (organisation, sha256)
);

grant select, insert on vault.destroyed_files to mentorshipflow_app;
