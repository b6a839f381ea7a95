-- 13. Девять ожидаемых результатов: Δ of a group, share or sum at the exit, or the organisation's year less its base year.
with measure as (
    select r->>'code' as result, worded(r->>'ru') as wording, m->>'indicator' as code, m->>'of' as whom, m->>'as' as how,
        (select count(*) from jsonb_array_elements(r->'measures') x where x->>'of' = 'organisation') as of_organisation
    from definition d, jsonb_array_elements(d.content->'results') r, jsonb_array_elements(r->'measures') m),
taking_part as (select person, true as mentee from e union select person, false from a where person not in (select person from e)),
grouped as (
    select g.whom, p.person from taking_part p join standing s using (person) cross join lateral (values
        ('participants', true), ('mentees', p.mentee), ('learner-mentees', p.mentee and s.status->'kinds' ? 'learner'),
        ('teachers', s.status->'kinds' ? 'teacher'),
        ('young-specialists', p.mentee and s.status->'kinds' ? 'teacher'
            and ((s.status->>'newHire')::boolean or s.status->>'experience' = 'upToThreeYears'))) g(whom, belongs)
    where g.belongs),
organisation_value as (
    select distinct on (body->>'code', body->>'wave') body->>'code' as code, body->>'wave' as wave, (body->>'value')::numeric as value
    from fact where type = 'indicator_measured' and person is null
    order by body->>'code', body->>'wave', (body->>'measuredOn')::date desc, id desc),
initial as (select body->>'result' as result, (body->>'value')::numeric as value from fact where type = 'baseline_recorded'),
figure as (
    select m.*, case m.how
        when 'change' then (select case when count(*) > 0 then concat_ws(' ', count(*), ru(avg(p.before)), ru(avg(p.after)),
            ru(avg(p.after - p.before))) end from grouped g join paired p using (person) where g.whom = m.whom and p.code = m.code)
        when 'share' then (
            select case when b.n > 0 and x.n > 0 then concat_ws(' ', x.n, ru(b.share), ru(x.share), ru(x.share - b.share)) end
            from (select count(*) as n, round(100.0 * count(*) filter (where v.value = 1) / nullif(count(*), 0), 1) as share
                    from grouped g join v using (person) where g.whom = m.whom and v.code = m.code and v.wave = 'entry') b,
                (select count(*) as n, round(100.0 * count(*) filter (where v.value = 1) / nullif(count(*), 0), 1) as share
                    from grouped g join v using (person) where g.whom = m.whom and v.code = m.code and v.wave = 'exit') x)
        else (select case when count(*) > 0 then concat_ws(' ', count(*), ru(sum(v.value))) end
            from grouped g join v using (person) where g.whom = m.whom and v.code = m.code and v.wave = 'exit') end as numbers
    from measure m where m.whom <> 'organisation'
    union all
    select m.*, case when now.value is null then null when m.how = 'total' then ru(now.value)
        when base.value is not null then concat_ws(' ', ru(base.value), ru(now.value), ru(now.value - base.value)) end
    from measure m left join organisation_value now on now.code = m.code and now.wave = 'final'
    left join lateral (
        select coalesce((select o.value from organisation_value o where o.code = m.code and o.wave = 'baseline'),
            (select i.value from initial i where i.result = m.result and m.of_organisation = 1)) as value) base on true
    where m.whom = 'organisation')
select result || ' «' || wording || '», ' || i.title as label, 0 as item, coalesce(numbers, 'нет исходных данных') as numbers
from figure join indicator i using (code)
