-- What a job is to do, and in whose name, is sealed like a right (020_guard.sql).
alter table jobs.jobs add column seal bytea not null check (octet_length(seal) = 32);

revoke update on jobs.jobs from mentorshipflow_app;
grant update (state, done, total, cancelling, attempts, runner, swept, started_at, ended_at, problem, result) on jobs.jobs to mentorshipflow_app;
