using System.Text.Json.Nodes;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Domain.Tests.Definitions;

/// <summary>A definition names no school; a programme shows the name of its own organisation.</summary>
public sealed class The_name_of_an_organisation
{
    private const string Name = "МБДОУ детский сад № 18 «Алёнушка»";

    private static readonly Definition Shown = TargetModel.Shipped.For(new(Name));

    [Fact]
    public void F21_stands_where_the_wording_has_its_place() =>
        Assert.Equal(
            [
                $"улучшение показателей {Name} в образовательной, социокультурной, спортивной и других сферах",
                $"Издание приказа «Внедрение целевой модели наставничества в {Name}»",
            ],
            [Shown.Tasks[0].Ru, Shown.Item("1.3.1")!.Title.Ru]);

    /// <summary>Every text of a copy of the model is only the place.</summary>
    [Fact]
    public void Stands_in_every_kind_of_wording()
    {
        var model = TargetModel.Copy();
        foreach (var member in Members(model).Where(m => m.Key is "ru" or "en").ToList())
            member.Parent![member.Key] = OrganisationName.Place;
        var shown = TargetModel.Accepted(model.ToJsonString()).For(new(Name));
        Assert.Equal([Name], Wordings(shown).Distinct());
        Assert.Equal(Members(model).Count(m => m.Key is "ru" or "en"), Wordings(shown).Count());
    }

    [Fact]
    public void Changes_neither_text_nor_digest() =>
        Assert.Equal(
            (TargetModel.Shipped.Text, TargetModel.Shipped.Reference, TargetModel.Shipped), (Shown.Text, Shown.Reference, Shown));

    [Fact]
    public void Is_found_by_code_as_well() =>
        Assert.DoesNotContain(
            Shown.Stages.SelectMany(s => s.Items).Select(i => Shown.Item(i.Code)!.Title)
                .Concat(Shown.Documents.Select(d => Shown.Document(d.Code)!.Title)),
            w => w.Ru.Contains('{', StringComparison.Ordinal));

    [Theory]
    [InlineData("Школа {school}", "{school}"), InlineData("{organisation} и {}", "{}"), InlineData("{Organisation}", "{Organisation}")]
    public void Is_the_only_thing_that_is_put_into_a_wording(string text, string unknown) =>
        Assert.Contains(
            TargetModel.Story.With("/tasks/3/ru", $"\"{text}\""),
            f => f is { Place: "/tasks/3/ru", Code: "unknown-placeholder" } && f.Message.Contains(unknown, StringComparison.Ordinal));

    private static IEnumerable<string> Wordings(object? part) => part switch
    {
        null or string => [],
        Wording w => [w.Ru, w.En],
        AimDefinition a => [a.Ru, a.En],
        EligibilityRule r => [r.Ru, r.En],
        System.Collections.IEnumerable list => list.Cast<object>().SelectMany(Wordings),
        _ when part.GetType().Namespace == typeof(Definition).Namespace && part.GetType().IsClass => part.GetType()
            .GetProperties(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public
                | System.Reflection.BindingFlags.NonPublic)
            .Where(p => p.GetIndexParameters().Length == 0 && p.Name is not ("Documents" or "Items" or "EqualityContract" or "ByCode")
                || p.DeclaringType == typeof(ActivityDefinition))
            .SelectMany(p => Wordings(p.GetValue(part))),
        _ => [],
    };

    private static IEnumerable<(JsonObject? Parent, string Key)> Members(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(m => Members(m.Value).Prepend((o, m.Key))).Select(m => ((JsonObject?)m.Item1, m.Item2)),
        JsonArray a => a.SelectMany(Members),
        _ => [],
    };
}
