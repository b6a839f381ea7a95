-- 17. Персональные данные: consents by purpose, restriction, and the cases of destruction.
with known as (
    select person, version, status, row_number() over (partition by person order by version) as at from (
        select body->>'person' as person, version, body->'standing' as status,
            max((body->'standing'->>'version')::int) over (partition by body->>'person' order by version) as newest
        from event where body ? 'standing') s where (status->>'version')::int = newest),
purpose as (
    select * from (values ('participation', 'Согласие на участие'), ('partnerTransfer', 'Согласие на передачу партнёру'),
        ('publication', 'Согласие на распространение'), ('longTermBase', 'Согласие на долгосрочную базу'),
        ('sharing', 'Согласие на участие в программах иных организаций'), ('photoAndVideo', 'Согласие на фото- и видеосъёмку'),
        ('specialCategories', 'Согласие на обработку сведений особых категорий')) p(code, label)),
-- A consent counts as given while it stands, was withdrawn, or ended with the majority; one that disappears otherwise was voided.
spoken as (
    select p.code, k.person, k.at, k.status->'withdrawn' ? p.code or exists (
            select from jsonb_array_elements(k.status->'consents') c where c->>'purpose' = p.code) as speaks,
        k.status->>'ageBand' in ('underTen', 'tenToThirteen', 'fourteen', 'fifteenToSeventeen') as minor
    from purpose p, known k),
gave as (
    select s.code, s.person from spoken s left join spoken n on n.code = s.code and n.person = s.person and n.at = s.at + 1
    where s.speaks and s.at = (select max(x.at) from spoken x where x.code = s.code and x.person = s.person and x.speaks)
      and (n.at is null or n.minor <> s.minor)),
counted as (
    select p.label, (select count(*) from gave g where g.code = p.code) as given,
        (select count(*) from standing s where s.status->'refused' ? p.code) as refused,
        (select count(*) from standing s where s.status->'withdrawn' ? p.code) as withdrawn,
        (select count(*) from standing s, parameter d where consents(s.status, p.code, d.as_of)) as in_force
    from purpose p),
case_of as (
    select outcome, next from (
        select outcome, lead(outcome) over (partition by person order by at) as next from (
            select person, at, status->>'erasure' as outcome,
                lag(status->>'erasure') over (partition by person order by at) as before
            from known where status->>'erasure' <> 'none') s where outcome is distinct from before) c
    where not (outcome = 'open' and next is not null))
select 'Участников' as label, 0 as item, count(*)::text as numbers from standing
union all select label, 0, case when given + refused = 0 then 'нет исходных данных'
    else concat_ws(' ', given, refused, withdrawn, ru((select as_of from parameter)), in_force) end from counted
union all select 'Обработка ограничена', 0, count(*)::text from standing where (status->>'restricted')::boolean
union all select c.label, 0, c.numbers from (
    select count(*) as cases, count(*) filter (where outcome = 'open') as open, count(*) filter (where outcome = 'refused') as refused,
        count(*) filter (where outcome = 'erasedInTerm') as in_term, count(*) filter (where outcome = 'erasedLate') as late,
        count(*) filter (where outcome = 'partlyErasedInTerm') as partly_in_term,
        count(*) filter (where outcome = 'partlyErasedLate') as partly_late
    from case_of) n cross join lateral (values
    ('Дел об уничтожении данных', concat_ws(' ', cases, open, refused)),
    ('Уничтожено полностью', concat_ws(' ', in_term, late)),
    ('Уничтожено частично', concat_ws(' ', partly_in_term, partly_late))) c(label, numbers)
