using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Tandems;

namespace MentorshipFlow.Programmes.Matching;

/// <summary>A mentee in the base without a mentor.</summary>
/// <param name="Decided">Null if there is no decision since the end of the mentee's last tandem.</param>
public sealed record UnmatchedEntry(MenteeEntry Entry, UnmatchedState? Decided);

/// <summary>Mentees in the base without a mentor. They hold nothing back once it is decided about each (M148).</summary>
public static class UnmatchedMentees
{
    private const int Most = 5000;

    /// <summary>Mentees in the base whose tandems, if any, were dissolved or left, in the order of their ids.</summary>
    public static IEnumerable<UnmatchedEntry> Of(Programme state)
    {
        HashSet<Guid> matched = [];
        Dictionary<Guid, DateOnly> lastEnd = [];
        foreach (var tandem in state.Tandems.Tandems.Values)
        {
            foreach (var member in tandem.Members)
            {
                // Completed work leaves nobody without a mentor.
                if ((member.To ?? Dissolved(tandem)) is not { } ended) matched.Add(member.Mentee);
                else if (!(lastEnd.GetValueOrDefault(member.Mentee) > ended)) lastEnd[member.Mentee] = ended;
            }
        }

        return state.Participants.Mentees.Values.Where(m => m.InBase && !matched.Contains(m.Person)).Select(m => new UnmatchedEntry(
            m, state.Matching.Unmatched.GetValueOrDefault(m.Person) is { } decided && decided.On >= lastEnd.GetValueOrDefault(m.Person)
                ? decided : null));
    }

    internal static Refusal? Refuse(Programme state, IReadOnlyList<DecidedMentee> decided)
    {
        var unmatched = Of(state).Select(m => m.Entry.Person).ToHashSet();
        return MatchingDecider.Count(decided.Count, 1, Most, "/decided")
            ?? ParticipantDecider.Unmet(Reason.NotInBase, decided.Where(d => !unmatched.Contains(d.Mentee))
                .Select(d => new Missing(state.Tandems.HasMentor(d.Mentee) ? "mentee-has-mentor" : "mentee-not-in-base", $"{d.Mentee}")))
            ?? (decided.GroupBy(d => d.Mentee).FirstOrDefault(g => g.Count() > 1) is { } twice
                ? new Refusal(Reason.ValueOutOfRange, "persons-doubled", $"{twice.Key}")
                : null);
    }

    private static DateOnly? Dissolved(Tandem tandem) => tandem.Status == TandemStatus.Dissolved ? tandem.Ending!.On : null;
}
