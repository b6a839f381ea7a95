namespace MentorshipFlow.People;

/// <summary>Rules of reading personal data: a purpose is always required; auditors see pseudonyms unless they give a reason; an integrator
/// reads about the participants of a programme, for a person who has delegated it there.</summary>
public static class AccessDecider
{
    /// <summary>The maximum number of persons or texts in one entry.</summary>
    public const int MostShown = 500;

    // Access to information from psychologists and social workers is restricted (M111).
    private static readonly Role[] ReadSpecialists = [Role.Curator, Role.Head, Role.Auditor];

    /// <summary>Accepts or refuses an access entry. The data may be shown only after the entry is committed.</summary>
    /// <param name="restricted">Persons of the entry whose processing is restricted.</param>
    /// <param name="within">The persons an integrator may read about; null without a delegation.</param>
    public static Decision Decide(
        AccessEvent entry, Issued issued, IReadOnlyCollection<Guid> restricted, IReadOnlySet<Guid>? within = null)
    {
        var (what, count, fields, purpose, reason) = entry switch
        {
            AccessEvent.PersonalDataViewed e => ("persons", e.Persons.Count, e.Fields, e.Purpose, e.Reason),
            AccessEvent.ExportMade e => ("export", 1, e.Fields, e.Purpose, e.Reason),
            AccessEvent.TextsViewed e => ("texts", e.Texts.Count, [DisclosedField.Texts], e.Purpose, e.Reason),
            _ => throw new System.Diagnostics.UnreachableException(entry.GetType().Name),
        };
        var auditor = issued.By.Role == Role.Auditor;
        return Delegated(entry, issued.By, within) is { } refusal ? refusal
            : count is 0 or > MostShown ? new Refusal(Reason.ValueOutOfRange, "count-out-of-range", what)
            : fields.Count == 0 ? new Refusal(Reason.ValueOutOfRange, "count-out-of-range", "fields")
            : fields.Contains(DisclosedField.SpecialistTexts) && !ReadSpecialists.Contains(issued.By.Role)
                ? new Refusal(Reason.WrongPerson, [.. ReadSpecialists.Select(r => new Missing("role-required", Kebab.Of(r.ToString())))])
            : auditor != (purpose == AccessPurpose.Audit)
                ? new Refusal(Reason.ValueOutOfRange, "purpose-not-of-role", Kebab.Of(purpose.ToString()))
            : auditor && reason is null ? new Refusal(Reason.ReasonRequired, "reason-required", "reason")
            : restricted.Count > 0 && !Restriction.Allows(purpose)
                ? new Refusal(Reason.ProcessingRestricted,
                    [.. restricted.Order().Select(p => new Missing("person-restricted", p.ToString()))])
            : entry;
    }

    private static Refusal? Delegated(AccessEvent entry, Actor by, IReadOnlySet<Guid>? within) => by switch
    {
        { Integrator: null, OnBehalfOf: null } => null,
        { OnBehalfOf: null } => new(Reason.DelegationMissing, "behalf-missing", "On-Behalf-Of"),
        { Integrator: null, OnBehalfOf: { } person } => new(Reason.DelegationMissing, "delegation-missing", person.ToString()),
        { OnBehalfOf: { } person } when within is null => new(Reason.DelegationMissing, "delegation-missing", person.ToString()),
        _ => Persons(entry).Where(p => !within!.Contains(p)).Order().Select(p => new Missing("person-outside-delegation", p.ToString()))
            .ToArray() is { Length: > 0 } outside ? new Refusal(Reason.DelegationMissing, outside) : null,
    };

    /// <summary>The persons whose data an entry concerns.</summary>
    public static IReadOnlyList<Guid> Persons(AccessEvent entry) => entry switch
    {
        AccessEvent.PersonalDataViewed e => e.Persons,
        AccessEvent.ExportMade e => e.Persons,
        AccessEvent.TextsViewed => [],
        _ => throw new System.Diagnostics.UnreachableException(entry.GetType().Name),
    };
}
