using MentorshipFlow.Programmes;

namespace MentorshipFlow.Certificates.V1;

/// <summary>
/// What the certificate counts, folded from history. It is a fold of its own: the programme's fold may change with the program, this one is
/// part of the format. Events it does not know are counted by type and otherwise left alone.
/// </summary>
internal sealed class CertificateFacts(DocumentFacts documents, GateFacts gates)
{
    public CharterFacts Charter { get; } = new();

    public PreparationFacts Preparation { get; } = new();

    public RoadmapFacts Roadmap { get; } = new();

    public GateFacts Gates { get; } = gates;

    public DocumentFacts Documents { get; } = documents;

    /// <summary>Where the programme stands. A closing that was voided leaves what was before it.</summary>
    public ProgrammeStatus Status =>
        Charter.Cancelled is not null ? ProgrammeStatus.Cancelled
        : Charter.Completed ? ProgrammeStatus.Completed
        : Charter.Suspended ? ProgrammeStatus.Suspended
        : Preparation.Curators.Count > 0 ? ProgrammeStatus.Active
        : ProgrammeStatus.Draft;

    /// <summary>Folds a history.</summary>
    /// <exception cref="ArgumentException">The history has a gap or does not begin with <c>programme_drafted</c>.</exception>
    public static CertificateFacts Of(IReadOnlyList<HistoryEntry> history) => Of(history, new(), new());

    /// <summary>Folds a history with another reading of the register of documents and of the gates.</summary>
    /// <exception cref="ArgumentException">As above.</exception>
    public static CertificateFacts Of(IReadOnlyList<HistoryEntry> history, DocumentFacts documents, GateFacts gates)
    {
        if (history is not [{ Event: CharterEvent.ProgrammeDrafted }, ..]) throw new ArgumentException("A history begins with programme_drafted.", nameof(history));
        var facts = new CertificateFacts(documents, gates);
        for (var i = 0; i < history.Count; i++)
        {
            if (history[i].Head.Version != i + 1) throw new ArgumentException($"A history has no gap: {i + 1} is {history[i].Head.Version}.", nameof(history));
            facts.Apply(history[i]);
        }

        return facts;
    }

    private void Apply(in HistoryEntry entry)
    {
        Charter.Apply(entry);
        Preparation.Apply(entry);
        Documents.Apply(entry.Event);
        if (Roadmap.Apply(entry) is { } stage) Gates.Opened(stage, entry.Head.EffectiveOn);
        Gates.Apply(entry);
    }
}

/// <summary>The programme as a whole.</summary>
internal sealed class CharterFacts
{
    /// <summary>What was drafted, with later corrections.</summary>
    public CharterEvent.ProgrammeDrafted Drafted { get; private set; } = null!;

    public bool Suspended { get; private set; }

    /// <summary>The cancellation, unless it was voided, and its date.</summary>
    public (CharterEvent.ProgrammeCancelled Event, DateOnly On)? Cancelled { get; private set; }

    public bool Completed { get; private set; }

    public void Apply(in HistoryEntry entry)
    {
        switch (entry.Event)
        {
            case CharterEvent.ProgrammeDrafted e: Drafted = e; break;
            case CharterEvent.ProgrammeCorrected e: Drafted = Drafted with { SchoolYear = e.SchoolYear, Title = e.Title, Goal = e.Goal }; break;
            case CharterEvent.ProgrammeSuspended: Suspended = true; break;
            case CharterEvent.ProgrammeResumed: Suspended = false; break;
            case CharterEvent.ProgrammeCancelled e: Cancelled = (e, entry.Head.EffectiveOn); break;
            case CharterEvent.ProgrammeCompleted: Completed = true; break;
            case CharterEvent.ClosingVoided: (Cancelled, Completed) = (null, false); break;
        }
    }
}
