using MentorshipFlow.Certificates.V2;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Domain.Tests.Certificates;

public class The_words_of_a_certificate
{
    // A value without a word stops every certificate that meets it, so a new value needs one before it can be recorded.
    [Fact]
    public void Are_there_for_every_value_and_different()
    {
        Tell<PersonKind>(RussianWords.Of);
        Tell<AgeBand>(RussianWords.Of);
        Tell<RemovalReason>(RussianWords.Of);
        Tell<MentorCategory>(RussianWords.Of);
        Tell<Contour>(RussianWords.Of);
        Tell<SelectionGround>(RussianWords.Of);
        Tell<ConsentPurpose>(RussianWords.Of);
    }

    private static void Tell<T>(Func<T, string> word)
        where T : struct, Enum => Assert.Distinct(Enum.GetValues<T>().Select(word));
}
