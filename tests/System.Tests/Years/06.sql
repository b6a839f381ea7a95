-- 6. База наставляемых: #MB ever and on the as-of day, by kind, form, age and request; who was measured, who came late, who left.
with person as (
    select mb.*, s.status, (a.body->>'lateJoin')::boolean as late, coalesce(f.at, 99) as form_at,
        exists (select from fact x where x.type = 'entry_measured' and x.person = mb.person)
            or exists (select from answer_of x where x.audience = 'mentees' and x.purpose = 'entry' and x.person = mb.person) as measured
    from mb join standing s using (person) join event a on a.type = 'mentee_applied' and a.body->>'person' = mb.person
    left join form f on f.code = (select x.body->>'form' from event x where x.type = 'mentee_form_assigned'
        and x.body->>'person' = mb.person order by x.version desc limit 1)),
by_kind as (
    select place(k, 'learner', 'student', 'teacher', 'employerRepresentative', 'parent', 'graduate', 'other') as at, now
    from person, jsonb_array_elements_text(status->'kinds') k),
by_age as (
    select place(status->>'ageBand', 'underTen', 'tenToThirteen', 'fourteen', 'fifteenToSeventeen', 'eighteenToNineteen',
        'twentyToThirtyFive', 'overThirtyFive', 'adult') as at, now from person),
request as (
    select f.body->>'category' as code, p.now from fact f join person p using (person) where f.type = 'mentee_request_recorded'),
gone as (
    select place(reason, 'ownWish', 'representativeWish', 'consentWithdrawn', 'leftOrganisation', 'health', 'notEligible',
        'recordedByMistake', 'other') as at from person where not now),
tally as (
    select 'По категориям' as label, lpad(at::text, 2, '0') as key, now from by_kind
    union all select 'По формам', lpad(form_at::text, 2, '0'), now from person
    union all select 'По возрасту', lpad(at::text, 2, '0'), now from by_age
    union all select 'Запросы по категориям', code collate "C", now from request),
list as (
    select label, key, count(*) || ' ' || ru((select as_of from parameter)) || ' ' || count(*) filter (where now) as numbers
    from tally group by label, key
    union all select 'Исключены', at::text, count(*)::text from gone group by at)
select 'Заявок' as label, 0 as item, count(*) || ' ' || count(*) - (select count(*) from mb) as numbers
    from event where type = 'mentee_applied'
union all select c.label, 0, c.numbers from (
    select count(*) as mb, count(*) filter (where now) as now, count(*) filter (where measured) as measured,
        count(*) filter (where measured and now) as measured_now, count(*) filter (where late) as late,
        count(*) filter (where late and now) as late_now, ru((select as_of from parameter)) as day,
        count(*) filter (where now and entered > (select version from approval where stage = 2)) as entered
    from person) n cross join lateral (values
    ('Записей в базе', concat_ws(' ', mb, day, now)),
    ('С входным измерением', concat_ws(' ', measured, percent(measured, mb), day, measured_now)),
    ('Подали заявку после утверждения этапа 2', concat_ws(' ', late, day, late_now)),
    ('Вошли после действующего утверждения этапа 2', entered::text)) c(label, numbers)
union all select l.label, 0, (select count(*) from list x where x.label = l.label)::text
    from unnest(array['По категориям', 'По формам', 'По возрасту', 'Запросы по категориям', 'Исключены']) l(label)
union all select label, row_number() over (partition by label order by key), numbers from list
