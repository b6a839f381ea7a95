using System.ComponentModel.DataAnnotations;

namespace MentorshipFlow.Definitions;

/// <summary>The persons whose measurements show an expected result.</summary>
public enum MeasuredGroup
{
    /// <summary>Mentees and mentors.</summary>
    Participants,

    /// <summary>Mentees.</summary>
    Mentees,

    /// <summary>Mentees who are learners.</summary>
    LearnerMentees,

    /// <summary>Participants who are teachers.</summary>
    Teachers,

    /// <summary>Mentees who are young specialists or new in the organisation.</summary>
    YoungSpecialists,

    /// <summary>The organisation as a whole.</summary>
    Organisation,
}

/// <summary>How measurements show an expected result.</summary>
public enum MeasuredAs
{
    /// <summary>Mean change from entry to exit; for the organisation, the programme's year less the base year.</summary>
    Change,

    /// <summary>Number and share of those with the value 1, before and after.</summary>
    Share,

    /// <summary>Sum of the values at the exit; for the organisation, the value of the programme's year.</summary>
    Total,
}

/// <summary>One measure of an expected result.</summary>
/// <param name="Indicator">Code of an indicator.</param>
public sealed record ResultMeasure(string Indicator, MeasuredGroup Of, MeasuredAs As);

/// <summary>An expected result (R1..R9) of the model and how it is measured.</summary>
public sealed record ResultDefinition(
    string Code, string Ru, string En, IReadOnlyList<ResultMeasure> Measures, IReadOnlyList<string> Rows)
    : AimDefinition(Code, Ru, En, Rows);

/// <summary>The numerator of a target indicator.</summary>
public enum TargetCount
{
    /// <summary>Mentees aged 10 to 19.</summary>
    MenteesTenToNineteen,

    /// <summary>Mentors aged 15 to 19.</summary>
    MentorsFifteenToNineteen,

    /// <summary>Mentees who are teachers with up to three years of work.</summary>
    YoungSpecialistMentees,

    /// <summary>Partners of the business community.</summary>
    Enterprises,

    /// <summary>Satisfied mentees, of those who answered.</summary>
    SatisfiedMentees,

    /// <summary>Satisfied mentors, of those who answered.</summary>
    SatisfiedMentors,
}

/// <summary>The target of one calendar year.</summary>
public sealed record YearTarget([property: Range(2000, 2100)] int Year, [property: Range(0, 100)] int Percent);

/// <summary>A target indicator of the region, in per cent.</summary>
/// <param name="Counts">Its numerator.</param>
/// <param name="Band">The recorded contingent that is its denominator; null if the answers themselves are.</param>
public sealed record TargetDefinition(
    string Code, Wording Title, TargetCount Counts, IReadOnlyList<YearTarget> Percents, IReadOnlyList<string> Rows, string? Band = null);
