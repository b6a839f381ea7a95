using MentorshipFlow.People;
using static MentorshipFlow.Domain.Tests.People.PersonStory;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;

namespace MentorshipFlow.Domain.Tests.People;

public sealed class A_withdrawal
{
    private const AgeBand Band = AgeBand.FifteenToSeventeen;

    private static readonly ConsentCommand.WithdrawConsent Withdraw =
        new(Consent(1), Today, Mother, ConsentChannel.Paper, Number(0x901), Terms);
    private static readonly ErasureEvent.ErasureRequested Demanded =
        new(Number(0x901), ErasureGround.ConsentWithdrawn, Today, Today.AddDays(30), "withdrawal-30");

    private static PersonStory Consented => Given(Band, Was(Give(Band, Child, Mother)));

    private static PersonStory Withdrawn => Consented.When(Withdraw).Accepted();

    [Fact]
    public void Of_participation_restricts_in_the_same_decision_and_erases_nothing() =>
        Consented.Stands(s => Assert.True(s.MayTakePart))
            .When(Withdraw)
            .Then(new ConsentEvent.ConsentWithdrawn(Consent(1), Today, Mother, ConsentChannel.Paper),
                new ConsentEvent.ProcessingRestricted(RestrictionGround.Withdrawal), Demanded)
            .Stands(s => Assert.Equal((true, false, false, 0), (s.Restricted, s.MayTakePart, s.Erased, s.Consents.Count)));

    [Fact]
    public void Of_another_purpose_restricts_nothing()
    {
        var photo = Give(2, ConsentPurpose.PhotoAndVideo, Band, Child, Mother);
        Consented.And(Was(photo)).When(Withdraw with { Consent = Consent(2), By = Child })
            .Then(new ConsentEvent.ConsentWithdrawn(Consent(2), Today, Child, ConsentChannel.Paper))
            .Stands(s => Assert.True(s is { MayTakePart: true, Restricted: false } && s.ConsentsTo(ConsentPurpose.Participation, Today)));
    }

    [Fact]
    public void Covers_every_consent_to_the_purpose() =>
        Consented.And(Was(Give(2, ConsentPurpose.Participation, Band, Child, Mother))).When(Withdraw).Accepted()
            .Stands(s => Assert.Empty(s.Consents));

    [Fact]
    public void May_be_given_by_the_person_or_a_linked_representative() =>
        Consented.When(Withdraw with { By = Stranger }).Refused(Reason.WrongSigners, ("representative-not-linked", Stranger))
            .And(new RegistryEvent.AgeBandReached(AgeBand.EighteenToNineteen))
            .When(Withdraw).Refused(Reason.WrongSigners, ("representative-not-linked", Mother))
            .When(Withdraw with { By = Child }).Accepted();

    [Fact]
    public void Needs_a_consent_in_force_and_a_day_of_receipt_not_in_future() =>
        Consented.When(Withdraw with { ReceivedOn = Tomorrow }).Refused(Reason.DateInFuture, ("date-in-future", Dates.Text(Tomorrow)))
            .When(Withdraw with { Consent = Consent(9) }).Refused(Reason.Unknown, ("consent-unknown", Consent(9)))
            .When(Withdraw).Accepted()
            .When(Withdraw).Refused(Reason.ConsentNotInForce, ("consent-not-in-force", Consent(1)));

    [Fact]
    public void Recorded_by_mistake_is_undone_with_its_restriction() =>
        Consented.When(new ConsentCommand.VoidWithdrawal(Consent(1), Why))
            .Refused(Reason.ConsentNotWithdrawn, ("consent-not-withdrawn", Consent(1)))
            .When(Withdraw).Accepted()
            .When(new ConsentCommand.VoidWithdrawal(Consent(1), Why))
            .Then(
                new ConsentEvent.ConsentWithdrawalVoided(Consent(1), Why),
                new ConsentEvent.ProcessingRestrictionLifted(RestrictionGround.Withdrawal, Why),
                new ErasureEvent.ErasureRequestVoided(Demanded.Case, Why))
            .Stands(s =>
                Assert.True(s is { MayTakePart: true, Erasure: ErasureStatus.None } && s.ConsentsTo(ConsentPurpose.Participation, Today)));

