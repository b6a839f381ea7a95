-- 14. Целевые показатели: numerator from E, A, the partners or the answers; the contingent as denominator; target and difference.
with last_satisfaction as (
    select distinct on (s.audience, s.person) s.audience, s.value >= p.satisfied_from as satisfied
    from points s, parameter p where s.item = 'Q_SATISF' and s.purpose in ('satisfaction', 'exit')
    order by s.audience, s.person, s.effective desc, s.wave desc),
young as (
    select * from (values ('tenToThirteen', 10), ('fourteen', 14), ('fifteenToSeventeen', 15), ('eighteenToNineteen', 18)) y(band, age)),
learner as (
    select s.person, y.age from standing s join young y on y.band = s.status->>'ageBand'
    where s.status->'kinds' ?| array['learner', 'student']),
target as (
    select t.value as t, (select (a->>'percent')::int from jsonb_array_elements(t.value->'percents') a, school_year y
            where (a->>'year')::int <= y.last order by (a->>'year')::int desc limit 1) as aim,
        case t.value->>'counts'
            when 'mentees-ten-to-nineteen' then (select count(*) from e join learner using (person))
            when 'mentors-fifteen-to-nineteen' then (select count(*) from a join learner using (person) where age >= 15)
            when 'young-specialist-mentees' then (select count(*) from e join standing s using (person)
                where s.status->'kinds' ? 'teacher' and s.status->>'experience' = 'upToThreeYears')
            when 'enterprises' then (select count(*) from fact where type = 'partner_engaged' and body->>'contour' = 'external'
                and body->>'kind' = 'business')
            when 'satisfied-mentees' then (select count(*) from last_satisfaction where audience = 'mentees' and satisfied)
            else (select count(*) from last_satisfaction where audience = 'mentors' and satisfied) end as part,
        case when t.value ? 'band' then (select (f.body->>'count')::int from fact f where f.type = 'contingent_recorded'
                and f.body->>'band' = t.value->>'band' order by (f.body->>'asOf')::date desc, f.id desc limit 1)
            else nullif((select count(*) from last_satisfaction
                where audience = substr(t.value->>'counts', length('satisfied-') + 1)), 0) end as whole
    from definition d, jsonb_array_elements(d.content->'targets') t)
select (t->>'code') || ' «' || worded(t->'title'->>'ru') || '»' as label, 0 as item,
    case when whole is null then concat_ws(' ', 'нет исходных данных', case when t ? 'band' then part end)
        else concat_ws(' ', percent(part, whole), part, whole, y.last, aim,
            case when whole > 0 then ru(round(100.0 * part / whole, 1) - aim) end) end as numbers
from target, school_year y
