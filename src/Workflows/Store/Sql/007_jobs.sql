-- Long operations that run as messages: what is to be done, how far it got, and what came of it. No row holds a name or a text about a person.
create schema jobs;

create table jobs.jobs (
    id uuid primary key,
    organisation uuid not null,
    kind text not null check (kind in ('import-mentees', 'import-mentors', 'import-pairs', 'bundle', 'verification', 'rebuild')),
    state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'refused', 'failed', 'cancelled')),
    -- What the request asked for, by ids, dates and numbers.
    work jsonb not null,
    -- Keyed hash of the request; null where a request has no Idempotency-Key.
    fingerprint text,
    done bigint not null default 0,
    total bigint,
    cancelling boolean not null default false,
    -- Starts since the last progress: a job that kills its process again and again is given up.
    attempts int not null default 0,
    -- The run that may write this row; another run that has lost its lock finds another one here and stops.
    runner uuid,
    -- False from the end of a job with a file until no byte of the file's key is left in the table of keys.
    swept boolean not null default true,
    created_at timestamptz not null,
    started_at timestamptz,
    ended_at timestamptz,
    problem jsonb,
    result jsonb
);

create index on jobs.jobs (organisation, id);
create index on jobs.jobs (organisation) where ended_at is null;
create index on jobs.jobs (ended_at) where ended_at is not null;
create index on jobs.jobs (id) where not swept;

-- What each decision of an import reported, written in the decision's own transaction.
create table jobs.steps (
    job uuid not null references jobs.jobs on delete cascade,
    number int not null,
    report jsonb not null,
    primary key (job, number)
);

-- The file that a job made, in parts of at most 1 MiB: a bundle, which says no more than the ledger.
create table jobs.parts (
    job uuid not null references jobs.jobs on delete cascade,
    number int not null,
    content bytea not null,
    primary key (job, number)
);

-- The uploaded file of a waiting or running job, sealed under a key of the job (owner 'job-' and its id): both go when the job ends.
create table vault.job_files (
    job uuid primary key references jobs.jobs on delete cascade,
    -- 12 bytes nonce, AES-256-GCM ciphertext, 16 bytes tag; associated data is the owner.
    sealed bytea not null
);

alter table vault.job_files set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1);

grant usage on schema jobs to mentorshipflow_app;
grant select, insert, update, delete on jobs.jobs, jobs.steps, jobs.parts to mentorshipflow_app;
grant select, insert, delete on vault.job_files to mentorshipflow_app;
