-- 8. Пары и группы: formed, completed, dissolved; coverage, decisions about the others, group size and load, employments.
with own as (
    select t.*, (select count(*) from event e where e.type = 'mentor_replaced' and e.body->>'tandem' = t.tandem) as replaced from t),
enabled as (
    select e.body->>'form' as form, k.kind from event e, jsonb_array_elements_text(e.body->'kinds') k(kind)
    where e.type = 'form_enabled' and not exists (select from event d where d.type in ('form_disabled', 'form_enabled')
        and d.body->>'form' = e.body->>'form' and d.version > e.version)),
by_form as (
    select row_number() over (order by f.at, k.kind desc) as item, count(o.tandem) as approved,
        count(*) filter (where o.ending = 'tandem_completed') as completed,
        count(*) filter (where o.ending = 'tandem_dissolved') as dissolved, coalesce(sum(o.replaced), 0) as replaced
    from form f cross join (values ('pair'), ('group')) k(kind) left join own o on o.form = f.code and o.kind = k.kind
    where o.tandem is not null or exists (select from enabled e where e.form = f.code and e.kind = k.kind)
    group by f.at, k.kind),
dissolved as (
    select row_number() over (order by place(ending_body->>'reason', 'consentWithdrawn', 'menteeLeft', 'mentorLeft', 'incompatible',
            'ownWish', 'conflict', 'safety', 'dutiesNotKept', 'requestChanged', 'health', 'removedFromBase', 'programmeCancelled',
            'recordedByMistake', 'other'),
            place(ending_body->>'initiatedBy', 'mentor', 'mentee', 'representative', 'curator', 'system')) as item,
        count(*) as number
    from t where ending = 'tandem_dissolved' group by ending_body->>'reason', ending_body->>'initiatedBy'),
decided as (
    select distinct on (d.body->>'mentee') d.body->>'mentee' as person, d.body->>'decision' as decision, d.version from (
        select e.version, jsonb_array_elements(coalesce(e.body->'decided', e.body->'unmatched')) as body from event e
        where e.type in ('unmatched_mentees_decided', 'matching_round_closed')) d
    order by d.body->>'mentee', d.version desc),
alone as (
    select row_number() over (order by place(decision, 'searchContinues', 'supportCase', 'leaves') nulls last) as item, decision,
        count(*) as number, count(*) filter (where (
            select e.type from event e where e.body->>'mentee' = person and e.version > since
                and e.type in ('support_case_ended', 'support_case_reopened') order by e.version desc limit 1)
            = 'support_case_ended') as ended
    from (
        select mb.person, d.version as since, case when not exists (
            select from event m where m.type = 'match_confirmed' and m.version > d.version and m.body->'mentees' ? mb.person)
            then d.decision end as decision
        from mb left join decided d using (person) where mb.person not in (select person from e)) u
    group by decision),
-- The form of which the model says that its mentees are students of vocational education.
employing as (
    select f.value->>'code' as form from definition d, jsonb_array_elements(d.content->'forms') f
    where f.value->'eligibility'->'rules' @> '[{"code": "mentee-in-vocational-education"}]'),
job as (
    select f.body->>'mentee' as mentee, (
        select p.body->>'title' from event p where p.type = 'partner_engaged' and p.body->>'id' = f.body->>'enterprise') as enterprise
    from fact f join t on t.tandem = f.body->>'tandem' join employing using (form) where f.type = 'mentee_employed'),
student as (select distinct m.mentee from membership m join t using (tandem) join employing using (form)),
job_at as (select row_number() over (order by enterprise collate "C") as item, count(*) as number from job group by enterprise)
select c.label, 0 as item, c.numbers from (
    select (select count(*) from t) as t, (select count(*) from by_form) as forms,
        (select count(*) from t where ending = 'tandem_completed') as tc,
        (select count(*) from t where ending = 'tandem_completed' and ending_body->>'outcome' = 'reached') as reached,
        (select count(*) from t where ending = 'tandem_dissolved') as td, (select coalesce(sum(replaced), 0) from own) as replaced,
        (select count(*) from e) as e, (select count(*) from mb) as mb,
        (select count(*) from mb where person not in (select person from e)) as u,
        (select count(*) from membership where kind = 'group') as grouped, (select count(*) from t where kind = 'group') as groups,
        (select count(*) from membership) as memberships, (select count(*) from a) as a,
        (select count(*) from membership where late) as late) n cross join lateral (values
    ('Утверждено приказом', t::text),
    ('По формам', forms::text),
    ('Завершено', tc || ' ' || percent(tc, t)),
    ('Цель достигнута', reached || ' ' || percent(reached, tc)),
    ('Расторгнуто', td::text),
    ('Замен наставника', replaced::text),
    ('Охвачено наставляемых', e || ' ' || percent(e, mb)),
    ('Без пары или группы', u::text),
    ('Средний размер группы', ratio(grouped, groups)),
    ('Нагрузка наставника', ratio(memberships, a)),
    ('Вступили после утверждения этапа 5', late::text)) c(label, numbers)
union all select 'Без пары или группы', item, concat_ws(' ', number, case when decision = 'supportCase' then ended end) from alone
union all select 'Трудоустроено', 0,
    (select count(*) from job) || ' ' || percent((select count(*) from job), (select count(*) from student))
    where exists (select from employing join t using (form)) or exists (select from employing join enabled using (form))
union all select 'Трудоустроено', item, number::text from job_at
union all select 'По формам', item, concat_ws(' ', approved, completed, dissolved, replaced) from by_form
union all select 'Расторгнуто', item, number::text from dissolved
