using MentorshipFlow.Definitions;

namespace MentorshipFlow.Domain.Tests.Definitions;

public class The_schema
{
    [Fact]
    public void Names_more_than_a_hundred_members() => Assert.True(Shape.Places().Count > 100);

    [Fact]
    public void Requires_what_the_reader_requires()
    {
        foreach (var (place, required) in Shape.Places())
        {
            var missing =
                TargetModel.Story.With(place, null).Any(fault => fault == new DefinitionFault(place, "missing-member", fault.Message));
            Assert.True(missing == required, place);
        }
    }

    [Fact]
    public void Closes_every_object_as_the_reader_does() =>
        Assert.All(Shape.Objects(), place => TargetModel.Story.Names($"{place}/colour", "\"red\"", $"{place}/colour", "unknown-member"));
}
