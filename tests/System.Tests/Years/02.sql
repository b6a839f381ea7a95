-- 2. Цель, задачи, формы: the tasks of the model and the school's own with the values of their indicators; the enabled forms with their
-- days.
with task as (
    select t->>'code' as code from definition, jsonb_array_elements(content->'tasks') t
    union select body->>'code' from fact where type = 'objective_set'),
enabled as (
    select distinct on (body->>'form') body->>'form' as code, version, effective, body->>'precondition' as precondition
    from event where type = 'form_enabled' order by body->>'form', version desc),
form_now as (
    select f.*, (select m.effective from event m where m.type = 'form_precondition_met' and m.body->>'form' = f.code
        and m.version > f.version order by m.version desc limit 1) as met
    from enabled f where not exists (
        select from event d where d.type = 'form_disabled' and d.body->>'form' = f.code and d.version > f.version)),
measured as (
    select body->>'objective' as task, body->>'indicator' as code, body->>'at' as at, (body->>'value')::numeric as value,
        (body->>'measuredOn')::date as on_day, body->>'unit' as unit from fact where type = 'objective_measured'),
task_indicator as (
    select distinct o.body->>'code' as task, i.code from fact o, jsonb_array_elements_text(o.body->'indicators') i(code)
    where o.type = 'objective_set')
select 'Цель' as label, 0 as item, '' as numbers
union all select 'Показатель ' || task || ' ' || code, 0, case when b.value is null and a.value is null then 'нет исходных данных'
    else concat_ws(' ', ru(b.value, b.on_day), ru(a.value, a.on_day), case when a.unit = b.unit then ru(a.value - b.value) end) end
    from task_indicator left join (select * from measured where at = 'before') b using (task, code)
    left join (select * from measured where at = 'after') a using (task, code)
union all select 'Задачи', 0, count(*)::text from task
union all select 'Задачи', row_number() over (), '' from task
union all select 'Формы', 0, coalesce(nullif(count(*), 0)::text, 'нет исходных данных') from form_now
union all select 'Форма ' || code, 0, concat_ws(' ', ru(effective), ru(met)) from form_now
