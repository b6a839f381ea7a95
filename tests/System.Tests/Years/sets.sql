-- The sets of domain-model.md 6 over the events of one programme, read from the lines of its history.
-- line(content): one entry each; definition(content): the model that the programme uses.

-- The queries are small: compiling them takes longer than running them.
set local jit = off;

-- The certificate that is in force at the end of the history; everything else is read up to its version P.
create table certificate as
select i.content->'body' as body from line i
where i.content->>'type' = 'certificate_issued'
  and not exists (
    select from line a where a.content->>'type' = 'certificate_annulled' and a.content->'body'->>'id' = i.content->'body'->>'id')
order by (i.content->>'version')::int desc limit 1;

create table event as
select (l.content->>'version')::int as version, l.content->>'type' as type, (l.content->>'effective')::date as effective,
    left(l.content->>'recorded', 10)::date as recorded, l.content->'body' as body
from line l, certificate c where (l.content->>'version')::int <= (c.body->>'upToVersion')::int;
create index on event (type);
analyze event;

create view parameter as
select (c.body->>'asOf')::date as as_of, (d.content->'parameters'->>'satisfiedFrom')::int as satisfied_from,
    (d.content->'parameters'->>'exposureDays')::int as exposure_days, (d.content->'parameters'->>'lateEntryDays')::int as late_days,
    (d.content->'parameters'->>'statisticalRetention')::boolean as retention
from certificate c, definition d;

-- Numbers as the certificate prints them: one decimal, half away from zero, with a comma; a division by zero is a dash.
create function ru(n numeric) returns text language sql immutable
    return coalesce(replace(to_char(round(n, 1), 'FM9999999990.0'), '.', ','), '—');
create function percent(part bigint, whole bigint) returns text language sql immutable return ru(100.0 * part / nullif(whole, 0));
create function ratio(part bigint, whole bigint) returns text language sql immutable return ru(1.0 * part / nullif(whole, 0));
create function ru(day date) returns text language sql immutable return to_char(day, 'DD.MM.YYYY');
create function ru(n numeric, day date) returns text language sql immutable return case when n is not null then ru(n) || ' ' || ru(day) end;
create function place(code text, variadic codes text[]) returns int language sql immutable return array_position(codes, code);

-- Facts that a later event took back count nowhere.
create view voided as
select body->>'fact' as id from event where type in ('fact_voided', 'participant_fact_voided', 'tandem_fact_voided',
    'monitoring_fact_voided', 'recognition_fact_voided')
union all select body->>'id' from event where type = 'survey_answer_voided';

create table fact as
select e.*, e.body->>'id' as id, e.body->>'person' as person from event e
where e.body ? 'id' and not exists (select from voided v where v.id = e.body->>'id');
create index on fact (type);

create view organisation as
select body->>'organisationTitle' as title from event where type = 'programme_drafted';
create view school_year as
select body->>'schoolYear' as text, split_part(body->>'schoolYear', '/', 2)::int as last
from event where type in ('programme_drafted', 'programme_corrected') order by version desc limit 1;

-- The model's wording with the name of the organisation in it.
create function worded(text text) returns text language sql stable
    return (select replace(worded.text, '{organisation}', o.title) from organisation o);

-- The newest status of each person.
create table standing as
select distinct on (body->>'person') body->>'person' as person, body->'standing' as status from event where body ? 'standing'
order by body->>'person', (body->'standing'->>'version')::int desc, version desc;

create function consents(status jsonb, purpose text, day date) returns boolean language sql immutable
    return not (status->>'restricted')::boolean and status->>'erasure' not in ('erasedInTerm', 'erasedLate')
        and exists (select from jsonb_array_elements(status->'consents') c
            where c->>'purpose' = purpose and day between (c->>'validFrom')::date and (c->>'validUntil')::date);

-- Stages: whether the last decision is an approval, and where it stands.
create view approval as
select * from (
    select distinct on ((body->>'stage')::int) (body->>'stage')::int as stage, version, effective, type, body
    from event where type in ('stage_approved', 'stage_reopened', 'stage_approval_revoked')
    order by (body->>'stage')::int, version desc) last
where type = 'stage_approved';

