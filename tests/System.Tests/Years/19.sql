-- 19. Происхождение: the version P, the number of events by type, the version of the model, the parameters.
with p as (select count(*) as version from event),
model as (
    select coalesce(body->'to'->>'version', body->'definition'->>'version') as version from event
    where type in ('programme_drafted', 'definition_migrated') order by event.version desc limit 1)
select c.label, 0 as item, c.numbers from p, model m, certificate x cross join lateral (values
    ('Программа (код)', ''), ('Версия истории', p.version::text), ('Лист записи ' || p.version, ''), ('Событий', p.version::text),
    ('Определение', m.version), ('Формат', ''), ('Справка (код)', ''),
    ('Взамен справки', case when x.body ? 'replaces' then '' else '—' end),
    ('Подписал', case when x.body ?| array['signatory', 'signatoryPosition'] then '' else 'нет исходных данных' end),
    ('Параметры', concat_ws(' ', x.body->>'number', ru((x.body->>'date')::date), ru((x.body->>'asOf')::date),
        case when not x.body ? 'conclusions' then '—' end)),
    ('Проверка', '')) c(label, numbers)
union all select 'Событий', row_number() over (order by type collate "C"), count(*)::text from event group by type
