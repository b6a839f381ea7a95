namespace MentorshipFlow.Domain.Tests.Definitions;

public class Rubbish
{
    [Fact]
    public void Is_refused() => TargetModel.Story.RefusesRubbish();

    [Fact]
    public void Cut_off_anywhere_is_refused() => TargetModel.Story.RefusesWhatIsCutOff(every: 499);

    [Fact]
    public void By_a_changed_character_never_throws() => TargetModel.Story.EnduresAChangedCharacter(times: 500);

    [Fact]
    public void In_the_place_of_any_part_never_throws() => TargetModel.Story.EnduresRubbishAt(Shape.Places().Select(place => place.Place));
}
