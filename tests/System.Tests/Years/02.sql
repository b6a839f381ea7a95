-- 2. Цель, задачи, формы: the tasks of the model and the school's own; the enabled forms with their days.
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
        select from event d where d.type = 'form_disabled' and d.body->>'form' = f.code and d.version > f.version))
select 'Цель' as label, 0 as item, '' as numbers
union all select 'Задачи', 0, count(*)::text from task
union all select 'Задачи', row_number() over (), '' from task
union all select 'Формы', 0, coalesce(nullif(count(*), 0)::text, 'нет исходных данных') from form_now
union all select 'Форма ' || code, 0, concat_ws(' ', ru(effective), ru(met)) from form_now
