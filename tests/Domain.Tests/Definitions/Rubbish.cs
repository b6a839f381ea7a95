using MentorshipFlow.Definitions;

namespace MentorshipFlow.Domain.Tests.Definitions;

public class Rubbish
{
    private static readonly string[] Other = ["null", "true", "1e400", "\"\\u0000\"", "[null]", "{\"\":null}"];

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{\"code\":1,\"code\":2}")]
    [InlineData("{\"code\":\"\\ud800\"}")]
    [InlineData("{\"\\udc00\":1}")]
    public void Is_refused(string text) => Assert.NotEmpty(Assert.IsType<DefinitionReading.Refused>(TargetModel.Read(text)).Faults);

    [Fact]
    public void Of_half_a_character_is_refused() => Assert.IsType<DefinitionReading.Refused>(TargetModel.Read("{\"code\":\"\ud800\"}"));

    [Fact]
    public void Of_great_depth_is_refused() => Assert.IsType<DefinitionReading.Refused>(TargetModel.Read(new string('[', 100_000)));

    [Fact]
    public void Cut_off_anywhere_is_refused()
    {
        var whole = TargetModel.Text.TrimEnd();
        for (var length = 0; length < whole.Length; length += 499)
            Assert.IsType<DefinitionReading.Refused>(TargetModel.Read(whole[..length]));
    }

    [Fact]
    public void By_a_changed_character_never_throws()
    {
        var random = new Random(49);
        for (var i = 0; i < 500; i++)
        {
            var at = random.Next(TargetModel.Text.Length);
            Assert.NotNull(TargetModel.Read(TargetModel.Text.Remove(at, 1).Insert(at, $"{(char)random.Next(0x10000)}")));
        }
    }

    [Fact]
    public void In_the_place_of_any_part_never_throws()
    {
        foreach (var (place, _) in Shape.Places())
            foreach (var value in Other)
                Assert.NotNull(TargetModel.Read(TargetModel.Copy().With(place, value).ToJsonString()));
    }
}
