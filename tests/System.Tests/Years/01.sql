-- 1. Титул и основание: organisation, number and days, bases, order and regulation, curators with their terms.
with appointment as (
    select version, body, type = 'curator_appointment_voided' as void,
        case type when 'curator_appointment_voided' then -1 else 1 end as change
    from event where type in ('curator_appointed', 'curator_replaced', 'curator_appointment_voided')),
-- A void takes the last appointment that stands.
curator as (
    select row_number() over (order by version) as item, (body->>'from')::date as from_day,
        lead((body->>'from')::date) over (order by version) as until, body->>'person' as person
    from appointment a where not void and not exists (
        select from appointment v where v.void and v.version > a.version and (
            select sum(x.change) from appointment x where x.version > a.version and x.version <= v.version) < 0))
select label, 0 as item, '' as numbers
from unnest(array['Организация', 'Организация (код)', 'Программа', 'Учебный год', 'Состояние программы']) label
union all select 'Номер справки', 0, body->>'number' from certificate
union all select 'Дата справки', 0, ru((body->>'date')::date) from certificate
union all select 'По состоянию на', 0, ru(as_of) from parameter
union all select 'Правовые основания', 0, coalesce(nullif(count(*), 0)::text, 'нет исходных данных')
    from fact where type = 'legal_basis_registered'
union all select 'Правовые основания', row_number() over (), '' from fact where type = 'legal_basis_registered'
union all select label, 0, coalesce(nullif(count(f.id), 0)::text, 'нет исходных данных')
    from (values ('Приказ', 'introduction-order'), ('Положение', 'mentoring-regulation')) k(label, kind) left join in_force f using (kind)
    group by label
union all select label, row_number() over (partition by label), ''
    from (values ('Приказ', 'introduction-order'), ('Положение', 'mentoring-regulation')) k(label, kind) join in_force using (kind)
union all select 'Кураторы', 0, coalesce(nullif(count(*), 0)::text, 'нет исходных данных') from curator
union all select 'Кураторы', item, concat_ws(' ', ru(from_day), ru(until), ru((
    select (l.body->>'on')::date from event l where l.type in ('officer_left', 'officer_returned') and l.body->>'person' = curator.person
    order by l.version desc limit 1))) from curator
