using System.Collections.Immutable;
using System.Diagnostics;

namespace MentorshipFlow.People;

/// <summary>The current state of one erasure case.</summary>
public sealed record ErasureCase(
    ErasureEvent.ErasureRequested Requested, ErasureEvent.ErasureAssessed? Assessed = null, ErasureEvent.PersonalDataErased? Erased = null,
    ErasureEvent.ErasureActFiled? Act = null, ErasureEvent.ErasureTermExtended? Extended = null)
{
    /// <summary>The last day of the term, including an extension.</summary>
    public DateOnly DueOn => Extended?.DueOn ?? Requested.DueOn;

    /// <summary>The destruction was refused.</summary>
    public bool Refused => Assessed is { Decision: ErasureDecision.Refuse };

    /// <summary>Neither refused nor done: the statutory term runs.</summary>
    public bool ClockRuns => !Refused && Erased is null;

    /// <summary>Refused, or the act is filed.</summary>
    public bool Closed => Refused || Act is not null;

    /// <summary>Destroyed within the term.</summary>
    public bool InTerm => Erased?.On <= DueOn;

    /// <summary>Whether the term has passed on a day without destruction or refusal.</summary>
    public bool OverdueOn(DateOnly asOf) => ClockRuns && asOf > DueOn;
}

/// <summary>The erasure cases of one person in the order of opening; at most one is open.</summary>
public sealed record ErasureRoom(ImmutableList<ErasureCase> Cases)
{
    /// <summary>No case yet.</summary>
    public static ErasureRoom Empty { get; } = new([]);

    /// <summary>The open case.</summary>
    public ErasureCase? Open => Cases.Find(c => !c.Closed);

    /// <summary>The case in which everything was destroyed.</summary>
    public ErasureCase? Whole => Cases.Find(c => c is { Erased.Method: ErasureMethod.KeyDestroyed });

    /// <summary>The status for programmes: of the case that destroyed everything, otherwise of the last case.</summary>
    public ErasureStatus Standing => (Whole, Cases.LastOrDefault()) switch
    {
        ({ } whole, _) => whole.InTerm ? ErasureStatus.ErasedInTerm : ErasureStatus.ErasedLate,
        (_, null) => ErasureStatus.None,
        (_, { Closed: false }) => ErasureStatus.Open,
        (_, { Refused: true }) => ErasureStatus.Refused,
        (_, { InTerm: true }) => ErasureStatus.PartlyErasedInTerm,
        _ => ErasureStatus.PartlyErasedLate,
    };

    /// <summary>The unassessed case opened by a withdrawal received on this day; null when there is none.</summary>
    public ErasureCase? OpenedBy(DateOnly receivedOn) =>
        Cases.Find(c => c is { Assessed: null, Requested.Ground: ErasureGround.ConsentWithdrawn } && c.Requested.ReceivedOn == receivedOn);

    /// <summary>The case with this id; null when there is none.</summary>
    public ErasureCase? Find(Guid erasureCase) => Cases.Find(c => c.Requested.Case == erasureCase);

    /// <summary>The room after one more event.</summary>
    public ErasureRoom Evolve(ErasureEvent @event) => @event switch
    {
        ErasureEvent.ErasureRequested e => new(Cases.Add(new(e))),
        ErasureEvent.ErasureRequestVoided e => new(Cases.RemoveAll(c => c.Requested.Case == e.Case)),
        ErasureEvent.ErasureTermExtended e => With(e.Case, c => c with { Extended = e }),
        ErasureEvent.ErasureAssessed e => With(e.Case, c => c with { Assessed = e }),
        ErasureEvent.PersonalDataErased e => With(e.Case, c => c with { Erased = e }),
        ErasureEvent.ErasureActFiled e => With(e.Case, c => c with { Act = e }),
        _ => throw new UnreachableException(@event.GetType().Name),
    };

    private ErasureRoom With(Guid erasureCase, Func<ErasureCase, ErasureCase> change)
    {
        var at = Cases.FindIndex(c => c.Requested.Case == erasureCase);
        return new(Cases.SetItem(at, change(Cases[at])));
    }
}
