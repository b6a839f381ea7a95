namespace MentorshipFlow.People;

/// <summary>Rules of reading personal data: always for a stated purpose; auditors see pseudonyms unless they give a reason.</summary>
public static class AccessDecider
{
    /// <summary>How many persons one entry names at most.</summary>
    public const int MostPersons = 500;

    // The visibility of what a psychologist or social worker told is restricted (M111).
    private static readonly Role[] ReadSpecialists = [Role.Curator, Role.Head, Role.Auditor];

    /// <summary>Decides whether an entry is made; what it records may be shown after it is committed.</summary>
    /// <param name="restricted">Those of the named whose processing is restricted.</param>
    public static Decision Decide(AccessEvent entry, Issued issued, IReadOnlyCollection<Guid> restricted)
    {
        var (persons, fields, purpose, reason) = entry switch
        {
            AccessEvent.PersonalDataViewed e => (e.Persons, e.Fields, e.Purpose, e.Reason),
            AccessEvent.ExportMade e => (e.Persons, e.Fields, e.Purpose, e.Reason),
            _ => throw new System.Diagnostics.UnreachableException(entry.GetType().Name),
        };
        var auditor = issued.By.Role == Role.Auditor;
        return issued.By.OnBehalfOf is { } person ? new Refusal(Reason.DelegationMissing, "delegation-missing", person.ToString())
            : persons.Count is 0 or > MostPersons && entry is AccessEvent.PersonalDataViewed
                ? new Refusal(Reason.ValueOutOfRange, "count-out-of-range", "persons")
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

    /// <summary>Whose data an entry is about.</summary>
    public static IReadOnlyList<Guid> Persons(AccessEvent entry) => entry switch
    {
        AccessEvent.PersonalDataViewed e => e.Persons,
        AccessEvent.ExportMade e => e.Persons,
        _ => throw new System.Diagnostics.UnreachableException(entry.GetType().Name),
    };
}
