using MentorshipFlow.Definitions;

namespace MentorshipFlow.Domain.Tests.Definitions;

public class A_difference
{
    [Fact]
    public void Is_empty_between_a_definition_and_itself() => Assert.Empty(Between(TargetModel.Text));

    [Fact]
    public void Leaves_out_rows_since_they_rule_nothing() =>
        Assert.Empty(Between(TargetModel.Copy().With("/stages/0/gate/criteria/0/rows/0", "\"M30\"").ToJsonString()));

    [Fact]
    public void Says_which_side_of_a_criterion_changed()
    {
        var change = Assert.Single(Between(TargetModel.Copy()
            .With("/stages/0/gate/criteria/6/mode", "\"blocking\"")
            .With("/stages/0/gate/criteria/6/parameters/mustBeHeld/-", "\"class-hours\"").ToJsonString()));

        Assert.Equal("/stages/1/criteria/G1.7", change.Place);
        Assert.Equal(DifferenceKind.Changed, change.Kind);
        Assert.EndsWith(": обязательность, параметры", change.What.Ru, StringComparison.Ordinal);
        Assert.EndsWith(": mode, parameters", change.What.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_what_is_added_and_removed_and_turns_with_the_direction()
    {
        var other = TargetModel.Accepted(TargetModel.Copy()
            .With("/forms/4", null)
            .With("/documents/8/title/en", "\"Stands\"")
            .With("/stages/1/activities/1/items/-",
                """{"code":"2.2.3","title":{"ru":"Ещё","en":"More"},"rows":[],"documented":false,"documents":[]}""")
            .With("/parameters/lookAheadStages", "3").ToJsonString());

        Assert.Equal(
            [
                ("/documents/stands", DifferenceKind.Changed, "Document stands \"Stands\": title"),
                ("/forms/employer-student", DifferenceKind.Removed, "Form employer-student \"employer – student\""),
                ("/parameters", DifferenceKind.Changed, "Parameters: values"),
                ("/stages/2/items/2.2.3", DifferenceKind.Added, "Item 2.2.3 \"More\""),
            ],
            Told(TargetModel.Shipped, other));
        Assert.Equal(
            [
                ("/stages/2/items/2.2.3", DifferenceKind.Removed, "Item 2.2.3 \"More\""),
                ("/documents/stands", DifferenceKind.Changed, "Document stands \"Presence of information stands\": title"),
                ("/parameters", DifferenceKind.Changed, "Parameters: values"),
                ("/forms/employer-student", DifferenceKind.Added, "Form employer-student \"employer – student\""),
            ],
            Told(other, TargetModel.Shipped));
    }

    [Theory]
    [InlineData("/forms/0/eligibility/sameOrganisation", null, "/forms/learner-learner", "eligibility")]
    [InlineData("/forms/0/variants/0/code", "\"x\"", "/forms/learner-learner", "variants")]
    [InlineData("/forms/0/unitKinds/1", null, "/forms/learner-learner", "pairs and groups")]
    [InlineData("/forms/0/offeredTo/1", null, "/forms/learner-learner", "kinds of organisation")]
    [InlineData("/forms/0/description/ru", "\"x\"", "/forms/learner-learner", "description")]
    [InlineData("/stages/0/gate/criteria/2/rule", "\"curator.in-office/1\"", "/stages/1/criteria/G1.3", "rule")]
    [InlineData("/stages/0/gate/criteria/2/title/ru", "\"x\"", "/stages/1/criteria/G1.3", "title")]
    [InlineData("/stages/0/activities/0/items/0/documents/-", "\"act\"", "/stages/1/items/1.1.1", "expected documents")]
    [InlineData("/stages/0/activities/1/items/0/documented", "false", "/stages/1/items/1.2.1", "documented")]
    [InlineData("/stages/0/activities/1/items/0/channel", null, "/stages/1/items/1.2.1", "outreach channel")]
    [InlineData("/stages/6/activities/0/items/0/settledBy", null, "/stages/7/items/7.1.1", "settled by")]
    [InlineData("/results/0/measures/0/as", "\"total\"", "/results/R1", "measures")]
    [InlineData("/targets/0/band", "\"x\"", "/targets/I1", "denominator")]
    [InlineData("/indicators/0/better", "\"lower\"", "/indicators/Q_EFFECT", "better value")]
    [InlineData("/documents/0/stage", "null", "/documents/incentives-regulation", "stage")]
    [InlineData("/documents/0/sidePlan", "true", "/documents/incentives-regulation", "side plan")]
    [InlineData("/documents/0/kind", "\"order\"", "/documents/incentives-regulation", "kind")]
    public void Sees_every_side(string place, string? value, string where, string side)
    {
        var change = Assert.Single(Between(TargetModel.Copy().With(place, value).ToJsonString()));
        Assert.Equal((where, DifferenceKind.Changed), (change.Place, change.Kind));
        Assert.EndsWith($": {side}", change.What.En, StringComparison.Ordinal);
    }

    private static IReadOnlyList<DefinitionDifference> Between(string changed) =>
        DefinitionDifference.Between(TargetModel.Shipped, TargetModel.Accepted(changed));

    private static IEnumerable<(string, DifferenceKind, string)> Told(Definition from, Definition to) =>
        DefinitionDifference.Between(from, to).Select(difference => (difference.Place, difference.Kind, difference.What.En));
}
