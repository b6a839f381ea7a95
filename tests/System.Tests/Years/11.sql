-- 11. Удовлетворённость: for each wave that asked Q_SATISF its days, n, mean, median and shares.
with asked as (
    select w.*, s.n, s.mean, s.median, s.satisfied from wave w join lateral (
        select count(*) as n, avg(x.value) as mean, percentile_cont(0.5) within group (order by x.value)::numeric as median,
            count(*) filter (where x.value >= p.satisfied_from) as satisfied
        from points x, parameter p where x.wave = w.wave and x.item = 'Q_SATISF') s on s.n > 0
    where w.purpose in ('satisfaction', 'exit')),
yes as (
    select wave, item, percent(count(*) filter (where choice = 'yes'), count(*)) as share from choice group by wave, item)
select 'Порог τ' as label, 0 as item, satisfied_from::text as numbers from parameter
union all select 'Опросов удовлетворённости', 0, coalesce(nullif(count(*), 0)::text, 'нет исходных данных') from asked
union all select 'Опросов удовлетворённости', row_number() over (order by place(a.audience, 'mentees', 'mentors'), a.effective, a.wave),
    concat_ws(' ', ru(a.effective), ru(a.closed), a.n, ru(a.mean), ru(a.median), percent(a.satisfied, a.n),
        coalesce((select share from yes where yes.wave = a.wave and yes.item = 'Q_YN_CONTINUE'), '—'),
        coalesce((select share from yes where yes.wave = a.wave and yes.item = 'Q_YN_BECOME_MENTOR'), '—')) from asked a