-- Stays in a base: from an entry to the next removal.
create view stay as
select e.body->>'person' as person, split_part(e.type, '_', 1) as side, e.version, e.effective, r.reason
from event e left join lateral (
    select r.body->>'reason' as reason from event r
    where r.type = split_part(e.type, '_', 1) || '_removed_from_base' and r.body->>'person' = e.body->>'person' and r.version > e.version
    order by r.version limit 1) r on true
where e.type in ('mentee_added_to_base', 'mentor_added_to_base');

-- MB: in the base of mentees now or once, but not by mistake.
create table mb as
select person, bool_or(reason is null) as now, max(version) filter (where reason is null) as entered,
    (array_agg(reason order by version desc) filter (where reason <> 'recordedByMistake'))[1] as reason
from stay where side = 'mentee' and reason is distinct from 'recordedByMistake' group by person;

-- RB, the same of mentors; who withdrew is in the base until the day on which the withdrawal takes effect.
create table rb as
select s.person, bool_or(s.reason is null) as based, max(s.version) filter (where s.reason is null) as entered,
    (array_agg(s.reason order by s.version desc) filter (where s.reason <> 'recordedByMistake'))[1] as reason,
    bool_or(s.reason is null) and not coalesce((
        select (w.body->>'effectiveOn')::date <= p.as_of from fact w
        where w.type = 'mentor_withdrew' and w.person = s.person and w.version > max(s.version)
        order by w.version desc limit 1), false) as now
from stay s, parameter p where s.side = 'mentor' and s.reason is distinct from 'recordedByMistake' group by s.person, p.as_of;

-- SEL and TRN: the last decision is selection; a training was passed.
create view decision as
select distinct on (body->>'person') body->>'person' as person, type, body->>'ground' as ground
from event where type in ('mentor_selected', 'mentor_rejected') order by body->>'person', version desc;
create view sel as select rb.* from rb join decision d using (person) where d.type = 'mentor_selected';
create view trn as select * from sel where exists (
    select from fact t where t.type = 'mentor_training_completed' and t.person = sel.person and t.body->>'result' = 'passed');

-- Pairs and groups that are not voided, with their end.
create table tandem as
select f.body->>'tandem' as tandem, f.version, f.effective as formed, f.body->>'form' as form, f.body->>'kind' as kind,
    f.body->>'mentor' as mentor, f.body->'mentees' as mentees, o.ordered, ending.type as ending,
    ending.effective as ended, ending.body as ending_body
from event f
left join lateral (
    select min((a.body->>'on')::date) filter (where a.version = a.first) as ordered from (
        select a.*, min(a.version) over () as first from event a
        where a.type = 'tandem_approved_by_order' and a.body->>'tandem' = f.body->>'tandem' and a.version > coalesce((
            select max(v.version) from event v where v.type = 'tandem_approval_voided' and v.body->>'tandem' = f.body->>'tandem'), 0)) a
    ) o on true
left join lateral (
    select e.* from event e where e.type in ('tandem_completed', 'tandem_dissolved', 'tandem_ending_voided')
        and e.body->>'tandem' = f.body->>'tandem' order by e.version desc limit 1) ending on ending.type <> 'tandem_ending_voided'
where f.type = 'tandem_formed'
  and not exists (select from event v where v.type = 'tandem_voided' and v.body->>'tandem' = f.body->>'tandem');

-- T: those that an order approved.
create view t as select * from tandem where ordered is not null;

-- Memberships in T that an order lists, from joining to leaving.
create table membership as
select j.*, left_on.effective as left, o.on_day as ordered from (
    select tandem, kind, m.mentee, formed as from_day, version, false as late from t, jsonb_array_elements_text(mentees) m(mentee)
    union all
    select t.tandem, t.kind, e.body->>'mentee', e.effective, e.version, (e.body->>'lateJoin')::boolean
    from event e join t on t.tandem = e.body->>'tandem' where e.type = 'member_joined') j
left join lateral (
    select e.version, e.effective, e.body from event e
    where e.type = 'member_left' and e.body->>'tandem' = j.tandem and e.body->>'mentee' = j.mentee and e.version > j.version
      and not exists (select from event v where v.type = 'member_leaving_voided' and v.body->>'tandem' = j.tandem
          and v.body->>'mentee' = j.mentee and v.version > e.version)
    order by e.version limit 1) left_on on true
