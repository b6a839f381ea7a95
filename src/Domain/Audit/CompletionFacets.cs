using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Recognition;

namespace MentorshipFlow.Audit;

/// <summary>Facets of monitorings, recognition, results and the long-term base. Persons appear as ids.</summary>
internal static class CompletionFacets
{
    public static IEnumerable<Facet> Of(Programme programme) =>
    [
        .. programme.Monitoring.Monitorings.Values.Select(m => Facet.Of("monitoring", m.Started.Id,
            $"{m.Kind.Words()} {(m.ConcludedOn is { } day ? $"concluded {Dates.Text(day)} {m.Report}" : "open")}".TrimEnd())),
        .. programme.Monitoring.Facts.Select(f => Facet.Of("monitoring-fact", f.Key, EventCodec.NameOf(f.Value))),
        .. programme.Recognition.Facts.Values.Select(f => Facet.Of("recognition-fact", f.Id, EventCodec.NameOf(f))),
        .. programme.Recognition.Of<Recognised.ResultsPublished>().SelectMany(p => p.Named.Order()
            .Select(person => new Facet("publication-name", [$"{p.Id}", $"{person}"], ""))),
        .. programme.Participants.Mentees.Values.Where(m => m.Result is not null)
            .Select(m => Facet.Of("mentee-result", m.Person, $"{m.Result!.Result.Words()} {m.Result.Text?.Ref}".TrimEnd())),
        .. programme.Participants.Mentors.Values.Where(m => m.Result is not null)
            .Select(m => Facet.Of("mentor-result", m.Person, $"{m.Result!.Result.Words()} {m.Result.Text?.Ref}".TrimEnd())),
        .. programme.Participants.Mentors.Values.Where(m => m.LongTerm is not null)
            .Select(m => Facet.Of("long-term-base", m.Person, $"{m.LongTerm}")),
        .. programme.Participants.Taken.Index().Select(t => Facet.Of("long-term-source", t.Index + 1,
            $"{t.Item.Programme} {t.Item.Persons.Count}")),
    ];
}
