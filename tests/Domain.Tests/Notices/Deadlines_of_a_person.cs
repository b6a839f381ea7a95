using MentorshipFlow.Domain.Tests.People;
using MentorshipFlow.Notices;
using MentorshipFlow.People;
using static MentorshipFlow.Domain.Tests.People.PersonStory;
using static MentorshipFlow.Domain.Tests.Programmes.Cast;

namespace MentorshipFlow.Domain.Tests.Notices;

public sealed class Deadlines_of_a_person
{
    private static readonly ConsentEvent.ConsentGiven First = Was(Give(AgeBand.Fourteen, Child, Mother));

    private static PersonStory Consented => Given(AgeBand.Fourteen, First);

    [Fact]
    public void Announce_a_consent_thirty_days_before_its_end_and_its_end()
    {
        Assert.Empty(On(YearEnd.AddDays(-31), Consented));
        Assert.Equal([new(NoticeKind.ConsentEnds, $"{First.Id}", YearEnd, Role.Curator, null)], On(YearEnd.AddDays(-30), Consented));
        Assert.Equal(NoticeKind.ConsentEnds, Assert.Single(On(YearEnd, Consented)).Kind);
        Assert.Equal([new(NoticeKind.ConsentEnded, $"{First.Id}", YearEnd, Role.Curator, null)], On(YearEnd.AddDays(1), Consented));
    }

    [Fact]
    public void Are_over_when_a_consent_is_prolonged_withdrawn_or_voided()
    {
        var later = First with { Id = Consent(2), ValidUntil = YearEnd.AddYears(1) };

        Assert.Empty(On(YearEnd, Consented.And(later)));
        Assert.Equal($"{later.Id}", Assert.Single(On(YearEnd.AddYears(1), Consented.And(later))).Subject);
        Assert.Empty(On(YearEnd, Consented.And(new ConsentEvent.ConsentWithdrawn(First.Id, Today, Mother, ConsentChannel.Paper))));
        Assert.Empty(On(YearEnd, Consented.And(new ConsentEvent.ConsentVoided(First.Id, Why))));
        Assert.Equal(2, On(YearEnd, Consented.And(First with { Id = Consent(3), Purpose = ConsentPurpose.Publication })).Count);
    }

    [Fact]
    public void Announce_a_clearance_until_it_is_renewed_or_revoked()
    {
        var cleared = Given(AgeBand.Adult, new RegistryEvent.ClearanceConfirmed(Today, YearEnd));

        Assert.Empty(On(YearEnd.AddDays(-31), cleared));
        Assert.Equal([new(NoticeKind.ClearanceEnds, $"{Child}", YearEnd, Role.Curator, null)], On(YearEnd.AddDays(-30), cleared));
        Assert.Equal(NoticeKind.ClearanceEnded, Assert.Single(On(YearEnd.AddDays(1), cleared)).Kind);
        Assert.Empty(On(YearEnd, cleared.And(new RegistryEvent.ClearanceConfirmed(Today, YearEnd.AddYears(1)))));
        Assert.Empty(On(YearEnd, cleared.And(new RegistryEvent.ClearanceRevoked(Why))));
    }

    [Fact]
    public void Are_over_when_the_person_has_left_or_takes_part_no_more()
    {
        Assert.Empty(On(YearEnd, Consented.And(new RegistryEvent.OrganisationLeft(Today))));
        Assert.Single(On(YearEnd, Consented.And(new RegistryEvent.OrganisationLeft(Today), new RegistryEvent.DepartureVoided(Why))));
        Assert.Empty(PersonDeadlines.On(YearEnd, Consented.State, takesPart: false));
        Assert.Empty(PersonDeadlines.On(YearEnd, Person.Empty, takesPart: true));
    }

    [Fact]
    public void Announce_the_term_of_an_erasure_even_after_the_person_has_left()
    {
        var asked = Given(AgeBand.Adult, new RegistryEvent.OrganisationLeft(Start),
            new ErasureEvent.ErasureRequested(Consent(9), ErasureGround.ConsentWithdrawn, Start, Today, "withdrawal"));

        Assert.Empty(On(Today.AddDays(-6), asked));
        Assert.Equal([new(NoticeKind.ErasureTermEnds, $"{Consent(9)}", Today, Role.Head, null)], On(Today.AddDays(-5), asked));
        Assert.Equal([new(NoticeKind.ErasureTermPassed, $"{Consent(9)}", Today, Role.Head, null)], On(Tomorrow, asked));
        Assert.Empty(On(Tomorrow, asked.And(
            new ErasureEvent.ErasureTermExtended(Consent(9), YearEnd, Words("152-ФЗ"), Today, Why))));
        Assert.Empty(On(Tomorrow, asked.And(
            new ErasureEvent.ErasureAssessed(Consent(9), ErasureDecision.Refuse, Words("152-ФЗ"), [], Why))));
        Assert.Empty(On(Tomorrow, asked.And(new ErasureEvent.ErasureRequestVoided(Consent(9), Why))));
    }

    private static IReadOnlyList<Deadline> On(DateOnly day, PersonStory story) =>
        PersonDeadlines.On(day, story.State, takesPart: true);
}
