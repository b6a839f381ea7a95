-- 15. Мотивация и публичность: orders, encouraged persons, letters, the final event, competitions, publications, practices.
with list as (
    select k.label, k.type, f.id, coalesce(f.body->>'on', '') as day, f.body from (values
        ('Приказов о поощрении', 'encouragement_ordered'), ('Благодарственных писем партнёрам', 'thank_you_letter_issued'),
        ('Приказов об итоговом мероприятии', 'final_event_ordered'), ('Итоговых мероприятий', 'final_event_held'),
        ('Конкурсов', 'competition_held'), ('Публикаций', 'results_published'),
        ('Лучших практик', 'best_practice_collected')) k(label, type)
    left join fact f using (type)),
named as (
    select l.id, count(*) as persons from list l, jsonb_array_elements_text(l.body->'named') p(person)
    where l.type = 'results_published' and not exists (select from event r where r.type = 'name_removed_from_publication'
        and r.body->>'publication' = l.id and r.body->>'person' = p.person) group by l.id)
select label, 0 as item, coalesce(nullif(count(id), 0)::text, 'нет исходных данных') as numbers from list group by label
union all select 'Поощрено лиц', 0, coalesce(nullif(count(distinct p.person), 0)::text, 'нет исходных данных')
    from list l cross join jsonb_array_elements_text(l.body->'persons') p(person) where l.type = 'encouragement_ordered'
union all select label, row_number() over (partition by label order by day, id), concat_ws(' ',
    case when type in ('final_event_held', 'competition_held', 'results_published') then ru(day::date) end,
    case type when 'encouragement_ordered' then jsonb_array_length(body->'persons')::text
        when 'final_event_held' then body->>'attendance'
        when 'results_published' then (select persons::text from named n where n.id = list.id)
        when 'competition_held' then (select string_agg(p->>'place', ' ' order by (p->>'place')::int)
            from jsonb_array_elements(body->'places') p) end)
from list where id is not null