    [Fact]
    public void Starts_the_statutory_term_on_the_day_of_its_receipt()
    {
        var received = Today.AddDays(-3);
        var story =
            Consented.When(Withdraw with { ReceivedOn = received }).Accepted().Stands(s => Assert.Equal(ErasureStatus.Open, s.Erasure));
        var opened = story.State.Erasure.Open!;
        Assert.Equal((received, received.AddDays(30), false, true),
            (opened.Requested.ReceivedOn, opened.DueOn, opened.OverdueOn(received.AddDays(30)), opened.OverdueOn(received.AddDays(31))));
    }

    [Fact]
    public void Opens_no_second_case()
    {
        var asked = new ErasureEvent.ErasureRequested(Number(0x902), ErasureGround.SubjectDemand, Yesterday, Tomorrow, "demand-7");
        Consented.And(asked).When(Withdraw)
            .Then(new ConsentEvent.ConsentWithdrawn(Consent(1), Today, Mother, ConsentChannel.Paper),
                new ConsentEvent.ProcessingRestricted(RestrictionGround.Withdrawal))
            .When(new ConsentCommand.VoidWithdrawal(Consent(1), Why))
            .Then(new ConsentEvent.ConsentWithdrawalVoided(Consent(1), Why),
                new ConsentEvent.ProcessingRestrictionLifted(RestrictionGround.Withdrawal, Why))
            .Stands(s => Assert.Equal(ErasureStatus.Open, s.Erasure));
    }

    [Fact]
    public void Keeps_its_case_when_voided_after_the_assessment() =>
        Withdrawn.And(new ErasureEvent.ErasureAssessed(Demanded.Case, ErasureDecision.Refuse, new("ст. 6"), [], null))
            .When(new ConsentCommand.VoidWithdrawal(Consent(1), Why))
            .Then(new ConsentEvent.ConsentWithdrawalVoided(Consent(1), Why),
                new ConsentEvent.ProcessingRestrictionLifted(RestrictionGround.Withdrawal, Why));

    [Fact]
    public void Restriction_is_lifted_by_a_new_consent()
    {
        var again = Give(2, ConsentPurpose.Participation, Band, Child, Mother);
        Withdrawn.When(again).Then(Was(again), new ConsentEvent.ProcessingRestrictionLifted(RestrictionGround.Withdrawal, null))
            .Stands(s => Assert.True(s.MayTakePart));
    }

    [Fact]
    public void Restriction_is_not_lifted_by_a_consent_signed_before_it()
    {
        var old = Give(2, ConsentPurpose.Participation, Band, Child, Mother) with { ValidFrom = Yesterday };
        Withdrawn.About(Yesterday).When(old).Then(Was(old)).Stands(s => Assert.True(s.Restricted));
    }

    [Fact]
    public void Restriction_is_otherwise_lifted_only_by_the_head() =>
        Withdrawn.When(new ConsentCommand.LiftRestriction(RestrictionGround.Withdrawal, Why))
            .Refused(Reason.WrongPerson, ("role-required", "head"))
            .As(Ivan).When(new ConsentCommand.LiftRestriction(RestrictionGround.Majority, Why)).Refused(Reason.NothingChanges)
            .When(new ConsentCommand.LiftRestriction(RestrictionGround.Withdrawal, Why))
            .Then(new ConsentEvent.ProcessingRestrictionLifted(RestrictionGround.Withdrawal, Why));

    [Fact]
    public void And_a_demand_make_two_separate_restrictions() =>
        Withdrawn.When(new ConsentCommand.RestrictProcessing()).Then(new ConsentEvent.ProcessingRestricted(RestrictionGround.Demand))
            .When(new ConsentCommand.RestrictProcessing()).Refused(Reason.NothingChanges)
            .When(Give(2, ConsentPurpose.Participation, Band, Child, Mother)).Accepted()
            .Stands(s => Assert.True(s.Restricted));
}