join lateral (
    select (a.body->>'on')::date as on_day from event a
    where a.type = 'tandem_approved_by_order' and a.body->>'tandem' = j.tandem and a.body->'mentees' ? j.mentee
      and a.version > j.version and a.version < coalesce(left_on.version, 2147483647)
      and not exists (select from event v where v.type = 'tandem_approval_voided' and v.body->>'tandem' = j.tandem
          and v.version > a.version)
    order by a.version desc limit 1) o on true
where left_on.body->>'reason' is distinct from 'recordedByMistake';

-- The mentors of T one after the other.
create table mentorship as
select tandem, mentor, from_day, lead(from_day) over (partition by tandem order by version) as until from (
    select tandem, mentor, formed as from_day, version from t
    union all
    select t.tandem, e.body->>'new', e.effective, e.version from event e join t on t.tandem = e.body->>'tandem'
    where e.type = 'mentor_replaced') m;

-- E, A: mentees and mentors ever in T.
create view e as select distinct mentee as person from membership;
create view a as select distinct mentor as person from mentorship;

-- M: meetings of T that are not voided.
create view m as select f.body->>'kind' as kind, f.* from fact f join t on t.tandem = f.body->>'tandem' where f.type = 'meeting_held';

-- Waves of questionnaires and their answers.
create table wave as
select o.body->>'wave' as wave, o.body->>'audience' as audience, o.body->>'purpose' as purpose, o.body->>'form' as form, o.effective,
    (select c.effective from event c where c.body->>'wave' = o.body->>'wave' and c.type = 'survey_wave_closed'
        and not exists (select from event r where r.type = 'survey_wave_reopened' and r.body->>'wave' = c.body->>'wave'
            and r.version > c.version) order by c.version desc limit 1) as closed,
    (select count(distinct p.person) from event i, jsonb_array_elements_text(i.body->'persons') p(person)
        where i.type = 'survey_participants_invited' and i.body->>'wave' = o.body->>'wave') as invited
from event o where o.type = 'survey_wave_opened';

create table answer_of as
select w.wave, w.audience, w.purpose, w.form, f.id, f.person, f.effective, f.body
from fact f join wave w on w.wave = f.body->>'wave' where f.type = 'survey_answered';

create view choice as
select s.wave, s.audience, s.purpose, s.form, s.person, s.effective, c->>'item' as item, c->>'choice' as choice
from answer_of s, jsonb_array_elements(s.body->'choices') c;
create view points as
select s.wave, s.audience, s.purpose, s.person, s.effective, c->>'item' as item, (c->>'value')::int as value
from answer_of s, jsonb_array_elements(s.body->'scales') c;

-- V(c, w): the last value of each person and indicator in a wave: measured, or answered in a wave of entry or exit.
create table v as
select distinct on (person, code, wave) person, code, wave, value, on_day from (
    select f.person, i->>'code' as code, 'entry' as wave, (i->>'value')::numeric as value, (f.body->>'measuredOn')::date as on_day,
        1 as source, lpad(f.version::text, 9, '0') as id
    from fact f, jsonb_array_elements(f.body->'indicators') i where f.type = 'entry_measured'
    union all
    select f.person, f.body->>'code', f.body->>'wave', (f.body->>'value')::numeric, (f.body->>'measuredOn')::date, 2, f.id
    from fact f where f.type = 'indicator_measured' and f.person is not null
    union all
    select p.person, p.item, p.purpose, p.value, p.effective, 3, p.wave from points p where p.purpose in ('entry', 'exit')
    union all
    select c.person, c.item, c.purpose, (c.choice = 'yes')::int, c.effective, 3, c.wave from choice c
    where c.purpose in ('entry', 'exit') and c.choice in ('yes', 'no')) all_of_them
where (select retention from parameter) or not exists (
    select from standing s where s.person = all_of_them.person and s.status->>'erasure' in ('erasedInTerm', 'erasedLate'))
order by person, code, wave, on_day desc, source desc, id desc;

