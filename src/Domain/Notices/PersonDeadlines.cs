using MentorshipFlow.People;

namespace MentorshipFlow.Notices;

/// <summary>The dated matters of one person.</summary>
public static class PersonDeadlines
{
    private const int DaysBeforeTermEnds = 30;
    private const int DaysBeforeErasureTermEnds = 5;

    /// <summary>The person's deadlines to announce on a day.</summary>
    /// <param name="takesPart">Whether a programme of the person is open, or the person has joined none yet. Otherwise consents and
    /// clearances may end.</param>
    public static IReadOnlyList<Deadline> On(DateOnly today, Person person, bool takesPart) =>
        person.Registry.Registered is not { } registered ? []
        : [.. takesPart && person.Registry.LeftOn is null ? Terms(today, person, registered.Id) : [], .. Erasures(today, person)];

    // A later consent to the same purpose takes the place of the one that ends.
    private static IEnumerable<Deadline> Terms(DateOnly today, Person person, Guid id) =>
    [
        .. person.InForce.GroupBy(c => c.Given.Purpose).OrderBy(g => g.Key).Select(g => g.MaxBy(c => c.Given.ValidUntil)!.Given)
            .SelectMany(c => Deadline.OfTerm(today, c.ValidUntil, DaysBeforeTermEnds, NoticeKind.ConsentEnds, NoticeKind.ConsentEnded,
                $"{c.Id}", Role.Curator)),
        .. person.Registry.Clearance is { } clearance
            ? Deadline.OfTerm(today, clearance.ValidUntil, DaysBeforeTermEnds, NoticeKind.ClearanceEnds, NoticeKind.ClearanceEnded,
                $"{id}", Role.Curator)
            : [],
    ];

    private static IEnumerable<Deadline> Erasures(DateOnly today, Person person) => person.Erasure.Cases.Where(c => c.ClockRuns)
        .SelectMany(c => Deadline.OfTerm(today, c.DueOn, DaysBeforeErasureTermEnds, NoticeKind.ErasureTermEnds,
            NoticeKind.ErasureTermPassed, $"{c.Requested.Case}", Role.Head));
}
