using MentorshipFlow.Certificates;
using MentorshipFlow.People;
using MentorshipFlow.Programmes.Preparation;
using static MentorshipFlow.Domain.Tests.People.PersonStory;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;

namespace MentorshipFlow.Domain.Tests.People;

/// <summary>Age, signers and consents are judged on the day on which the fact was. Today the child is of age.</summary>
public sealed class The_day_of_the_fact
{
    private const AgeBand Then = AgeBand.FifteenToSeventeen;
    private const AgeBand Now = AgeBand.EighteenToNineteen;

    private static readonly DateOnly Spring = Today.AddMonths(-8);
    private static readonly ConsentCommand.GiveConsent Signed = Give(Then, Child, Mother) with { ValidFrom = Spring };

    private static PersonStory Grown => new PersonStory(Person.Empty, Texts with
    {
        Since = Texts.Since.SetItems(Texts.Since.Keys.Select(t => KeyValuePair.Create(t, Spring))),
    }, Vera, Today, Today, null).And([Registered(Now)]);

    [Fact]
    public void Decides_who_may_represent_F44()
    {
        RegistryCommand.LinkRepresentative link = new(Mother, RepresentativeKind.Parent, AgeBand.OverThirtyFive);

        Grown.About(Spring).When(link with { PersonBand = Then }).Then(new RegistryEvent.RepresentativeLinked(Mother, link.Kind));
        Grown.When(link with { PersonBand = Now }).Refused(Reason.ValueOutOfRange, ("represented-is-of-age", Child));
        Grown.About(Spring).When(link with { PersonBand = Then, RepresentativeBand = Then })
            .Refused(Reason.ValueOutOfRange, ("representative-not-of-age", Mother));
    }

    [Fact]
    public void Decides_on_what_days_a_consent_counts_F44()
    {
        var consented = Grown.And(Linked(Mother)).About(Spring).When(Signed).Then(Was(Signed));

        consented.Stands(s => Assert.Equal((true, true, false), (Counts(s, Spring), Counts(s, Yesterday), Counts(s, Today))));
        // A decision of the summer learns that the child was of age by then.
        consented.About(Today.AddMonths(-4)).When(new RegistryCommand.ReachAgeBand(Now)).Then(new RegistryEvent.AgeBandReached(Now))
            .Stands(s => Assert.Equal((true, false), (Counts(s, Spring), Counts(s, Yesterday))))
            .Stands(s => Assert.Equal((true, false), (s.MinorOn(Today.AddMonths(-5)), s.MinorOn(Yesterday))))
            .When(new RegistryCommand.ReachAgeBand(Now)).Refused(Reason.NothingChanges);
    }

    [Fact]
    public void Decides_which_of_two_consents_counts_F44()
    {
        var second = Give(2, ConsentPurpose.Participation, Then, Child, Mother) with { Replaces = Consent(1), ValidFrom = Yesterday };

        Given(Then, Was(Give(Then, Child, Mother) with { ValidFrom = Spring }), Was(second)).Stands(s =>
        {
            Assert.Equal([Today.AddDays(-2), YearEnd], s.Consents.Select(c => c.ValidUntil));
            Assert.True(Counts(s, Spring) && Counts(s, Today));
        });
    }

    [Fact]
    public void Decides_who_may_refuse_or_withdraw_F44()
    {
        ConsentCommand.WithdrawConsent withdrawal =
            new(Consent(1), Spring.AddDays(9), Mother, ConsentChannel.Paper, Number(0x901), Terms, Then);
        var consented = Grown.And(Linked(Mother)).About(Spring).When(Signed).Accepted();

        consented.When(withdrawal).Accepted();
        consented.When(withdrawal with { AgeBand = Now }).Refused(Reason.WrongSigners, ("representative-not-linked", Mother));
        consented.When(new ConsentCommand.RefuseConsent(ConsentPurpose.Publication, Mother, Then)).Accepted();
        consented.When(new ConsentCommand.RefuseConsent(ConsentPurpose.Publication, Mother))
            .Refused(Reason.WrongSigners, ("representative-not-linked", Mother));
    }

    [Fact]
    public void Is_the_date_that_the_event_names_or_the_effective_date_F44()
    {
        Fact.AdministrativeMeetingHeld meeting = new(Consent(7), Spring, null, null);

        Assert.Equal(Today.DayNumber - Spring.DayNumber, DayOfFact.DaysLate(meeting, Today, Today));
        Assert.Equal(1, DayOfFact.DaysLate(new RegistryEvent.AgeBandReached(Now), Yesterday, Today));
        // The record's date is in UTC, so a school in the east may be a day ahead.
        Assert.Equal(0, DayOfFact.DaysLate(new RegistryEvent.AgeBandReached(Now), Tomorrow, Today));
    }

    private static bool Counts(PersonStatus standing, DateOnly day) => standing.ConsentsTo(ConsentPurpose.Participation, day);
}