-- Days that a person worked in T up to a day: from joining or the order, whichever is later, to leaving or the end.
create function exposure(who text, until date) returns bigint language sql stable return (
    select coalesce(sum(greatest(0, least(w.left, w.ended, until) - greatest(w.from_day, w.ordered))), 0) from (
        select m.left, t.ended, m.from_day, m.ordered from membership m join t using (tandem) where m.mentee = who
        union all
        select s.until, t.ended, s.from_day, t.ordered from mentorship s join t using (tandem) where s.mentor = who) w);

-- P(c): who has a value before and after, and worked long enough before the second one.
create table paired as
select b.person, b.code, b.value as before, x.value as after, b.on_day as first, x.on_day as last
from v b join v x on x.person = b.person and x.code = b.code and x.wave = 'exit', parameter p
where b.wave = 'entry' and exposure(b.person, x.on_day) >= p.exposure_days;

create view indicator as
select i.value->>'code' as code, worded(i.value->'title'->>'ru') as title, i.value->>'of' as of_whom, i.value->>'better' as better,
    (i.value->>'lowest')::int as lowest, (i.value->>'highest')::int as highest, i.ordinality as at
from definition d, jsonb_array_elements(d.content->'indicators') with ordinality i;

create view form as
select f.value->>'code' as code, f.value->'title'->>'ru' as title, f.ordinality as at
from definition d, jsonb_array_elements(d.content->'forms') with ordinality f;

-- Documents: whether they are in force, and whether they or their successors stand.
create table document as
select r.body->>'id' as id, r.body->>'kind' as kind, coalesce(last.type, 'document_registered') as state, last.body->>'by' as by
from event r left join lateral (
    select s.type, s.body from event s where s.type in ('document_superseded', 'document_annulled', 'document_reinstated')
        and s.body->>'id' = r.body->>'id' order by s.version desc limit 1) last on true
where r.type = 'document_registered';
create view in_force as select * from document where state in ('document_registered', 'document_reinstated');
create view stands as
with recursive chain(id, at) as (
    select id, id from document union select c.id, d.by from chain c join document d on d.id = c.at where d.state = 'document_superseded')
select c.id from chain c join in_force f on f.id = c.at;

-- The road map: the items of its last version as rescheduled since, and the last decision on each.
create view roadmap as select version, body from event where type = 'roadmap_approved' order by version desc limit 1;
create table item as
select i->>'item' as item, (i->>'stage')::int as stage,
    coalesce(r.planned, case when r.version is null then i->>'plannedTo' end)::date as planned,
    case when s.type in ('roadmap_item_completed', 'roadmap_item_settled') then 'done'
        when s.type = 'roadmap_item_not_applicable' then 'n/a' else 'open' end as status,
    case when s.type = 'roadmap_item_settled' then (s.body->>'on')::date else s.effective end as settled
from roadmap m, jsonb_array_elements(m.body->'items') i
left join lateral (
    select e.version, e.body->>'plannedTo' as planned from event e where e.type = 'roadmap_item_rescheduled'
        and e.body->>'item' = i->>'item' and e.version > (select version from roadmap) order by e.version desc limit 1) r on true
left join lateral (
    select e.* from event e where e.type in ('roadmap_item_completed', 'roadmap_item_settled', 'roadmap_item_not_applicable',
        'roadmap_item_reopened', 'roadmap_item_unsettled') and e.body->>'item' = i->>'item' order by e.version desc limit 1) s on true;

-- Every item that any version of the road map ever had, with the stage it had then.
create view item_stage as
select e.version, i->>'item' as item, (i->>'stage')::int as stage from event e, jsonb_array_elements(e.body->'items') i
where e.type = 'roadmap_approved';
create function stage_of(item text, at int) returns int language sql stable return (
    select s.stage from item_stage s where s.item = stage_of.item and s.version <= at order by s.version desc limit 1);

-- The documents that name the completion of an item: those of its last completion with any.
create view named as
select i.item, i.stage, d.document from item i join lateral (
    select e.body->'evidence' as evidence from event e where e.type in ('roadmap_item_completed', 'roadmap_item_settled')
        and e.body->>'item' = i.item and jsonb_array_length(e.body->'evidence') > 0 order by e.version desc limit 1) last on true
cross join lateral jsonb_array_elements_text(last.evidence) d(document);

-- The answer of a section: its lines, item 0, and the elements of the lists below them, each with the numbers in it.
create table answer (section int, label text, item int, numbers text, primary key (section, label, item));
