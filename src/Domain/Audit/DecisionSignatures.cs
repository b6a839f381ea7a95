using System.Collections.Frozen;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes.Gates;

namespace MentorshipFlow.Audit;

/// <summary>Verifies signatures of decisions by passkeys, from entries alone.</summary>
internal static class DecisionSignatures
{
    /// <summary>The type of entries with a signature.</summary>
    public static readonly string SignatureType = EventCodec.NameOf<GateEvent.StageDecisionSigned>();

    private static readonly FrozenSet<string> Types = new[]
    {
        EventCodec.NameOf<GateEvent.StageApproved>(), EventCodec.NameOf<GateEvent.StageCountersigned>(), SignatureType,
    }.ToFrozenSet();

    /// <summary>Whether an entry of this type is a decision that can be signed, or a signature.</summary>
    public static bool Concerns(string type) => Types.Contains(type);

    /// <summary>Whether the signature is over the text that follows from its own entry, by the person who decided.</summary>
    public static bool Holds(Entry entry, GateEvent.StageDecisionSigned signed) =>
        ProgrammeOf(entry) is { } programme && EntryHistory.RecordedOf(entry) is { } recorded && recorded.Person == signed.By
        && signed.Signature.Faults(signed.Of(programme, recorded.EffectiveOn, entry.CommandId).Text).Count == 0;

    /// <summary>Whether the entry before a signature is the decision that it signs.</summary>
    /// <param name="decision">The event of the entry before.</param>
    public static bool Follows(Entry entry, GateEvent.StageDecisionSigned signed, Entry before, DomainEvent? decision) =>
        (before.Stream, before.Version, before.CommandId, before.Actor, before.OnBehalfOf, before.EffectiveOn)
            == (entry.Stream, entry.Version - 1, entry.CommandId, entry.Actor, entry.OnBehalfOf, entry.EffectiveOn)
        && decision switch
        {
            GateEvent.StageApproved e => (signed.Decision, signed.Stage, signed.Round, signed.By, signed.Evaluation)
                == (SignableDecision.Approval, e.Stage, e.Round, e.Approver, e.Evaluation),
            GateEvent.StageCountersigned e => (signed.Decision, signed.Stage, signed.By, signed.Evaluation)
                == (SignableDecision.Countersignature, e.Stage, e.By, e.Evaluation),
            _ => false,
        };

    /// <summary>The first entry whose signature does not hold, or does not sign the decision before it; null if there is none.</summary>
    /// <param name="gaps">Whether entries may be left out: then the decision is compared only if it is there.</param>
    public static Entry? FirstWrong(IReadOnlyList<(Entry Entry, DomainEvent Event)> entries, bool gaps)
    {
        foreach (var (i, (entry, @event)) in entries.Index())
        {
            if (@event is not GateEvent.StageDecisionSigned signed) continue;
            var (before, decision) = i > 0 ? entries[i - 1] : default;
            var leftOut = before is null || before.Version != entry.Version - 1;
            if (!Holds(entry, signed) || (!(gaps && leftOut) && (before is null || !Follows(entry, signed, before, decision))))
                return entry;
        }

        return null;
    }

    /// <summary>The entries of an excerpt as far as they are decisions and signatures.</summary>
    public static IReadOnlyList<(Entry Entry, DomainEvent Event)> Read(IEnumerable<Entry> entries)
    {
        List<(Entry, DomainEvent)> read = [];
        foreach (var entry in entries.Where(e => Concerns(e.Type)))
            if (EntryHistory.TryReadEvent(entry, out var @event)) read.Add((entry, @event));
        return read;
    }

    private static Guid? ProgrammeOf(Entry entry) =>
        entry.Stream.StartsWith(Bundle.StreamPrefix, StringComparison.Ordinal)
        && Guid.TryParseExact(entry.Stream[Bundle.StreamPrefix.Length..], "D", out var id)
            ? id
            : null;
}
