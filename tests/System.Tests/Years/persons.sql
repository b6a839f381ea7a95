-- Of how many mentees the numbers of the lists in sections 8 and 9 tell, for the public version.
with by_form as (
    select row_number() over (order by f.at, k.kind desc) as item, count(distinct m.mentee) as persons
    from form f cross join (values ('pair'), ('group')) k(kind) left join t o on o.form = f.code and o.kind = k.kind
    left join membership m on m.tandem = o.tandem
    where o.tandem is not null or exists (
        select from event e, jsonb_array_elements_text(e.body->'kinds') x(kind) where e.type = 'form_enabled' and e.body->>'form' = f.code
            and x.kind = k.kind and not exists (select from event d where d.type in ('form_disabled', 'form_enabled')
                and d.body->>'form' = e.body->>'form' and d.version > e.version))
    group by f.at, k.kind),
dissolved as (
    select ending_body->>'reason' as reason, ending_body->>'initiatedBy' as by, count(distinct m.mentee) as persons
    from t left join membership m using (tandem) where ending = 'tandem_dissolved' group by 1, 2),
kind as (
    select k.at as item, count(distinct p.person) as persons
    from unnest(array['organisational', 'trial', 'planning', 'regular', 'final', 'individualConsultation']) with ordinality k(kind, at)
    left join m using (kind) left join lateral jsonb_array_elements_text(m.body->'present') p(person) on true group by k.at)
select 8 as section, 'По формам' as label, item, persons from by_form
union all select 8, 'Расторгнуто', row_number() over (order by place(reason, 'consentWithdrawn', 'menteeLeft', 'mentorLeft', 'incompatible',
    'ownWish', 'conflict', 'safety', 'dutiesNotKept', 'requestChanged', 'health', 'removedFromBase', 'programmeCancelled',
    'recordedByMistake', 'other'), place(by, 'mentor', 'mentee', 'representative', 'curator', 'system')), persons from dissolved
union all select 8, label, item, split_part(numbers, ' ', 1)::bigint from answer
    where section = 8 and item > 0 and label in ('Без пары или группы', 'Трудоустроено')
union all select 9, 'По видам', item, persons from kind
order by 1, 2, 3
