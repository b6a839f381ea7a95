namespace MentorshipFlow.People;

/// <summary>Rules of reading personal data: a purpose is always required; auditors see pseudonyms unless they give a reason.</summary>
public static class AccessDecider
{
    /// <summary>The maximum number of persons or texts in one entry.</summary>
    public const int MostShown = 500;

    // Access to information from psychologists and social workers is restricted (M111).
    private static readonly Role[] ReadSpecialists = [Role.Curator, Role.Head, Role.Auditor];

    /// <summary>Accepts or refuses an access entry. The data may be shown only after the entry is committed.</summary>
    /// <param name="restricted">Persons of the entry whose processing is restricted.</param>
    public static Decision Decide(AccessEvent entry, Issued issued, IReadOnlyCollection<Guid> restricted)
    {
        var (what, count, fields, purpose, reason) = entry switch
        {
            AccessEvent.PersonalDataViewed e => ("persons", e.Persons.Count, e.Fields, e.Purpose, e.Reason),
            AccessEvent.ExportMade e => ("export", 1, e.Fields, e.Purpose, e.Reason),
            AccessEvent.TextsViewed e => ("texts", e.Texts.Count, [DisclosedField.Texts], e.Purpose, e.Reason),
            _ => throw new System.Diagnostics.UnreachableException(entry.GetType().Name),
        };
        var auditor = issued.By.Role == Role.Auditor;
        return issued.By.OnBehalfOf is { } person ? new Refusal(Reason.DelegationMissing, "delegation-missing", person.ToString())
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

    /// <summary>The persons whose data an entry concerns.</summary>
    public static IReadOnlyList<Guid> Persons(AccessEvent entry) => entry switch
    {
        AccessEvent.PersonalDataViewed e => e.Persons,
        AccessEvent.ExportMade e => e.Persons,
        AccessEvent.TextsViewed => [],
        _ => throw new System.Diagnostics.UnreachableException(entry.GetType().Name),
    };
}
