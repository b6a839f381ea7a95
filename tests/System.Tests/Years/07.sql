-- 7. База наставников: #RB, #SEL, #TRN, #RDY ever and on the as-of day, hours of training, sharing, who left, the long-term base.
with day as (select ru(as_of) as text, as_of from parameter),
ready as (
    select distinct on (body->>'person') body->>'person' as person, type = 'mentor_declared_ready' as declared from event
    where type in ('mentor_declared_ready', 'readiness_revoked', 'mentor_rejected', 'mentor_added_to_base', 'mentor_removed_from_base')
    order by body->>'person', version desc),
person as (
    select rb.*, s.status, (a.body->>'lateJoin')::boolean as late,
        (select x.body->>'category' from event x where x.type = 'mentor_added_to_base' and x.body->>'person' = rb.person
            order by x.version desc limit 1) as category,
        (select x.body->>'permitted' from event x where x.type = 'mentor_sharing_answered' and x.body->>'person' = rb.person
            order by x.version desc limit 1) as shares,
        (select count(*) filter (where x.type = 'mentor_declared_ready') > count(*) filter (where x.body->>'reason' = 'recordedByMistake')
            from event x where x.type in ('mentor_declared_ready', 'readiness_revoked') and x.body->>'person' = rb.person) as was_ready,
        r.declared and rb.now and not (s.status->>'left')::boolean and consents(s.status, 'participation', d.as_of) as is_ready
    from rb join standing s using (person) join event a on a.type = 'mentor_applied' and a.body->>'person' = rb.person
    left join ready r using (person), day d),
tally as (
    select 'По категориям' as label, place(category, 'teacher', 'learner', 'student', 'employerRepresentative', 'other') as at, now
        from person
    union all select 'По контурам', place(status->>'contour', 'internal', 'external'), now from person
    union all select 'Отклонено', place(d.ground, 'fitsRequests', 'competence', 'motivation', 'noFittingRequest', 'tooLittleTime',
        'interview', 'other'), now from person join decision d using (person) where d.type = 'mentor_rejected'),
list as (
    select label, at, count(*) || ' ' || (select text from day) || ' ' || count(*) filter (where now) as numbers
        from tally group by label, at
    union all select 'Исключены', place(reason, 'ownWish', 'representativeWish', 'consentWithdrawn', 'leftOrganisation', 'health',
        'notEligible', 'recordedByMistake', 'other') as at, count(*)::text from person where not based group by 2),
long_term as (
    select from (select distinct on (body->>'person') type from event
        where type in ('moved_to_long_term_base', 'removed_from_long_term_base') order by body->>'person', version desc) last
    where last.type = 'moved_to_long_term_base')
select 'Заявок' as label, 0 as item, count(*) || ' ' || count(*) - (select count(*) from rb) as numbers
    from event where type = 'mentor_applied'
union all select c.label, 0, c.numbers from (
    select count(*) as rb, count(*) filter (where now) as now, count(*) filter (where late) as late,
        count(*) filter (where late and now) as late_now, count(*) filter (where was_ready) as rdy,
        count(*) filter (where is_ready) as rdy_now, count(*) filter (where based and not now) as withdrew,
        count(shares) as answered, count(shares) filter (where now) as answered_now,
        count(*) filter (where shares = 'true') as shared, count(*) filter (where shares = 'true' and now) as shared_now,
        count(*) filter (where now and entered > (select version from approval where stage = 3)) as entered,
        (select text from day) as day
    from person) n,
    (select count(*) as sel, count(*) filter (where now) as sel_now from sel) s,
    (select count(*) as trn, count(*) filter (where now) as trn_now from trn) t,
    (select coalesce(sum((f.body->>'minutes')::int), 0) as minutes from fact f join rb using (person)
        where f.type = 'mentor_training_completed' and f.body->>'result' = 'passed') h
    cross join lateral (values
    ('Записей в базе', concat_ws(' ', rb, day, now)),
    ('Отобрано', concat_ws(' ', sel, percent(sel, rb), day, sel_now)),
    ('Прошли обучение', concat_ws(' ', trn, percent(trn, sel), day, trn_now)),
    ('Часов обучения', ratio(minutes, 60)),
    ('Были готовы к работе', concat_ws(' ', rdy, day, rdy_now)),
    ('Отказались', withdrew::text),
    ('Ответили об участии в программах иных организаций', concat_ws(' ', answered, day, answered_now)),
    ('Согласны участвовать в программах иных организаций', concat_ws(' ', shared, day, shared_now)),
    ('Подали заявку после утверждения этапа 3', concat_ws(' ', late, day, late_now)),
    ('Вошли после действующего утверждения этапа 3', entered::text)) c(label, numbers)
union all select l.label, 0, (select count(*) from list x where x.label = l.label)::text
    from unnest(array['По категориям', 'По контурам', 'Отклонено', 'Исключены']) l(label)
union all select label, row_number() over (partition by label order by at), numbers from list
union all select 'Долгосрочная база', 0, coalesce(nullif(count(*), 0)::text, 'нет исходных данных') from long_term
