using System.Globalization;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes.Tandems;

namespace MentorshipFlow.Audit;

/// <summary>Facets of pairs and groups: members, order, plans, meetings, and the end. Persons appear as ids.</summary>
internal static class TandemFacets
{
    public static IEnumerable<Facet> Of(TandemsRoom room) => room.Tandems.Values.SelectMany(Tandem);

    private static IEnumerable<Facet> Tandem(Tandem t)
    {
        yield return Facet.Of("tandem", t.Id, $"{t.Kind.Words()} {t.Form} {t.Formed.Variant}".TrimEnd());
        yield return Facet.Of("tandem-status", t.Id, t.Status.Words());
        yield return Facet.Of("tandem-mentor", t.Id, $"{t.Mentor}");
        foreach (var m in t.Members.Where(m => m.Open).OrderBy(m => m.Mentee))
        {
            yield return new Facet("tandem-member", [$"{t.Id}", $"{m.Mentee}"],
                m.Approved is { } order ? $"{order.Document} {Dates.Text(order.On)}" : "");
        }

        foreach (var p in t.Plans) yield return new Facet("development-plan", [$"{p.Id}"], $"{p.Mentee} {p.Programme} {p.Route}".TrimEnd());
        foreach (var (goal, percent) in t.Progress.OrderBy(g => g.Key))
            yield return Facet.Of("goal-progress", goal, percent.ToString(CultureInfo.InvariantCulture));
        if (t.Timetable is { } timetable)
        {
            yield return Facet.Of("tandem-timetable", t.Id, string.Create(CultureInfo.InvariantCulture,
                $"{timetable.Weekday} {timetable.EveryWeeks} {timetable.Minutes} {timetable.Format.Words()} {Dates.Text(timetable.From)}"));
        }

        foreach (var m in t.Scheduled.Values) yield return Facet.Of("meeting", m.Id, $"scheduled {m.Kind.Words()} {Dates.Text(m.On)}");
        foreach (var m in t.Meetings.OrderBy(m => m.Id))
            yield return Facet.Of("meeting", m.Id, $"held {m.Kind.Words()} {Dates.Text(m.On)} {string.Join(' ', m.Present)}");
        foreach (var m in t.Cancelled.OrderBy(m => m.Id))
            yield return Facet.Of("meeting", m.Id, $"cancelled {m.Kind.Words()} {Dates.Text(m.On)} {m.Reason.Words()}");
        foreach (var (id, fact) in Facts(t)) yield return Facet.Of("tandem-fact", id, EventCodec.NameOf(fact));
    }

    private static IEnumerable<(Guid Id, DomainEvent Fact)> Facts(Tandem t) =>
    [
        .. t.Reviews.Select(r => (r.Id, (DomainEvent)r)), .. t.Concerns.Select(c => (c.Id, (DomainEvent)c)),
        .. t.Reflections.Select(r => (r.Id, (DomainEvent)r)), .. t.Employments.Select(e => (e.Id, (DomainEvent)e)),
    ];
}
