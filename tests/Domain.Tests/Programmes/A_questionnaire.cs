using System.Text.Json.Nodes;
using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Domain.Tests.Programmes;

public sealed class A_questionnaire
{
    private static readonly ReaderStory Story =
        new(Survey.Text, text => Raw(text) is Reading<Questionnaire>.Refused refused ? refused.Faults : []);

    private static readonly JsonNode Schema =
        JsonNode.Parse(TargetModel.Repository("src/Workflows/Questionnaires/questionnaire.schema.json"))!;

    [Fact]
    public void Is_identified_by_the_hash_of_its_text()
    {
        Assert.Equal(("short", 1, 64), (Survey.Short.Code, Survey.Short.Version, Survey.Short.Sha256.Length));
        Assert.Equal(Survey.Short.Reference,
            Assert.IsType<Reading<Questionnaire>.Accepted>(Survey.Read(Survey.Short.Text)).Value.Reference);
    }

    [Theory]
    [InlineData("/version", "0", "/version", "out-of-range")]
    [InlineData("/version", "\"1\"", "/version", "wrong-type")]
    [InlineData("/code", "\" \"", "/code", "empty-text")]
    [InlineData("/code", "\"a b\"", "/code", "malformed-code")]
    [InlineData("/form", "\"a/b\"", "/form", "malformed-code")]
    [InlineData("/audience", "\"parents\"", "/audience", "unknown-value")]
    [InlineData("/audience", "\"Mentees\"", "/audience", "unknown-value")]
    [InlineData("/editableDefault", "\"yes\"", "/editableDefault", "wrong-type")]
    [InlineData("/rows/0", "\"M\"", "/rows/0", "malformed-row")]
    [InlineData("/title/en", null, "/title/en", "missing-member")]
    [InlineData("/colour", "1", "/colour", "unknown-member")]
    [InlineData("/items", "[]", "/items", "empty-list")]
    [InlineData("/items", "{}", "/items", "wrong-type")]
    [InlineData("/items/1/code", "\"Q_EFFECT\"", "/items/1/code", "duplicate-code")]
    [InlineData("/items/1/kind", "\"yesno\"", "/items/1/kind", "unknown-value")]
    [InlineData("/items/1/text/ru", "\"\"", "/items/1/text/ru", "empty-text")]
    [InlineData("/items/2/options", null, "/items/2/options", "missing-member")]
    [InlineData("/items/2/options", "[]", "/items/2/options", "empty-list")]
    [InlineData("/items/2/options/1/code", "\"often\"", "/items/2/options/1/code", "duplicate-code")]
    [InlineData("/items/2/options/1/code", "\"о\"", "/items/2/options/1/code", "malformed-code")]
    [InlineData("/items/0/options", "[]", "/items/0/options", "unknown-member")]
    public void Is_refused_with_fault_and_place(string place, string? value, string faultPlace, string code) =>
        Story.Names(place, value, faultPlace, code);

    [Fact]
    public void Has_no_more_than_two_hundred_items()
    {
        var items =
            Enumerable.Range(0, 201).Select(i => $$$"""{"code":"Q{{{i}}}","kind":"open","required":false,"text":{"ru":"А","en":"A"}}""");

        Assert.Equal(("/items", "out-of-range"),
            Assert.Single(Story.With("/items", $"[{string.Join(',', items)}]").Select(f => (f.Place, f.Code))));
    }

    [Fact]
    public void Requires_what_its_schema_requires()
    {
        foreach (var (schema, place) in new[] { (Schema, ""), (Schema["$defs"]!["item"]!, "/items/0"),
            (Schema["$defs"]!["option"]!, "/items/2/options/0"), (Schema["$defs"]!["wording"]!, "/title") })
        {
            var required = schema["required"]!.AsArray().Select(n => $"{n}").ToHashSet();
            Assert.All(schema["properties"]!.AsObject().Select(p => p.Key).Where(required.Contains),
                name => Story.Names($"{place}/{name}", null, $"{place}/{name}", "missing-member"));
            Story.Names($"{place}/colour", "1", $"{place}/colour", "unknown-member");
        }

        Story.Accepts("/form", null);
    }

    [Fact]
    public void Is_not_read_from_invalid_text() => Story.RefusesRubbish();

    [Fact]
    public void Cut_off_anywhere_is_refused() => Story.RefusesWhatIsCutOff(every: 7);

    [Fact]
    public void With_a_changed_character_never_throws() => Story.EnduresAChangedCharacter(times: 3000);

    [Fact]
    public void With_invalid_content_in_any_part_never_throws() => Story.EnduresRubbishAt(Story.Places());

    private static Reading<Questionnaire> Raw(string text) => QuestionnaireReader.Read(text, new string('0', 64));
}
