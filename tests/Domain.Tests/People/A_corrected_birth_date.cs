using MentorshipFlow.People;
using static MentorshipFlow.Domain.Tests.People.PersonStory;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;

namespace MentorshipFlow.Domain.Tests.People;

public sealed class A_corrected_birth_date
{
    private const AgeBand Adult = AgeBand.EighteenToNineteen;
    private const AgeBand Minor = AgeBand.FifteenToSeventeen;

    private static readonly ConsentEvent.ProcessingRestricted Restricted = new(RestrictionGround.UnfitSigners);

    [Fact]
    public void Restricts_a_minor_who_signed_alone_as_an_adult() =>
        Given(Adult, Was(Give(Adult, Child))).When(Corrected(Minor)).Then(Replaced(Minor), Restricted)
            .Stands(s => Assert.Equal((true, false, 0), (s.Restricted, s.MayTakePart, s.Consents.Count)));

    [Fact]
    public void Restricts_a_child_under_fourteen_who_signed_alone() =>
        Given(Minor, Was(Give(Minor, Child))).When(Corrected(AgeBand.TenToThirteen)).Then(Replaced(AgeBand.TenToThirteen), Restricted);

    [Fact]
    public void Keeps_a_consent_that_the_mother_signed_too() =>
        Given(Minor, Was(Give(Minor, Child, Mother))).When(Corrected(AgeBand.TenToThirteen)).Then(Replaced(AgeBand.TenToThirteen))
            .Stands(s => Assert.True(s.MayTakePart && s.Consents.Count == 1));

    [Fact]
    public void Within_the_adult_bands_changes_nothing() =>
        Given(AgeBand.OverThirtyFive, Was(Give(AgeBand.OverThirtyFive, Child))).When(Corrected(Adult)).Then(Replaced(Adult))
            .Stands(s => Assert.True(s.MayTakePart));

    [Fact]
    public void Restricts_nothing_without_a_consent_to_participation() =>
        Given(Adult, Was(Give(1, ConsentPurpose.Publication, Adult, Child))).When(Corrected(Minor)).Then(Replaced(Minor))
            .Stands(s => Assert.Empty(s.Consents));

    [Fact]
    public void Restriction_is_lifted_by_a_consent_with_the_right_signers()
    {
        var right = Give(2, ConsentPurpose.Participation, Minor, Child, Mother);
        Given(Adult, Was(Give(Adult, Child))).When(Corrected(Minor)).Accepted()
            .When(right).Then(Was(right), new ConsentEvent.ProcessingRestrictionLifted(RestrictionGround.UnfitSigners, null))
            .Stands(s => Assert.True(s.MayTakePart && s.ConsentsTo(ConsentPurpose.Participation, Today)));
    }

    [Fact]
    public void Still_allows_to_withdraw_the_consent() =>
        Given(Adult, Was(Give(Adult, Child))).When(Corrected(Minor)).Accepted()
            .When(new ConsentCommand.WithdrawConsent(Consent(1), Today, Mother, ConsentChannel.Paper, Number(0x901), Terms)).Accepted();

    private static RegistryCommand.ReplaceDetails Corrected(AgeBand band) =>
        new(Text(6), [PersonField.FullName, PersonField.BirthDate], band);

    private static RegistryEvent.PersonDetailsReplaced Replaced(AgeBand band) =>
        new(Text(6), [PersonField.FullName, PersonField.BirthDate], band);
}
