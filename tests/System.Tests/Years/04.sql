-- 4. Утверждение этапов: when each stage was begun, submitted, returned, approved and undone, and how long it took.
with begun as (
    select n as stage, fixed.opened as fixed, (
        select case when e.type = 'roadmap_item_settled' then (e.body->>'on')::date else e.effective end from event e
        where e.version > coalesce(fixed.version, 0) and (
            (e.type in ('stage_work_opened', 'stage_submitted') and (e.body->>'stage')::int = n)
            or (e.type in ('roadmap_item_completed', 'roadmap_item_settled', 'roadmap_item_not_applicable')
                and stage_of(e.body->>'item', e.version) = n))
        order by e.version limit 1) as first
    from generate_series(1, 7) n left join lateral (
        select version, (body->>'openedOn')::date as opened from event
        where type = 'stage_work_opening_corrected' and (body->>'stage')::int = n order by version desc limit 1) fixed on true),
stage as (
    select b.stage, coalesce(b.fixed, b.first) as begun, s.day as submitted, a.effective as approved, a.body as approval,
        (select count(*) from event e where e.type = 'stage_submitted' and (e.body->>'stage')::int = b.stage) as submissions
    from begun b left join approval a using (stage) left join lateral (
        select case when e.type = 'stage_submitted' then e.effective end as day from event e
        where e.type in ('stage_submitted', 'stage_submission_withdrawn') and (e.body->>'stage')::int = b.stage
        order by e.version desc limit 1) s on true),
outcome as (
    select s.stage, c->>'code' as code, c->>'outcome' as outcome, c->>'rule' as rule, c->'evidence' as evidence
    from stage s, jsonb_array_elements(s.approval->'criteria') c),
waiver as (
    select distinct w.stage, w.code from (
        select (w.body->>'stage')::int as stage, w.body->>'criterion' as code, not exists (
            select from event u where u.type = 'gate_waiver_withdrawn' and u.body->>'stage' = w.body->>'stage'
                and u.body->>'criterion' = w.body->>'criterion' and u.version > w.version) as stands
        from event w where w.type = 'gate_criterion_waived') w
    left join outcome o using (stage, code) where w.stands or o.outcome = 'waived'),
undone as (
    select (body->>'stage')::int as stage, type, effective,
        row_number() over (partition by type, body->>'stage' order by version) as item, body
    from event where type in ('stage_reopened', 'stage_approval_revoked', 'stage_returned')),
-- What an approval rests on: documents under its criteria, documents of the facts under them, and those of its items.
ground as (
    select o.stage, substr(x, 10) as document from outcome o, jsonb_array_elements_text(o.evidence) x
    where x like 'document:%' and not (o.rule like 'document.in-force/%' and o.outcome = 'met' and exists (
        select from document d join in_force f using (kind) where d.id = substr(x, 10)))
    union select o.stage, coalesce(f.body->>'document', f.body->>'protocol') from outcome o, jsonb_array_elements_text(o.evidence) x
        join fact f on f.id = substr(x, 6) where x like 'fact:%'
    union select n.stage, n.document from named n join approval using (stage)),
lost as (select * from ground where document is not null and document not in (select id from stands))
select 'Этап ' || s.stage || coalesce(', ' || c.label, '') as label, 0 as item, c.numbers from stage s cross join lateral (values
    (null, ''),
    ('работа начата', coalesce(ru(s.begun), '—')),
    ('представлен', coalesce(ru(s.submitted) || ' ' || s.submissions, '—')),
    ('возвратов', (select count(*) from undone u where u.stage = s.stage and u.type = 'stage_returned')::text),
    ('утверждён', coalesce(ru(s.approved), '')),
    ('утвердил', case when s.approved is null then '—' else '' end),
    ('утверждён работавшим над ним', case when s.approved is null then '—' else '' end),
    ('второй утвердивший', case when s.approval->>'secondApprover' is null then '—' else '' end),
    ('критерии', case when s.approved is null then '—' else (
        select count(*) filter (where o.outcome = 'met') || ' ' || count(*) filter (where o.outcome = 'waived')
        from outcome o where o.stage = s.stage) end),
    ('снятые критерии', (select count(*) from waiver w where w.stage = s.stage)::text),
    ('повторных открытий', (select count(*) from undone u where u.stage = s.stage and u.type = 'stage_reopened')::text),
    ('отзывов утверждения', (select count(*) from undone u where u.stage = s.stage and u.type = 'stage_approval_revoked')::text),
    ('требует подтверждения', ''),
    ('отменённые основания', (select count(*) from lost l where l.stage = s.stage)::text),
    ('длительность, дней', coalesce((s.approved - s.begun)::text, '—'))) c(label, numbers)
union all select 'Этап ' || stage || ', возвратов', item,
    concat_ws(' ', ru(effective), jsonb_array_length(body->'remarks'), ru((body->>'dueOn')::date)) from undone where type = 'stage_returned'
union all select 'Этап ' || stage || ', повторных открытий', item, ru(effective) from undone where type = 'stage_reopened'
union all select 'Этап ' || stage || ', отзывов утверждения', item, ru(effective) from undone where type = 'stage_approval_revoked'
union all select 'Этап ' || stage || ', снятые критерии', row_number() over (partition by stage), '' from waiver
union all select 'Этап ' || stage || ', отменённые основания', row_number() over (partition by stage), '' from lost
