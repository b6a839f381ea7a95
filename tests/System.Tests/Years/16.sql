-- 16. Документы: for each of the twelve how many are in force, and how many were superseded or annulled.
with kind as (
    select d->>'code' as kind, (d->>'number') || '. ' || worded(d->'title'->>'ru') as label
    from definition, jsonb_array_elements(content->'documents') d),
counted as (
    select k.kind, k.label, count(f.id) as now, count(d.id) - count(f.id) as gone
    from kind k left join document d using (kind) left join in_force f on f.id = d.id group by k.kind, k.label)
select label, 0 as item, concat_ws(' ', case when kind <> 'results-certificate' then nullif(now, 0) end, nullif(gone, 0)) as numbers
    from counted
union all select k.label, row_number() over (partition by k.label), '' from kind k join document d using (kind)
