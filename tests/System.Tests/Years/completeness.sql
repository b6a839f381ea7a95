-- Полнота: the mean over all 19 sections of the share of lines with a source; sections that lack something, by number.
with counted as (
    select n as section, count(a.label) as lines, count(*) filter (where a.numbers not like 'нет исходных данных%') as known
    from generate_series(1, 19) n left join answer a on a.section = n and a.item = 0 group by n),
lacking as (select * from counted where lines = 0 or known < lines)
select 'Полнота в среднем по разделам' as label, 0 as item, concat_ws(' ', ru(avg(case when lines = 0 then 0 else 100.0 * known / lines end)),
    count(*) filter (where known > 0), count(*), sum(known), sum(lines)) as numbers from counted
union all select 'Полнота в среднем по разделам', row_number() over (order by section), concat_ws(' ', section,
    case when lines = 0 then null when known = 0 then 'нет исходных данных' else (lines - known)::text end) from lacking
