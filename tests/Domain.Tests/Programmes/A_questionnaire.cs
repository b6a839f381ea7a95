using System.Text.Json.Nodes;
using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Programmes.Surveys;

namespace MentorshipFlow.Domain.Tests.Programmes;

public sealed class A_questionnaire
{
    private static readonly string[] Other = ["null", "true", "7", "1e400", "\"\\u0000\"", "\"\\ud800\"", "[null]", "{\"\":null}", "[[]]"];

    private static readonly JsonNode Schema = JsonNode.Parse(TargetModel.Repository("src/Workflows/Questionnaires/questionnaire.schema.json"))!;

    [Fact]
    public void Is_pinned_by_the_bytes_of_its_text()
    {
        Assert.Equal(("short", 1, 64), (Survey.Short.Code, Survey.Short.Version, Survey.Short.Sha256.Length));
        Assert.Equal(Survey.Short.Reference, Assert.IsType<QuestionnaireReading.Accepted>(Survey.Read(Survey.Short.Text)).Questionnaire.Reference);
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
    public void Has_its_fault_named_with_the_place(string place, string? value, string faultPlace, string code) =>
        Assert.Contains(Faults(Copy().With(place, value)), f => (f.Place, f.Code) == (faultPlace, code));

    [Fact]
    public void Has_no_more_than_two_hundred_items()
    {
        var json = Copy();
        json["items"] = new JsonArray([.. Enumerable.Range(0, 201).Select(i => JsonNode.Parse($$$"""{"code":"Q{{{i}}}","kind":"open","required":false,"text":{"ru":"А","en":"A"}}"""))]);

        Assert.Equal(("/items", "out-of-range"), Assert.Single(Faults(json).Select(f => (f.Place, f.Code))));
    }

    [Fact]
    public void Requires_what_its_schema_requires()
    {
        foreach (var (schema, place) in new[] { (Schema, ""), (Schema["$defs"]!["item"]!, "/items/0"), (Schema["$defs"]!["option"]!, "/items/2/options/0"), (Schema["$defs"]!["wording"]!, "/title") })
        {
            var required = schema["required"]!.AsArray().Select(n => $"{n}").ToHashSet();
            Assert.All(schema["properties"]!.AsObject().Select(p => p.Key).Where(n => required.Contains(n)), name =>
                Assert.Contains(Faults(Copy().With($"{place}/{name}", null)), f => (f.Place, f.Code) == ($"{place}/{name}", "missing-member")));
            Assert.Contains(Faults(Copy().With($"{place}/colour", "1")), f => (f.Place, f.Code) == ($"{place}/colour", "unknown-member"));
        }

        Assert.IsType<QuestionnaireReading.Accepted>(Survey.Read(Copy().With("/form", null).ToJsonString()));
    }

    [Theory]
    [InlineData(""), InlineData("null"), InlineData("7"), InlineData("[]"), InlineData("{}"), InlineData("{"), InlineData("{} {}"), InlineData("{\"code\":1,\"code\":2}"), InlineData("{\"code\":\"\\ud800\"}")]
    public void Is_not_read_from_rubbish(string text) => Assert.NotEmpty(Assert.IsType<QuestionnaireReading.Refused>(Raw(text)).Faults);

    [Fact]
    public void Cut_off_anywhere_is_refused()
    {
        for (var length = 0; length < Survey.Text.TrimEnd().Length; length += 7) Assert.IsType<QuestionnaireReading.Refused>(Raw(Survey.Text[..length]));
    }

    [Fact]
    public void With_a_changed_character_never_throws()
    {
        var random = new Random(49);
        for (var i = 0; i < 3000; i++)
        {
            var at = random.Next(Survey.Text.Length);
            Assert.NotNull(Raw(Survey.Text.Remove(at, 1).Insert(at, $"{(char)random.Next(0x10000)}")));
        }
    }

    [Fact]
    public void With_rubbish_in_the_place_of_any_part_never_throws()
    {
        foreach (var place in Places(Copy(), ""))
            foreach (var value in Other)
                Assert.NotNull(Raw(WithRaw(place, value)));
    }

    // Put in as text: what is no JSON of ours cannot be made as a node.
    private static string WithRaw(string place, string value) => Copy().With(place, "\"@@\"").ToJsonString().Replace("\"@@\"", value, StringComparison.Ordinal);

    private static IEnumerable<string> Places(JsonNode? node, string place) => node switch
    {
        JsonObject o => o.SelectMany(m => Places(m.Value, $"{place}/{m.Key}").Prepend($"{place}/{m.Key}")),
        JsonArray a => a.SelectMany((e, i) => Places(e, $"{place}/{i}").Prepend($"{place}/{i}")),
        _ => [],
    };

    private static QuestionnaireReading Raw(string text) => QuestionnaireReader.Read(text, new string('0', 64));

    private static JsonNode Copy() => JsonNode.Parse(Survey.Text)!;

    private static IReadOnlyList<DefinitionFault> Faults(JsonNode json) => Assert.IsType<QuestionnaireReading.Refused>(Raw(json.ToJsonString())).Faults;
}
