using MentorshipFlow.People;
using static MentorshipFlow.Domain.Tests.People.PersonStory;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;

namespace MentorshipFlow.Domain.Tests.People;

public sealed class A_consent_link
{
    private const ConsentPurpose Purpose = ConsentPurpose.Participation;

    private static readonly Guid OfMother = Number(0x511);
    private static readonly Guid OfChild = Number(0x512);

    private static readonly ConsentEvent.ConsentRequested Requested = new(Purpose, TextFor(Purpose));

    private static PersonStory Both => Given(AgeBand.Fourteen).When(Ask(OfMother, Mother)).Accepted().When(Ask(OfChild, Child)).Accepted();

    [Fact]
    public void Is_issued_only_to_who_may_sign()
    {
        Given(AgeBand.TenToThirteen)
            .When(Ask(OfChild, Child)).Refused(Reason.WrongSigners, ("signature-of-child-has-no-force", Child))
            .When(Ask(OfMother, Stranger)).Refused(Reason.WrongSigners, ("representative-not-linked", Stranger))
            .When(Ask(OfMother, Mother)).Then(Requested, Was(OfMother, Mother))
            .When(Ask(OfMother, Mother)).Refused(Reason.AlreadyRecorded, ("survey-link-recorded", OfMother));
        Given(AgeBand.TwentyToThirtyFive)
            .When(Ask(OfMother, Mother)).Refused(Reason.WrongSigners, ("signature-of-representative-has-no-force", Child))
            .When(Ask(OfChild, Child)).Then(Requested, Was(OfChild, Child));
    }

    [Fact]
    public void Is_issued_to_a_text_in_force_and_not_to_special_categories()
    {
        var ask = Ask(OfChild, Child);
        Given(AgeBand.TwentyToThirtyFive)
            .When(ask with { Text = Number(0x699) }).Refused(Reason.ConsentTextNotPublished, ("consent-text-unknown", Number(0x699)))
            .When(ask with { Purpose = ConsentPurpose.SpecialCategories, Text = TextFor(ConsentPurpose.SpecialCategories) })
            .Refused(Reason.ValueOutOfRange, ("consent-not-written", OfChild))
            .When(ask with { ExpiresOn = Yesterday }).Refused(Reason.PeriodReversed, ("period-reversed", "expiresOn"))
            .When(ask with { ValidUntil = Today }).Refused(Reason.PeriodReversed, ("consent-ends-as-it-begins", OfChild));
    }

    [Fact]
    public void Records_the_consent_in_electronic_form_and_is_used_once() =>
        Given(AgeBand.TenToThirteen).When(Ask(OfMother, Mother)).Accepted().As(By(Mother))
            .When(Answer(OfMother)).Then(new ConsentEvent.ConsentLinkAnswered(OfMother, ConsentAnswer.Given, Why), Signed(Mother))
            .When(Answer(OfMother)).Refused(Reason.AlreadyRecorded, ("consent-link-answered", OfMother));

    [Fact]
    public void Waits_until_both_have_agreed() =>
        Both.As(By(Mother)).When(Answer(OfMother)).Then(new ConsentEvent.ConsentLinkAnswered(OfMother, ConsentAnswer.Given, Why))
            .Stands(s => Assert.Empty(s.Consents))
            .When(Answer(OfMother)).Refused(Reason.AlreadyRecorded, ("consent-link-answered", OfMother))
            .As(By(Child)).When(Answer(OfChild))
            .Then(new ConsentEvent.ConsentLinkAnswered(OfChild, ConsentAnswer.Given, Why), Signed(Child, Mother));

    [Fact]
    public void Ends_with_the_refusal_of_one() =>
        Both.As(By(Mother)).When(Answer(OfMother)).Accepted()
            .As(By(Child)).When(Answer(OfChild, ConsentAnswer.Refused))
            .Then(new ConsentEvent.ConsentLinkAnswered(OfChild, ConsentAnswer.Refused, Why),
                new ConsentEvent.ConsentRefused(Purpose, Child))
            // Asked again, the child alone is not enough: what the mother said before the refusal no longer counts.
            .As(Vera).When(Ask(Number(0x513), Child)).Accepted()
            .As(By(Child)).When(Answer(Number(0x513))).Accepted().Stands(s => Assert.Empty(s.Consents));

