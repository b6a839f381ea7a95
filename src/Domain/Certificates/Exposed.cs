using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Tandems;

namespace MentorshipFlow.Certificates;

/// <summary>The mentees and mentors of approved pairs and groups, with the days of their work: the sets E and A of model.md 5.6.</summary>
internal static class Exposed
{
    /// <summary>E: mentees ever in an approved pair or group, in the order of their ids.</summary>
    public static IReadOnlyList<Guid> Mentees(Programme state) =>
    [
        .. state.Tandems.Tandems.Values.SelectMany(t => t.Members).Where(m => m.Approved is not null).Select(m => m.Mentee).Distinct()
            .Order(),
    ];

    /// <summary>A: mentors ever in an approved pair or group, in the order of their ids.</summary>
    public static IReadOnlyList<Guid> Mentors(Programme state) =>
    [
        .. state.Tandems.Tandems.Values.Where(t => t.Approved is not null).SelectMany(t => t.Mentors).Select(m => m.Mentor).Distinct()
            .Order(),
    ];

    /// <summary>Days of work up to a day, in all approved pairs and groups of a person together.</summary>
    public static int Days(Programme state, Guid person, DateOnly until) =>
        state.Tandems.Tandems.Values.Sum(t => DaysOfMentee(t, person, until) + DaysOfMentor(t, person, until));

    private static int DaysOfMentee(Tandem tandem, Guid person, DateOnly until) => tandem.Members
        .Where(m => m.Mentee == person && m.Approved is not null)
        .Sum(m => Between(m.From, m.Approved!.On, Earlier(m.To, tandem.Ending?.On, until)));

    private static int DaysOfMentor(Tandem tandem, Guid person, DateOnly until) => tandem.Approved is not { } order ? 0
        : tandem.Mentors.Index().Where(m => m.Item.Mentor == person).Sum(m => Between(m.Item.From, order.On,
            Earlier(m.Index + 1 < tandem.Mentors.Count ? tandem.Mentors[m.Index + 1].From : null, tandem.Ending?.On, until)));

    // The work begins with the formation or the order, whichever is later.
    private static int Between(DateOnly from, DateOnly order, DateOnly to) =>
        Math.Max(0, to.DayNumber - Math.Max(from.DayNumber, order.DayNumber));

    private static DateOnly Earlier(DateOnly? left, DateOnly? ended, DateOnly until) =>
        new[] { left ?? until, ended ?? until, until }.Min();
}
