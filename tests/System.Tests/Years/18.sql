-- 18. Проблемы, выводы, предложения: waived criteria, overdue items, missing values, self-approvals, late entries, warnings.
with outcome as (
    select a.stage, c->>'code' as code, c->>'outcome' as outcome from approval a, jsonb_array_elements(a.body->'criteria') c),
waived as (
    select distinct w.stage, w.code from (
        select (w.body->>'stage')::int as stage, w.body->>'criterion' as code, not exists (
            select from event u where u.type = 'gate_waiver_withdrawn' and u.body->>'stage' = w.body->>'stage'
                and u.body->>'criterion' = w.body->>'criterion' and u.version > w.version) as stands
        from event w where w.type = 'gate_criterion_waived') w left join outcome o using (stage, code)
    where (w.stands or o.outcome = 'waived') and o.outcome is distinct from 'met'),
overdue as (
    select i.item, i.stage, i.planned, p.as_of - i.planned as days
    from item i, parameter p where i.status = 'open' and i.planned < p.as_of),
missing as (
    select r->>'code' from definition, jsonb_array_elements(content->'results') r
        where r->>'code' not in (select body->>'result' from fact where type = 'baseline_recorded')
    union all select 'contingent' where not exists (select from fact where type = 'contingent_recorded')),
self_approved as (select stage from approval where (body->>'selfApproval')::boolean),
-- The day of the fact: the one that the event names, or the day on which it took effect.
late as (
    select type, version, recorded - coalesce(case type
        when 'outreach_held' then body->>'on' when 'needs_survey_concluded' then body->>'on'
        when 'administrative_meeting_held' then body->>'on' when 'roadmap_item_settled' then body->>'on'
        when 'entry_measured' then body->>'measuredOn' when 'interview_held' then body->>'on' when 'expert_engaged' then body->>'on'
        when 'training_materials_prepared' then body->>'on' when 'training_session_held' then body->>'on'
        when 'mentors_informed' then body->>'on' when 'mentor_withdrew' then body->>'noticeOn'
        when 'tandem_approved_by_order' then body->>'on' when 'meeting_held' then body->>'on'
        when 'objective_measured' then body->>'measuredOn' when 'year_plan_event_held' then body->>'on'
        when 'mentee_employed' then body->>'on' when 'support_noted' then body->>'on'
        when 'indicator_measured' then body->>'measuredOn' when 'final_event_held' then body->>'on'
        when 'competition_held' then body->>'on' when 'results_published' then body->>'on' end::date, effective) as days
    from event),
late_type as (
    select row_number() over (order by type collate "C") as item,
        concat_ws(' ', count(*), max(days), string_agg(version::text, ' ' order by version)) as numbers
    from late where days > (select late_days from parameter) group by type),
warning as (
    select w->>'code' as code, w->>'where' as place from roadmap r, jsonb_array_elements(r.body->'warnings') w
        where not exists (select from event e where e.type = 'roadmap_item_rescheduled' and e.body->>'item' = w->>'where'
            and e.version > r.version)
    union all select w->>'code', w->>'where' from event e cross join jsonb_array_elements(e.body->'warnings') w
        where e.type = 'roadmap_item_rescheduled' and e.version > (select version from roadmap) and not exists (
            select from event x where x.type = e.type and x.body->>'item' = e.body->>'item' and x.version > e.version)
    union all select w->>'code', w->>'where' from event e, jsonb_array_elements(e.body->'warnings') w where e.type = 'stage_work_opened'
    union all select 'citation-incomplete', id from fact where type = 'legal_basis_registered' and not (body->>'complete')::boolean)
select 'Выводы куратора' as label, 0 as item, case when body ? 'conclusions' then '' else 'нет исходных данных' end as numbers
    from certificate
union all select 'Снятые критерии', 0, count(*)::text from waived
union all select 'Снятые критерии', row_number() over (order by stage, code collate "C"), stage::text from waived
union all select 'Просроченные пункты', 0, count(*)::text from overdue
union all select 'Просроченные пункты', row_number() over (order by item collate "C"), concat_ws(' ', stage, ru(planned), days)
    from overdue
union all select 'Результаты без исходных значений', 0, count(*)::text from missing
union all select 'Результаты без исходных значений', row_number() over (), '' from missing
union all select 'Этапы, утверждённые работавшим над ними', 0, count(*)::text from self_approved
union all select 'Этапы, утверждённые работавшим над ними', row_number() over (order by stage), stage::text from self_approved
union all select 'Поздние записи, более ' || late_days || ' дней', 0, (select count(*) from late where days > late_days)::text
    from parameter
union all select 'Поздние записи, более ' || late_days || ' дней', item, numbers from late_type, parameter
union all select 'Предупреждения', 0, count(*)::text from warning
union all select 'Предупреждения', row_number() over (order by code collate "C", place collate "C"),
    case code when 'look-ahead' then place else '' end from warning