    [Fact]
    public void Counts_an_answer_only_to_the_very_same_question() =>
        Given(AgeBand.Fourteen).When(Ask(OfMother, Mother) with { ValidUntil = YearEnd.AddDays(-1) }).Accepted()
            .When(Ask(OfChild, Child)).Accepted()
            .As(By(Mother)).When(Answer(OfMother)).Accepted()
            .As(By(Child)).When(Answer(OfChild)).Accepted().Stands(s => Assert.Empty(s.Consents));

    [Fact]
    public void Does_not_count_an_answer_after_its_revocation_or_replacement() =>
        Both.As(By(Mother)).When(Answer(OfMother)).Accepted()
            .As(Vera).When(new ConsentCommand.RevokeConsentLink(OfMother, Why)).Then(new ConsentEvent.ConsentLinkRevoked(OfMother, Why))
            .When(new ConsentCommand.RevokeConsentLink(OfMother, Why)).Refused(Reason.NothingChanges)
            .As(By(Child)).When(Answer(OfChild)).Accepted().Stands(s => Assert.Empty(s.Consents))
            .As(Vera).When(Ask(Number(0x513), Child))
            .Then(new ConsentEvent.ConsentLinkRevoked(OfChild, null), Was(Number(0x513), Child))
            .As(By(Child)).When(Answer(OfChild)).Refused(Reason.SurveyLinkRevoked, ("survey-link-revoked", OfChild));

    [Fact]
    public void Opens_for_nobody_else_and_until_its_last_day()
    {
        var issued = Given(AgeBand.TenToThirteen).When(Ask(OfMother, Mother)).Accepted();
        issued.As(By(Father)).When(Answer(OfMother)).Refused(Reason.Unknown, ("survey-link-unknown", OfMother));
        issued.As(By(Mother)).When(Answer(OfChild)).Refused(Reason.Unknown, ("survey-link-unknown", OfChild));
        issued.As(By(Mother)).On(Tomorrow.AddDays(1)).When(Answer(OfMother))
            .Refused(Reason.SurveyLinkExpired, ("survey-link-expired", Dates.Text(Tomorrow)));
        // Of age meanwhile: the representative no longer signs.
        issued.As(By(Mother)).When(Answer(OfMother) with { AgeBand = AgeBand.EighteenToNineteen })
            .Refused(Reason.WrongSigners, ("signature-of-representative-has-no-force", Child));
    }

    [Fact]
    public void Withdraws_the_consent_that_it_gave_until_that_ends()
    {
        var given = Given(AgeBand.TenToThirteen).When(Ask(OfMother, Mother)).Accepted().As(By(Mother)).When(Answer(OfMother)).Accepted();
        // Long after the link's last day for answering.
        var later = given.On(YearEnd);
        later.When(Take(OfMother)).Then(new ConsentEvent.ConsentLinkAnswered(OfMother, ConsentAnswer.Withdrawn, Why),
                new ConsentEvent.ConsentWithdrawn(Consent(1), YearEnd, Mother, ConsentChannel.Electronic),
                new ConsentEvent.ProcessingRestricted(RestrictionGround.Withdrawal),
                new ErasureEvent.ErasureRequested(
                    Number(0x901), ErasureGround.ConsentWithdrawn, YearEnd, YearEnd.AddDays(30), "withdrawal-30"))
            .Stands(s => Assert.Equal((true, false, 0), (s.Restricted, s.MayTakePart, s.Consents.Count)))
            .When(Take(OfMother)).Refused(Reason.ConsentNotInForce, ("consent-not-in-force", Consent(1)))
            // Recorded by mistake: the consent stands again, and so does the way to withdraw it.
            .As(Vera).When(new ConsentCommand.VoidWithdrawal(Consent(1), Why)).Accepted()
            .As(By(Mother)).When(Take(OfMother)).Accepted();
        given.On(YearEnd.AddDays(1)).When(Take(OfMother))
            .Refused(Reason.SurveyLinkExpired, ("survey-link-expired", Dates.Text(YearEnd)));
    }

