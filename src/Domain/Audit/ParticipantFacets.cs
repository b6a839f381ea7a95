using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes.Participants;

namespace MentorshipFlow.Audit;

/// <summary>Facets of the bases and the training. Persons appear as ids.</summary>
internal static class ParticipantFacets
{
    public static IEnumerable<Facet> Of(ParticipantsRoom room) =>
    [
        .. room.Standings.OrderBy(s => s.Key).SelectMany(s => Standing(s.Key, s.Value)),
        .. room.Mentees.Values.SelectMany(Mentee),
        .. room.Mentors.Values.SelectMany(Mentor),
        .. room.Measured.OrderBy(m => m.Key).SelectMany(m => m.Value.Select(e => Facet.Of("participant-fact", e.Id, EventCodec.NameOf(e)))),
        .. room.Facts.Select(f => Facet.Of("participant-fact", f.Key, EventCodec.NameOf(f.Value))),
    ];

    private static IEnumerable<Facet> Standing(Guid person, PersonStatus s)
    {
        yield return Facet.Of("standing", person, $"{s.Version}");
        yield return Facet.Of("standing-person", person,
            Joined([.. s.Kinds.Select(k => k.Words()), s.Contour.Words(), s.AgeBand.Words(), $"{s.Grade}", s.Experience?.Words(),
                s.NewHire ? "new-hire" : null]));
        foreach (var consent in s.Consents)
            yield return new Facet("consent", [$"{person}", $"{consent.Id}"],
                $"{consent.Purpose.Words()} {Period(consent.ValidFrom, consent.ValidUntil)}");
        foreach (var purpose in s.Refused) yield return new Facet("consent-refused", [$"{person}", purpose.Words()], "");
        foreach (var purpose in s.Withdrawn) yield return new Facet("consent-withdrawn", [$"{person}", purpose.Words()], "");
        if (s.Clearance is { } clearance) yield return Facet.Of("clearance", person, Period(clearance.CheckedOn, clearance.ValidUntil));
        if (s.Restricted) yield return Facet.Of("restriction", person, "");
        if (s.Left) yield return Facet.Of("departure", person, "");
        if (s.Erasure != ErasureStatus.None) yield return Facet.Of("erasure", person, s.Erasure.Words());
    }

    private static IEnumerable<Facet> Mentee(MenteeEntry entry)
    {
        yield return Facet.Of("mentee", entry.Person,
            entry.InBase ? "in-base" : entry.Removed is { } removed ? $"removed {removed.Reason.Words()}" : "applied");
        if (entry.Form is { } form) yield return Facet.Of("mentee-form", entry.Person, $"{form.Form} {form.Variant}".TrimEnd());
        if (entry.Motivation is { } motivation) yield return Facet.Of("mentee-motivation", entry.Person, motivation.Words());
        foreach (var request in entry.Requests) yield return Facet.Of("participant-fact", request.Id, EventCodec.NameOf(request));
        foreach (var information in entry.Information)
            yield return Facet.Of("participant-fact", information.Id, EventCodec.NameOf(information));
    }

    private static IEnumerable<Facet> Mentor(MentorEntry entry)
    {
        yield return Facet.Of("mentor", entry.Person,
            entry.InBase ? $"in-base {entry.Category?.Words()}"
                : entry.Removed is { } removed ? $"removed {removed.Reason.Words()}"
                : "applied");
        yield return Facet.Of("mentor-offer", entry.Person, Offer(entry.Offer));
        if (entry.Enterprise is { } enterprise) yield return Facet.Of("mentor-enterprise", entry.Person, $"{enterprise}");
        if (entry.Sharing is { } sharing)
            yield return Facet.Of("mentor-sharing", entry.Person, sharing.Permitted ? $"yes {sharing.Scope?.Words()}" : "no");
        if (entry.Decided is { } decided)
            yield return Facet.Of("mentor-selection", entry.Person, $"{EventCodec.NameOf(decided)} {Ground(decided).Words()}");
        if (entry.DeclaredReadyOn is { } ready) yield return Facet.Of("mentor-readiness", entry.Person, Dates.Text(ready));
        foreach (var (id, fact) in Facts(entry)) yield return Facet.Of("participant-fact", id, EventCodec.NameOf(fact));
    }

    private static string Offer(MentorOffer o) => Joined(
        [.. o.Forms, $"{o.Capacity}", $"{o.MinutesPerWeek}", $"{o.PreferredAgeFrom}..{o.PreferredAgeTo}",.. o.Competences,.. o.Interests,
            o.Subject, $"{o.About?.Ref}"]);

    private static SelectionGround Ground(ParticipantEvent decided) =>
        decided is ParticipantEvent.MentorSelected selected ? selected.Ground : ((ParticipantEvent.MentorRejected)decided).Ground;

    private static string Joined(IEnumerable<string?> words) => string.Join(' ', words.Where(w => !string.IsNullOrEmpty(w)));

    private static string Period(DateOnly from, DateOnly until) => $"{Dates.Text(from)}..{Dates.Text(until)}";

    private static IEnumerable<(Guid Id, DomainEvent Fact)> Facts(MentorEntry entry) =>
    [
        .. entry.Interviews.Select(i => (i.Id, (DomainEvent)i)),.. entry.Trainings.Select(t => (t.Id, (DomainEvent)t)),
        .. entry.LabourTerms.Select(l => (l.Id, (DomainEvent)l)),
        .. entry.Withdrawals.Select(w => (w.Id, (DomainEvent)w)),
    ];
}
