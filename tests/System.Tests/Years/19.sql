-- 19. Происхождение: the version P, the number of events by type, the versions of the model and of the questionnaires, the parameters.
with p as (select count(*) as version from event),
model as (
    select coalesce(body->'to'->>'version', body->'definition'->>'version') as version from event
    where type in ('programme_drafted', 'definition_migrated') order by event.version desc limit 1),
version_of as (
    select o.body->'questionnaire'->>'code' as code, (o.body->'questionnaire'->>'version')::int as version, count(*) as waves
    from event o where o.type = 'survey_wave_opened' and exists (select from answer_of a where a.wave = o.body->>'wave') group by 1, 2),
questionnaire as (
    select code, string_agg(version || ' ' || waves, ' ' order by version) as numbers from version_of group by code)
select c.label, 0 as item, c.numbers from p, model m, certificate x cross join lateral (values
    ('Программа (код)', ''), ('Версия истории', p.version::text), ('Лист записи ' || p.version, ''), ('Событий', p.version::text),
    ('Определение', m.version), ('Анкет', (select count(*) from questionnaire)::text), ('Формат', ''), ('Справка (код)', ''),
    ('Взамен справки', case when x.body ? 'replaces' then '' else '—' end),
    ('Подписал', case when x.body ?| array['signatory', 'signatoryPosition'] then '' else 'нет исходных данных' end),
    ('Параметры', concat_ws(' ', x.body->>'number', ru((x.body->>'date')::date), ru((x.body->>'asOf')::date),
        case when not x.body ? 'conclusions' then '—' end)),
    ('Проверка', '')) c(label, numbers)
union all select 'Анкет', row_number() over (order by code collate "C"), numbers from questionnaire
union all select 'Событий', row_number() over (order by type collate "C"), count(*)::text from event group by type