    [Fact]
    public void Withdraws_for_its_signer_alone_and_not_after_its_revocation()
    {
        var given = Given(AgeBand.TenToThirteen).When(Ask(OfMother, Mother)).Accepted().As(By(Mother)).When(Answer(OfMother)).Accepted();
        given.As(By(Father)).When(Take(OfMother)).Refused(Reason.Unknown, ("survey-link-unknown", OfMother));
        given.As(By(Mother)).When(Take(OfChild)).Refused(Reason.Unknown, ("survey-link-unknown", OfChild));
        // Of age meanwhile: the representative no longer speaks for the person.
        given.When(Take(OfMother) with { AgeBand = AgeBand.EighteenToNineteen })
            .Refused(Reason.WrongSigners, ("representative-not-linked", Mother));
        given.As(Vera).When(new ConsentCommand.RevokeConsentLink(OfMother, Why)).Then(new ConsentEvent.ConsentLinkRevoked(OfMother, Why))
            .Stands(s => Assert.True(s.MayTakePart))
            .As(By(Mother)).When(Take(OfMother)).Refused(Reason.SurveyLinkRevoked, ("survey-link-revoked", OfMother));
        Given(AgeBand.TenToThirteen).When(Ask(OfMother, Mother)).Accepted().As(By(Mother)).When(Take(OfMother))
            .Refused(Reason.NothingChanges);
        // Closed by a paper, it gave nothing and withdraws nothing.
        Given(AgeBand.TenToThirteen).When(Ask(OfMother, Mother)).Accepted().When(Give(AgeBand.TenToThirteen, Mother)).Accepted()
            .As(By(Mother)).When(Take(OfMother)).Refused(Reason.NothingChanges);
    }

    [Fact]
    public void Takes_back_what_waits_for_the_second_signer() =>
        Both.As(By(Mother)).When(Answer(OfMother)).Accepted()
            .When(Take(OfMother)).Then(new ConsentEvent.ConsentLinkAnswered(OfMother, ConsentAnswer.Withdrawn, Why),
                new ConsentEvent.ConsentRefused(Purpose, Mother))
            .As(By(Child)).When(Answer(OfChild)).Refused(Reason.AlreadyRecorded, ("consent-link-answered", OfChild));

    [Fact]
    public void Of_either_signer_withdraws_what_both_gave()
    {
        var given = Both.As(By(Mother)).When(Answer(OfMother)).Accepted().As(By(Child)).When(Answer(OfChild)).Accepted();
        given.When(Take(OfChild)).Accepted().Stands(s => Assert.Empty(s.Consents));
        given.As(By(Mother)).When(Take(OfMother)).Accepted().Stands(s => Assert.Empty(s.Consents));
    }

    [Fact]
    public void Is_closed_by_a_paper() =>
        Given(AgeBand.TenToThirteen).When(Ask(OfMother, Mother)).Accepted().When(Give(AgeBand.TenToThirteen, Mother)).Accepted()
            .As(By(Mother)).When(Answer(OfMother)).Refused(Reason.AlreadyRecorded, ("consent-link-answered", OfMother));

    private static ConsentCommand.IssueConsentLink Ask(Guid link, Guid signer) =>
        new(link, Purpose, TextFor(Purpose), signer, YearEnd, Tomorrow);

    private static ConsentCommand.AnswerConsentLink Answer(Guid link, ConsentAnswer answer = ConsentAnswer.Given) =>
        new(link, answer, Why, Consent(1));

    private static ConsentCommand.WithdrawThroughLink Take(Guid link) => new(link, Why, Number(0x901), Terms);

    private static ConsentEvent.ConsentLinkIssued Was(Guid link, Guid signer) =>
        new(link, Purpose, TextFor(Purpose), signer, YearEnd, Tomorrow);

    private static ConsentEvent.ConsentGiven Signed(params Guid[] signers) => PersonStory.Was(
        Give(signers.Length == 1 ? AgeBand.TenToThirteen : AgeBand.Fourteen, signers)
        with { Channel = ConsentChannel.Electronic, Proof = Why });

    private static Actor By(Guid signer) => new(signer, null, Role.Signer);
}
