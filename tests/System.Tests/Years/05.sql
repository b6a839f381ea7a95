-- 5. Информирование: OutreachHeld by channel, its number and the sum of its attendance.
with channel as (
    select worded(c.value->'title'->>'ru') as title, count(f.id) filter (where f.type = 'outreach_held') as held,
        sum((f.body->>'attendance')::int) as attendance, count(f.id) filter (where f.type = 'outreach_not_applicable') as not_applicable,
        count(*) filter (where f.type = 'outreach_held' and not f.body ? 'attendance') as uncounted
    from definition d cross join jsonb_array_elements(d.content->'outreachChannels') c
    left join fact f on f.type in ('outreach_held', 'outreach_not_applicable') and f.body->>'channel' = c.value->>'code'
    group by 1)
select title as label, 0 as item, '' as numbers from channel where held = 0 and not_applicable > 0
union all select title || ', проведено', 0, coalesce(nullif(held, 0)::text, 'нет исходных данных')
    from channel where held > 0 or not_applicable = 0
union all select title || ', посещаемость', 0,
    case when attendance is null then 'нет исходных данных' else concat_ws(' ', attendance, nullif(uncounted, 0)) end
    from channel where held > 0 or not_applicable = 0
