namespace MentorshipFlow.Shared;

/// <summary>What a decider answers: events, or a refusal.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>Yes: at least one event.</summary>
    public sealed record Accepted(IReadOnlyList<DomainEvent> Events) : Decision;

    /// <summary>No.</summary>
    public sealed record Refused(Refusal Refusal) : Decision;

    /// <summary>An event is a decision.</summary>
    public static implicit operator Decision(DomainEvent @event) => new Accepted([@event]);

    /// <summary>A refusal is a decision.</summary>
    public static implicit operator Decision(Refusal refusal) => new Refused(refusal);

    /// <summary>A refusal without details is a decision.</summary>
    public static implicit operator Decision(Reason reason) => new Refused(new Refusal(reason));

    /// <summary>No, because the command names something that does not exist.</summary>
    public static Decision Unknown(string kind, string what) => new Refusal(Reason.Unknown, $"{kind}-unknown", what);
}
