-- 16. Документы: for each of the twelve how many are in force, and how many were superseded or annulled; the year's events.
with kind as (
    select d->>'code' as kind, (d->>'number') || '. ' || worded(d->'title'->>'ru') as label
    from definition, jsonb_array_elements(content->'documents') d),
counted as (
    select k.kind, k.label, count(f.id) as now, count(d.id) - count(f.id) as gone
    from kind k left join document d using (kind) left join in_force f on f.id = d.id group by k.kind, k.label),
plan as (select id, (body->>'from')::date as first, (body->>'to')::date as last from fact where type = 'year_plan_event_planned'),
held as (
    select id, body->>'planned' as planned, (body->>'on')::date as on_day, body->>'attendance' as attendance
    from fact where type = 'year_plan_event_held'),
kept as (select from (select id from plan union all select id from held) x limit 1),
open_plan as (select * from plan where id not in (select planned from held where planned is not null))
select label, 0 as item, concat_ws(' ', case when kind <> 'results-certificate' then nullif(now, 0) end, nullif(gone, 0)) as numbers
    from counted
union all select 'Проведено мероприятий плана года', 0, (select count(*) from held)::text from kept
union all select 'Проведено мероприятий плана года', row_number() over (order by on_day, id), concat_ws(' ', ru(on_day), attendance)
    from held
union all select 'Запланировано и не проведено', 0, (select count(*) from open_plan)::text from kept
union all select 'Запланировано и не проведено', row_number() over (order by first, id), concat_ws(' ', ru(first), ru(last)) from open_plan
union all select k.label, row_number() over (partition by k.label), '' from kind k join document d using (kind)
