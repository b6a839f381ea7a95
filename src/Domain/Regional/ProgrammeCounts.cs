using MentorshipFlow.Certificates.Sections;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Tandems;

namespace MentorshipFlow.Regional;

/// <summary>A column of the region's figures.</summary>
public enum RegionalColumn
{
    /// <summary>In the base of mentees.</summary>
    Mentees,

    /// <summary>In the base of mentors.</summary>
    Mentors,

    /// <summary>Pairs at work.</summary>
    Pairs,

    /// <summary>Groups at work.</summary>
    Groups,

    /// <summary>Pairs and groups that were completed.</summary>
    Completed,
}

/// <summary>How many are alike in one programme.</summary>
/// <param name="Band">The age band of a person; null for a pair or group.</param>
public sealed record CountedCell(RegionalColumn Column, string Form, AgeBand? Band, int Count);

/// <summary>The share of a target indicator in one programme.</summary>
/// <param name="OfContingent">Whether the whole is a recorded contingent of the school; otherwise it is the answers.</param>
public sealed record CountedShare(string Target, int Count, int Whole, bool OfContingent);

/// <summary>The counts that one programme adds to the figures of its region, without persons.</summary>
/// <param name="Stage">The first stage without a valid approval; 8 when all seven have one.</param>
/// <param name="Forms">Codes of the enabled forms.</param>
public sealed record ProgrammeCounts(
    Guid School, int Stage, IReadOnlyList<string> Forms, IReadOnlyList<CountedCell> Cells, IReadOnlyList<CountedShare> Shares)
{
    /// <summary>The form of persons without one.</summary>
    public const string NoForm = "none";

    /// <summary>The form of mentors who lead pairs of several forms, or lead none and offer several.</summary>
    public const string SeveralForms = "several";

    /// <summary>The counts of a programme as it stood on a day; null if it does not count: cancelled, or completed and of a school year
    /// that does not include the day.</summary>
    public static ProgrammeCounts? Of(Programme state, Definition definition, DateOnly day)
    {
        if (state.Charter is not { } charter || state.Status == ProgrammeStatus.Cancelled) return null;
        if (state.Status == ProgrammeStatus.Completed
            && !SchoolYear.Contains(charter.SchoolYear, definition.Parameters.SchoolYearStartMonth, day)) return null;
        return new(charter.Organisation, state.Gates.Current?.Number ?? 8,
            [.. state.Preparation.Forms.Keys.Order(StringComparer.Ordinal)],
            [
                .. Persons(state).Concat(Tandems(state)).GroupBy(c => c)
                    .Select(g => new CountedCell(g.Key.Column, g.Key.Form, g.Key.Band, g.Count())),
            ],
            [
                .. definition.Targets.Select(t => (Target: t, Counted: TargetsSection.Counted(state, definition, t)))
                    .Where(t => t.Counted.Whole is not null).Select(t => new CountedShare(
                        t.Target.Code, t.Counted.Count, t.Counted.Whole!.Value, TargetsSection.IsOfContingent(t.Target))),
            ]);
    }

    private static IEnumerable<(RegionalColumn Column, string Form, AgeBand? Band)> Persons(Programme state)
    {
        AgeBand? Band(Guid person) => state.Participants.Standings[person].AgeBand;
        foreach (var mentee in state.Participants.Mentees.Values.Where(m => m.InBase))
            yield return (RegionalColumn.Mentees, mentee.Form?.Form ?? NoForm, Band(mentee.Person));
        foreach (var mentor in state.Participants.Mentors.Values.Where(m => m.InBase))
            yield return (RegionalColumn.Mentors, FormOf(state, mentor), Band(mentor.Person));
    }

    private static string FormOf(Programme state, MentorEntry mentor)
    {
        string[] led = [.. state.Tandems.LedBy(mentor.Person).Where(t => t.Approved is not null).Select(t => t.Form).Distinct()];
        return (led.Length > 0 ? led : mentor.Offer.Forms) switch { [] => NoForm, [var one] => one, _ => SeveralForms };
    }

    private static IEnumerable<(RegionalColumn Column, string Form, AgeBand? Band)> Tandems(Programme state) =>
        state.Tandems.Tandems.Values.Where(t => t.Approved is not null && t.Status != TandemStatus.Dissolved).Select(t =>
            (t.Status == TandemStatus.Completed ? RegionalColumn.Completed
                : t.Kind == TandemKind.Pair ? RegionalColumn.Pairs : RegionalColumn.Groups, t.Form, (AgeBand?)null));
}
