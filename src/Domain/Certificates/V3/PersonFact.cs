namespace MentorshipFlow.Certificates.V3;

/// <summary>
/// What the programme was told of one person: the last standing, and what the way there shows. A standing with a version before that of the known
/// one changes nothing.
/// </summary>
internal sealed class PersonFact
{
    private readonly HashSet<ConsentPurpose> given = [];
    private readonly List<ErasureStatus> cases = [];

    public PersonStatus Standing { get; private set; } = null!;

    /// <summary>
    /// Cases of destruction in their order, each as far as it has come: every change to <see cref="ErasureStatus.Open"/> opens one, the next
    /// change ends it. <see cref="ErasureStatus.None"/> is a part that was destroyed as standings told it once, without the term.
    /// </summary>
    public IReadOnlyList<ErasureStatus> Cases => cases;

    /// <summary>
    /// Whether a consent for the purpose was given that was not voided: it is in force, or withdrawn, or it ceased to count when the person passed
    /// between minority and majority. One that disappears at any other time was voided.
    /// </summary>
    public bool Gave(ConsentPurpose purpose) => given.Contains(purpose);

    public void Tell(PersonStatus told)
    {
        var before = Standing;
        if (before?.Version > told.Version) return;
        foreach (var purpose in Enum.GetValues<ConsentPurpose>())
        {
            if (Knows(told, purpose)) given.Add(purpose);
            else if (before is not null && Knows(before, purpose) && before.Minor == told.Minor) given.Remove(purpose);
        }

        Follow(before?.Erasure ?? ErasureStatus.None, told.Erasure);
        Standing = told;
    }

    private void Follow(ErasureStatus before, ErasureStatus now)
    {
        if (now == before) return;
        if (before == ErasureStatus.Open) cases[^1] = now;
        else if (now != ErasureStatus.None) cases.Add(now);
    }

    private static bool Knows(PersonStatus standing, ConsentPurpose purpose) => standing.Withdrawn.Contains(purpose) || standing.Consents.Any(c => c.Purpose == purpose);
}
