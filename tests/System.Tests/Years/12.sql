-- 12. Мониторинг 2: влияние: for each indicator P(c) with its means, Δ, improved %, coverage and days of measuring.
with side as (
    select 'Наставляемые, показателей' as label, person from e union all select 'Наставники, показателей', person from a),
compared as (
    select s.label, i.at, count(*) as n, avg(p.before) as before, avg(p.after) as after, avg(p.after - p.before) as change,
        count(*) filter (where sign(p.after - p.before) = case i.better when 'higher' then 1 else -1 end) as improved,
        min(p.first) as first, max(p.last) as last, (select count(*) from side x where x.label = s.label) as exposed
    from side s join paired p using (person) join indicator i on i.code = p.code and i.of_whom = 'person' group by s.label, i.at, i.better)
select 'Предел участия, дней' as label, 0 as item, exposure_days::text as numbers from parameter
union all select 'Участвовали', 0, (select count(*) from e) || ' ' || (select count(*) from a)
union all select l.label, 0, coalesce(nullif(count(c.at), 0)::text, 'нет исходных данных')
    from (values ('Наставляемые, показателей'), ('Наставники, показателей')) l(label) left join compared c using (label) group by l.label
union all select label, row_number() over (partition by label order by at), concat_ws(' ', n, ru(before), ru(after), ru(change),
    percent(improved, n), percent(n, exposed), ru(first), ru(last)) from compared
