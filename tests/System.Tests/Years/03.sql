-- 3. Выполнение дорожной карты: planned, done, not applicable, in time and late, for each stage and in all.
with line as (
    select 'Этап ' || n as name, n as stage from generate_series(1, 7) n union all select 'Всего', null),
late as (
    select stage, greatest(0, settled - planned) as days from item where status = 'done' and planned is not null),
counted as (
    select l.name, l.stage, count(i.item) as planned, count(*) filter (where i.status = 'done') as done,
        count(*) filter (where i.status = 'n/a') as not_applicable
    from line l left join item i on i.stage = l.stage or l.stage is null group by l.name, l.stage),
timed as (
    select c.*, count(d.days) as timed, count(*) filter (where d.days = 0) as in_time,
        percentile_cont(0.5) within group (order by d.days)::numeric as median, max(d.days) as most
    from counted c left join late d on d.stage = c.stage or c.stage is null group by c.name, c.stage, c.planned, c.done, c.not_applicable),
moved as (
    select stage_of(body->>'item', version) as stage from event where type = 'roadmap_item_rescheduled'),
broken as (
    select item, document from named where document not in (select id from stands))
select 'Дорожная карта, версия' as label, 0 as item, body->>'version' as numbers from roadmap
union all select t.name || ', ' || c.label, 0, c.numbers from timed t cross join lateral (values
    ('запланировано', t.planned::text),
    ('выполнено', t.done::text),
    ('неприменимо', t.not_applicable::text),
    ('выполнено, %', percent(t.done, t.planned - t.not_applicable)),
    ('в срок, %', case when t.done > 0 and t.timed = 0 then 'нет исходных данных' else percent(t.in_time, t.timed) end),
    ('опоздание, медиана, дней', case when t.done > 0 and t.timed = 0 then 'нет исходных данных' else ru(t.median) end),
    ('опоздание, наибольшее, дней',
        case when t.done > 0 and t.timed = 0 then 'нет исходных данных' else coalesce(t.most::text, '—') end),
    ('переносов срока', (select count(*) from moved m where m.stage = t.stage or t.stage is null)::text)) c(label, numbers)
union all select 'Пункты с отменёнными документами', 0, count(*)::text from broken
union all select 'Пункты с отменёнными документами', row_number() over (), '' from broken
