namespace MentorshipFlow.Shared;

/// <summary>A decider's answer: events or a refusal.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <summary>The command is accepted with at least one event.</summary>
    public sealed record Accepted(IReadOnlyList<DomainEvent> Events) : Decision;

    /// <summary>The command is refused.</summary>
    public sealed record Refused(Refusal Refusal) : Decision;

    /// <summary>Accepts the command with this event.</summary>
    public static implicit operator Decision(DomainEvent @event) => new Accepted([@event]);

    /// <summary>Refuses the command.</summary>
    public static implicit operator Decision(Refusal refusal) => new Refused(refusal);

    /// <summary>Refuses the command without details.</summary>
    public static implicit operator Decision(Reason reason) => new Refused(new Refusal(reason));

    /// <summary>Refuses a command that names something unknown.</summary>
    public static Decision Unknown(string kind, string what) => new Refusal(Reason.Unknown, $"{kind}-unknown", what);
}
