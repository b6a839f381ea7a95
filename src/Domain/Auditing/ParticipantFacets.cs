using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Auditing;

/// <summary>The bases and the training as sides of a programme's state. Persons are named by their ids.</summary>
internal static class ParticipantFacets
{
    public static IEnumerable<Facet> Of(ParticipantsRoom room) =>
    [
        .. room.Standings.OrderBy(s => s.Key).Select(s => Facet.Of("standing", s.Key, $"{s.Value.Version}")),
        .. room.Mentees.Values.SelectMany(Mentee),
        .. room.Mentors.Values.SelectMany(Mentor),
        .. room.Measured.OrderBy(m => m.Key).SelectMany(m => m.Value.Select(e => Facet.Of("participant-fact", e.Id, EventCodec.NameOf(e)))),
        .. room.Facts.Select(f => Facet.Of("participant-fact", f.Key, EventCodec.NameOf(f.Value))),
    ];

    private static IEnumerable<Facet> Mentee(MenteeEntry entry)
    {
        yield return Facet.Of("mentee", entry.Person, entry.InBase ? "in-base" : entry.Removed is { } removed ? $"removed {removed.Reason.Words()}" : "applied");
        if (entry.Form is { } form) yield return Facet.Of("mentee-form", entry.Person, $"{form.Form} {form.Variant}".TrimEnd());
        foreach (var request in entry.Requests) yield return Facet.Of("participant-fact", request.Id, EventCodec.NameOf(request));
        foreach (var information in entry.Information) yield return Facet.Of("participant-fact", information.Id, EventCodec.NameOf(information));
    }

    private static IEnumerable<Facet> Mentor(MentorEntry entry)
    {
        yield return Facet.Of("mentor", entry.Person, entry.InBase ? $"in-base {entry.Category?.Words()}" : entry.Removed is { } removed ? $"removed {removed.Reason.Words()}" : "applied");
        yield return Facet.Of("mentor-offer", entry.Person, $"{string.Join(' ', entry.Offer.Forms)} {entry.Offer.Capacity}".TrimStart());
        if (entry.Sharing is { } sharing) yield return Facet.Of("mentor-sharing", entry.Person, sharing.Permitted ? $"yes {sharing.Scope?.Words()}" : "no");
        if (entry.Decided is { } decided) yield return Facet.Of("mentor-selection", entry.Person, EventCodec.NameOf(decided));
        if (entry.DeclaredReadyOn is { } ready) yield return Facet.Of("mentor-readiness", entry.Person, Dates.Text(ready));
        foreach (var (id, fact) in Facts(entry)) yield return Facet.Of("participant-fact", id, EventCodec.NameOf(fact));
    }

    private static IEnumerable<(Guid Id, DomainEvent Fact)> Facts(MentorEntry entry) =>
    [
        .. entry.Interviews.Select(i => (i.Id, (DomainEvent)i)), .. entry.Trainings.Select(t => (t.Id, (DomainEvent)t)), .. entry.LabourTerms.Select(l => (l.Id, (DomainEvent)l)),
        .. entry.Withdrawals.Select(w => (w.Id, (DomainEvent)w)),
    ];
}
