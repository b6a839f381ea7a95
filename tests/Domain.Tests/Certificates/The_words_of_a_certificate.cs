using MentorshipFlow.Certificates.Sections;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Domain.Tests.Certificates;

public class The_words_of_a_certificate
{
    // A value without a word breaks every certificate that contains it, so each new value needs a word.
    [Fact]
    public void Are_there_for_every_value_and_different()
    {
        Tell<PersonKind>(Words.Of);
        Tell<AgeBand>(Words.Of);
        Tell<RemovalReason>(Words.Of);
        Tell<MentorCategory>(Words.Of);
        Tell<Contour>(Words.Of);
        Tell<SelectionGround>(Words.Of);
        Tell<ConsentPurpose>(Words.Of);
        Tell<LegalLevel>(Words.Of);
        Tell<CriterionOutcome>(Words.Of);
        Tell<SelfApprovalGround>(Words.Of);
        Assert.Distinct(Enum.GetValues<ProgrammeStatus>().Where(s => s != ProgrammeStatus.None).Select(Words.Of));
    }

    [Fact]
    public void Are_there_for_every_event_of_a_programme() => Assert.Distinct(
        EventCodec.Names.Where(name => typeof(ProgrammeEvent).IsAssignableFrom(EventCodec.TypeOf(name))).Select(Words.OfEvent));

    private static void Tell<T>(Func<T, string> word)
        where T : struct, Enum => Assert.Distinct(Enum.GetValues<T>().Select(word));
}
