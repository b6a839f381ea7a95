using MentorshipFlow.Programmes.Participants;
using static MentorshipFlow.Domain.Tests.Certificates.History;

namespace MentorshipFlow.Domain.Tests.Years;

/// <summary>A mentee of a year: the form, the request and the entry measurement.</summary>
internal sealed record MenteeOf(
    string Name, PersonStatus Status, string Form, string Variant, string Request, InformationSource Source,
    params IReadOnlyList<(string Code, string Value)> Entry);

/// <summary>A mentor of a year.</summary>
/// <param name="Shares">The answer about programmes of other organisations.</param>
/// <param name="Enterprise">The partner that an employer's representative comes from.</param>
internal sealed record MentorOf(
    string Name, PersonStatus Status, MentorCategory Category, string Form, int Capacity, bool Shares = false,
    string? Enterprise = null);

/// <summary>The people of the years.</summary>
/// <param name="year">The calendar year in which the school year begins.</param>
internal sealed class People(int year)
{
    /// <summary>A learner with a consent to take part and others.</summary>
    public PersonStatus Learner(string name, AgeBand band, int grade, params ConsentPurpose[] purposes) =>
        Somebody(name, PersonKind.Learner, band, purposes) with { Grade = grade };

    /// <summary>A student of a college.</summary>
    public PersonStatus Student(string name, AgeBand band, params ConsentPurpose[] purposes) =>
        Somebody(name, PersonKind.Student, band, purposes);

    /// <summary>A teacher of three years or less.</summary>
    public PersonStatus Novice(string name, params ConsentPurpose[] purposes) =>
        Somebody(name, PersonKind.Teacher, AgeBand.TwentyToThirtyFive, purposes) with { Experience = Experience.UpToThreeYears };

    /// <summary>A teacher of more than three years.</summary>
    public PersonStatus Teacher(string name, params ConsentPurpose[] purposes) =>
        Somebody(name, PersonKind.Teacher, AgeBand.OverThirtyFive, purposes) with { Experience = Experience.MoreThanThreeYears };

    /// <summary>A representative of an employer, cleared for work with minors.</summary>
    public PersonStatus Employer(string name, params ConsentPurpose[] purposes) =>
        Somebody(name, PersonKind.EmployerRepresentative, AgeBand.OverThirtyFive, purposes) with
        {
            Contour = Contour.External, Clearance = new(Day($"{year}-09-01"), Day($"{year + 1}-08-31")),
        };

    /// <summary>A consent of this year; one to the long-term base outlives the programme.</summary>
    public ConsentInForce Consent(string name, ConsentPurpose purpose) => new(
        Id($"consent {purpose} {name}"), purpose, Day($"{year}-09-01"),
        Day(purpose == ConsentPurpose.LongTermBase ? $"{year + 3}-08-31" : $"{year + 1}-08-31"));

    private PersonStatus Somebody(string name, PersonKind kind, AgeBand band, ConsentPurpose[] purposes) => new(
        1, [kind], Contour.Internal, band, null, null, false,
        [.. purposes.Prepend(ConsentPurpose.Participation).Select(p => Consent(name, p))], [], [], null, false, false, ErasureStatus.None);
}
