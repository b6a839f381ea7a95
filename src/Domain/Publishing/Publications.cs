using System.Collections.Immutable;
using System.Diagnostics;

namespace MentorshipFlow.Publishing;

/// <summary>One published version of a definition or a questionnaire.</summary>
/// <param name="Sha256">Of the canonical text, 64 lower hex digits.</param>
public sealed record Publication(string Code, int Version, string Sha256);

/// <summary>The publications of one stream: the fold of <c>definition-{code}</c> or
/// <c>questionnaires-{uuid}</c>, without the texts.</summary>
public sealed record Publications(ImmutableList<Publication> InOrder)
{
    /// <summary>Nothing yet.</summary>
    public static Publications None { get; } = new(ImmutableList<Publication>.Empty);

    /// <summary>The versions of one code.</summary>
    public ImmutableList<Publication> Of(string code) => InOrder.FindAll(p => p.Code == code);

    /// <summary>The publications after one more event.</summary>
    public Publications Evolve(DomainEvent @event) => new(InOrder.Add(In(@event)));

    /// <summary>The publication of an event.</summary>
    public static Publication In(DomainEvent @event) => @event switch
    {
        DefinitionEvent.DefinitionPublished e => new(e.Code, e.Version, e.Sha256),
        QuestionnaireEvent.QuestionnairePublished e => new(e.Code, e.Version, e.Sha256),
        _ => throw new UnreachableException(@event.GetType().Name),
    };
}

/// <summary>A version follows the one before it and never changes.</summary>
public static class PublicationDecider
{
    /// <summary>Decides whether a version may be published; its text has passed every check of its reader.</summary>
    public static Decision Decide(Publications state, DomainEvent wanted)
    {
        var next = Publications.In(wanted);
        var versions = state.Of(next.Code);
        return versions.Find(p => p.Version == next.Version) is { } published
            ? published == next ? Reason.NothingChanges : new Refusal(Reason.AlreadyRecorded, "version-published", published.Sha256)
            : next.Version == versions.Count + 1 ? new Decision.Accepted([wanted])
            : new Refusal(Reason.ValueOutOfRange, "version-out-of-turn", $"{versions.Count}");
    }
}
