-- 9. Встречи: M by kind, full cycles, regular meetings per active month, hours, attendance, cancellations.
with pause as (
    select s.effective as from_day, (select r.effective from event r where r.type = 'programme_resumed' and r.version > s.version
        order by r.version limit 1) as until
    from event s where s.type = 'programme_suspended'),
suspension as (
    select s.body->>'tandem' as tandem, s.effective as from_day, (
        select r.effective from event r where r.body->>'tandem' = s.body->>'tandem' and r.version > s.version
            and (r.type = 'tandem_resumed' or (r.type = 'mentor_replaced' and s.body->>'reason' = 'mentorLeft'))
        order by r.version limit 1) as until
    from event s where s.type = 'tandem_suspended'),
active_month as (
    select distinct t.tandem, date_trunc('month', d) as month
    from t, parameter p, generate_series(t.ordered, least(t.ended, p.as_of), interval '1 day') d
    where not exists (select from pause x where d >= x.from_day and (x.until is null or d < x.until))
      and not exists (select from suspension x where x.tandem = t.tandem and d >= x.from_day and (x.until is null or d < x.until))),
kind as (
    select k.at, count(m.id) as number
    from unnest(array['organisational', 'trial', 'planning', 'regular', 'final', 'individualConsultation']) with ordinality k(kind, at)
    left join m using (kind) group by k.at),
held as (
    select count(*) as meetings, coalesce(sum((body->>'minutes')::int), 0) as minutes,
        count(*) filter (where kind = 'regular') as regular, coalesce(sum(jsonb_array_length(body->'present')), 0) as present,
        coalesce(sum(jsonb_array_length(body->'absent')), 0) as absent from m),
full_cycle as (
    select from t where (select count(distinct kind) from m where m.body->>'tandem' = t.tandem and kind <> 'individualConsultation') = 5)
select c.label, 0 as item, c.numbers from held h,
    (select count(*) as cycles from full_cycle) f, (select count(*) as t from t) t, (select count(*) as months from active_month) a,
    (select count(*) as cancelled from fact join t on t.tandem = fact.body->>'tandem' where type = 'meeting_cancelled') x
    cross join lateral (values
    ('Встреч', meetings::text),
    ('По видам', '6'),
    ('Полный цикл встреч', cycles || ' ' || percent(cycles, t)),
    ('Регулярных встреч на пару или группу в месяц', ratio(regular, months)),
    ('Часов', ratio(minutes, 60)),
    ('Посещаемость', concat_ws(' ', present, present + absent, percent(present, present + absent))),
    ('Отменено встреч', cancelled::text)) c(label, numbers)
union all select 'По видам', at, number::text from kind
