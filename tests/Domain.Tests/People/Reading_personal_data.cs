using MentorshipFlow.People;

namespace MentorshipFlow.Domain.Tests.People;

/// <summary>Requests of curators and auditors to see personal data.</summary>
public sealed class Reading_personal_data
{
    private static readonly Guid Ada = Guid.Parse("00000000-0000-4000-8000-0000000000a1");
    private static readonly Guid Byron = Guid.Parse("00000000-0000-4000-8000-0000000000b1");
    private static readonly TextReference Why = new(Byron, new string('e', 64));

    [Theory]
    [InlineData(AccessPurpose.ProgrammeWork), InlineData(AccessPurpose.Contact), InlineData(AccessPurpose.Document)]
    [InlineData(AccessPurpose.Exchange)]
    public void Of_restricted_persons_is_refused_with_their_ids(AccessPurpose purpose)
    {
        var refusal = Assert.IsType<Decision.Refused>(Asked(Role.Curator, purpose, restricted: [Byron, Ada])).Refusal;

        Assert.Equal(Reason.ProcessingRestricted, refusal.Reason);
        Assert.Equal([new("person-restricted", $"{Ada}"), new("person-restricted", $"{Byron}")], refusal.Missing);
        Assert.IsType<Decision.Accepted>(Asked(Role.Curator, purpose));
    }

    [Theory]
    [InlineData(Role.Curator, AccessPurpose.Consent), InlineData(Role.Auditor, AccessPurpose.Audit)]
    public void Of_restricted_persons_is_allowed_for_consent_and_audit(Role role, AccessPurpose purpose) =>
        Assert.IsType<Decision.Accepted>(Asked(role, purpose, restricted: [Ada]));

    [Theory]
    [InlineData(Role.Curator, true), InlineData(Role.Head, true), InlineData(Role.Auditor, true), InlineData(Role.Initiator, false)]
    [InlineData(Role.Integrator, false)]
    public void Of_specialists_texts_is_for_few_roles(Role role, bool taken)
    {
        var decided = Asked(role, role == Role.Auditor ? AccessPurpose.Audit : AccessPurpose.ProgrammeWork, DisclosedField.SpecialistTexts);

        Assert.Equal(taken ? null : Reason.WrongPerson, (decided as Decision.Refused)?.Refusal.Reason);
        Assert.IsType<Decision.Accepted>(Asked(role, role == Role.Auditor ? AccessPurpose.Audit : AccessPurpose.ProgrammeWork));
    }

    [Fact]
    public void By_an_integrator_is_for_a_person_who_has_delegated_and_of_participants_alone()
    {
        var robot = new Actor(null, Byron, Role.Integrator);
        var entry = new AccessEvent.PersonalDataViewed([Ada, Byron], [DisclosedField.FullName], AccessPurpose.Exchange, null, false);

        Assert.Equal("behalf-missing", Lacks(robot, [Ada, Byron]));
        Assert.Equal($"delegation-missing {Ada}", Lacks(robot with { OnBehalfOf = Ada }, null));
        Assert.Equal($"delegation-missing {Ada}", Lacks(new(Byron, null, Role.Curator, Ada), [Ada, Byron]));
        Assert.Equal($"person-outside-delegation {Byron}", Lacks(robot with { OnBehalfOf = Ada }, [Ada]));
        Assert.Null(Lacks(robot with { OnBehalfOf = Ada }, [Ada, Byron]));

        string? Lacks(Actor by, IReadOnlyCollection<Guid>? within) =>
            AccessDecider.Decide(entry, new(by, new DateOnly(2021, 10, 1)), [], within?.ToHashSet()) is Decision.Refused refused
                ? $"{refused.Refusal.Missing[0].What} {refused.Refusal.Missing[0].Where}".Replace(" On-Behalf-Of", "") : null;
    }

    private static Decision Asked(Role role, AccessPurpose purpose, params Guid[] restricted) =>
        Asked(role, purpose, DisclosedField.FullName, restricted);

    private static Decision Asked(Role role, AccessPurpose purpose, DisclosedField field, params Guid[] restricted) => AccessDecider.Decide(
        new AccessEvent.PersonalDataViewed([Ada, Byron], [field], purpose, role == Role.Auditor ? Why : null, role == Role.Auditor),
        new(role == Role.Integrator ? new Actor(null, Byron, role, Ada) : new Actor(Byron, null, role), new DateOnly(2021, 10, 1)),
        restricted,
        role == Role.Integrator ? new HashSet<Guid> { Ada, Byron } : null);
}
