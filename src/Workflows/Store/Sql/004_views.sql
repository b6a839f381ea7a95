-- Views: what screens read. Written in the append's transaction, and always possible to rebuild from the ledger.
create schema views;

create table views.programmes (
    id uuid primary key,
    organisation uuid not null,
    title text not null,
    school_year text not null,
    status text not null,
    definition text not null,
    -- The first stage whose approval does not stand; 8 when all seven do.
    current_stage smallint not null,
    -- Seven statuses, comma separated, stage 1 first.
    stages text not null,
    version integer not null,
    changed_on text not null,
    open_items integer not null,
    next_due text
-- A programme's row is written again with each of its decisions; room on the page keeps these updates heap-only.
) with (fillfactor = 50);

-- One active programme per organisation, school year and title (model.md 5.3 A).
create unique index programmes_one_active on views.programmes (organisation, school_year, title) where status in ('draft', 'active', 'suspended');
create index programmes_by_organisation on views.programmes (organisation, id);

create table views.stage_approvals (
    programme uuid not null,
    version integer not null,
    stage smallint not null,
    approver uuid not null,
    second_approver uuid,
    self_approval boolean not null,
    policy text not null,
    primary key (programme, version),
    -- The engine refuses this first; the constraint holds even where a decider would be wrong (F7).
    constraint second_approver_present check (
        second_approver is not null or policy = 'never' or (policy = 'when-self-approved' and not self_approval)),
    constraint second_approver_is_another check (second_approver is null or second_approver <> approver)
);
