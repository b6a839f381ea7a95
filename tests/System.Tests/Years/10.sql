-- 10. Мониторинг 1: качество: concluded monitorings, the SWOT lines and shares, the curator's sheet, the response rates.
with concluded as (
    select row_number() over (order by place(s.body->>'kind', 'satisfaction', 'quality', 'influence'), s.id) as item, c.effective
    from fact s join lateral (
        select e.type, e.effective from event e where e.type in ('monitoring_concluded', 'monitoring_reopened')
            and e.body->>'monitoring' = s.id order by e.version desc limit 1) c on c.type = 'monitoring_concluded'
    where s.type = 'monitoring_started'),
swot as (
    select row_number() over (order by (f.body->>'form') collate "C", f.id, side.at, (i->>'code') collate "C") as item,
        replace(i->>'share', '.', ',') as share
    from fact f cross join (values ('strengths', 1), ('weaknesses', 2), ('opportunities', 3), ('threats', 4)) side(name, at)
    cross join lateral jsonb_array_elements(f.body->side.name) i where f.type = 'swot_recorded'),
last_answer as (
    select distinct on (c.person, c.item) c.item, c.choice, coalesce(c.form, (
        select x.body->>'form' from event x where x.type = 'mentee_form_assigned' and x.body->>'person' = c.person
        order by x.version desc limit 1)) as form
    from choice c where c.audience = 'mentees' and c.purpose in ('satisfaction', 'exit') and c.choice in ('yes', 'no')
    order by c.person, c.item, c.effective desc, c.wave desc),
share as (
    select row_number() over (order by form collate "C", item collate "C") as item, count(*) filter (where choice = 'yes') as yes,
        count(*) as answered
    from last_answer where form is not null and item in (select code from indicator where lowest = 0 and highest = 1)
    group by form, item),
feedback as (
    select row_number() over (order by wave) as item, invited, (select count(*) from answer_of x where x.wave = wave.wave) as submitted
    from wave where purpose in ('interim', 'satisfaction', 'exit')),
sheet as (
    select (select sum(p::int) from jsonb_array_elements_text(body->'lines') p) as points from fact where type = 'curator_score_recorded')
select c.label, 0 as item, coalesce(nullif(c.number, 0)::text, 'нет исходных данных') as numbers from (values
    ('Завершённых мониторингов', (select count(*) from concluded)), ('SWOT-анализ, строк', (select count(*) from swot)),
    ('Доли ответов «да»', (select count(*) from share)), ('Опросов обратной связи', (select count(*) from feedback))) c(label, number)
union all select 'Завершённых мониторингов', item, ru(effective) from concluded
union all select 'SWOT-анализ, строк', item, coalesce(share, '') from swot
union all select 'Доли ответов «да»', item, concat_ws(' ', yes, answered, percent(yes, answered)) from share
union all select 'Лист куратора', 0, coalesce((select points || ' 18' from sheet), 'нет исходных данных')
union all select 'Опросов обратной связи', item, concat_ws(' ', submitted, invited, percent(submitted, invited)) from feedback
