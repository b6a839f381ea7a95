-- 8. Пары и группы: formed, completed, dissolved; coverage, group size and load.
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
    from t where ending = 'tandem_dissolved' group by ending_body->>'reason', ending_body->>'initiatedBy')
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
union all select 'По формам', item, concat_ws(' ', approved, completed, dissolved, replaced) from by_form
union all select 'Расторгнуто', item, number::text from dissolved
