using MentorshipFlow.People;
using static MentorshipFlow.Domain.Tests.People.PersonStory;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;

namespace MentorshipFlow.Domain.Tests.People;

public sealed class Coming_of_age
{
    private const AgeBand Before = AgeBand.FifteenToSeventeen;
    private const AgeBand After = AgeBand.EighteenToNineteen;

    private static readonly RegistryEvent.AgeBandReached Reached = new(After);
    private static readonly ConsentCommand.GiveConsent Own = Give(2, ConsentPurpose.Participation, After, Child);

    private static PersonStory Consented => Given(Before, Was(Give(Before, Child, Mother)));

    [Fact]
    public void Restricts_without_an_own_consent() =>
        Consented.When(new RegistryCommand.ReachAgeBand(After))
            .Then(Reached, new ConsentEvent.ProcessingRestricted(RestrictionGround.Majority))
            .Stands(s => Assert.Equal((true, false, 0), (s.Restricted, s.Minor, s.Consents.Count)))
            .When(new RegistryCommand.ReachAgeBand(After)).Refused(Reason.NothingChanges)
            .When(new RegistryCommand.ReachAgeBand(Before)).Refused(Reason.NothingChanges);

    [Fact]
    public void Restricts_nothing_if_the_person_signed_alone() =>
        Given(Before, Was(Give(Before, Child))).When(new RegistryCommand.ReachAgeBand(After)).Then(Reached)
            .Stands(s => Assert.True(s.MayTakePart && s.ConsentsTo(ConsentPurpose.Participation, Today)));

    [Fact]
    public void Restricts_nothing_without_a_consent_to_participation() =>
        Given(Before, Was(Give(1, ConsentPurpose.Publication, Before, Child, Mother))).When(new RegistryCommand.ReachAgeBand(After))
            .Then(Reached)
            .Stands(s => Assert.Empty(s.Consents));

    [Fact]
    public void Reaching_fourteen_ends_no_consent() =>
        Given(AgeBand.TenToThirteen, Was(Give(AgeBand.TenToThirteen, Mother))).When(new RegistryCommand.ReachAgeBand(AgeBand.Fourteen))
            .Then(new RegistryEvent.AgeBandReached(AgeBand.Fourteen))
            .Stands(s => Assert.True(s.ConsentsTo(ConsentPurpose.Participation, Today)));

    [Fact]
    public void Restriction_is_lifted_by_an_own_consent() =>
        Consented.When(new RegistryCommand.ReachAgeBand(After)).Accepted()
            .When(Own).Then(
                Was(Own with { Replaces = Consent(1) }), new ConsentEvent.ConsentReplacedOnMajority(Consent(1), Consent(2)),
                new ConsentEvent.ProcessingRestrictionLifted(RestrictionGround.Majority, null))
            .Stands(s => Assert.True(s.MayTakePart && s.ConsentsTo(ConsentPurpose.Participation, Today)));

    [Fact]
    public void Is_recorded_with_the_own_consent() =>
        Consented.When(Own).Then(
                Reached, new ConsentEvent.ProcessingRestricted(RestrictionGround.Majority), Was(Own with { Replaces = Consent(1) }),
                new ConsentEvent.ConsentReplacedOnMajority(Consent(1), Consent(2)),
                new ConsentEvent.ProcessingRestrictionLifted(RestrictionGround.Majority, null))
            .Stands(s => Assert.True(s is { MayTakePart: true, AgeBand: After }));

    [Fact]
    public void Restriction_is_not_lifted_by_an_earlier_signature_of_the_representative() =>
        Consented.When(new RegistryCommand.ReachAgeBand(After)).Accepted()
            .About(Yesterday).When(Give(2, ConsentPurpose.Participation, Before, Child, Mother) with { ValidFrom = Yesterday }).Accepted()
            .Stands(s => Assert.Equal((true, Yesterday), (s.Restricted, Assert.Single(s.Consents).ValidUntil)));

    [Fact]
    public void Still_allows_to_withdraw_the_consent() =>
        Consented.When(new RegistryCommand.ReachAgeBand(After)).Accepted()
            .When(new ConsentCommand.WithdrawConsent(Consent(1), Today, Child, ConsentChannel.Paper, Number(0x901), Terms)).Accepted();

    [Fact]
    public void May_follow_from_a_corrected_birth_date() =>
        Consented.When(new RegistryCommand.ReplaceDetails(Text(6), [PersonField.BirthDate, PersonField.FullName], After))
            .Then(new RegistryEvent.PersonDetailsReplaced(Text(6), [PersonField.FullName, PersonField.BirthDate], After),
                new ConsentEvent.ProcessingRestricted(RestrictionGround.Majority));
}
