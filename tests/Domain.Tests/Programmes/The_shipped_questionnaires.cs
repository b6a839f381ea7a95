using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Definitions;
using MentorshipFlow.Domain.Tests.Tidy;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Domain.Tests.Programmes;

/// <summary>The shipped questionnaires cover the five forms, each role before and after, and feedback, influence and needs of
/// all.</summary>
public sealed class The_shipped_questionnaires
{
    private static readonly IReadOnlyList<Questionnaire> All =
    [
        .. Repository.Files("src", "*.v1.json").Where(f => f.Path.StartsWith("src/Workflows/Questionnaires/", StringComparison.Ordinal))
            .Select(f => Assert.IsType<Reading<Questionnaire>.Accepted>(Survey.Read(f.Text)).Value),
    ];

    [Fact]
    public void Are_a_first_and_a_second_survey_of_each_role_in_every_form() => Assert.Equal(
        [.. from form in TargetModel.Shipped.Forms
            from role in new[] { "mentee", "mentor" }
            from survey in new[] { "first", "second" }
            let code = $"{form.Code}-{role}-{survey}"
            orderby code
            select code],
        All.Where(q => q.Form is not null).Select(q => q.Code).Order());

    [Fact]
    public void Are_interim_satisfaction_influence_and_needs_for_all_forms() => Assert.Equal(
        ["learner-influence", "learner-needs", "mentee-interim", "mentee-satisfaction", "mentor-influence", "mentor-interim",
            "mentor-satisfaction", "teacher-influence", "teacher-needs"],
        All.Where(q => q.Form is null).Select(q => q.Code).Order(StringComparer.Ordinal));

    // A measured item of a questionnaire is an indicator with the same scale, so that answers and measurements can be compared.
    [Fact]
    public void Ask_for_every_indicator_of_persons_that_shows_an_expected_result_by_answers()
    {
        var asked = All.Where(q => q.Code.EndsWith("-influence", StringComparison.Ordinal)).SelectMany(q => q.Items)
            .Select(i => i.Code).ToHashSet();
        Assert.Equal(["mark-average", "remarks", "projects"], TargetModel.Shipped.Results.SelectMany(r => r.Measures)
            .Where(m => m.Of != MeasuredGroup.Organisation && !asked.Contains(m.Indicator)).Select(m => m.Indicator));
    }

    [Fact]
    public void Are_marked_as_editable_defaults() => Assert.All(All, q => Assert.True(q.EditableDefault, q.Code));

    [Fact]
    public void Have_codes_with_their_form_and_audience() =>
        Assert.All(All.Where(q => q.Form is not null),
            q => Assert.Equal((true, q.Code.Contains("-mentee-", StringComparison.Ordinal)),
                (q.Code.StartsWith(q.Form!, StringComparison.Ordinal), q.Audience == SurveyAudience.Mentees)));

    [Fact]
    public void Have_the_same_scale_codes_in_both_surveys() =>
        Assert.All(All.Where(q => q.Code.EndsWith("-first", StringComparison.Ordinal)), first =>
        {
            var second = All.Single(q => q.Code == first.Code.Replace("-first", "-second", StringComparison.Ordinal));
            Assert.All(first.Items.Where(i => i.Kind == ItemKind.Scale), i => Assert.Equal(ItemKind.Scale, second.Item(i.Code)?.Kind));
        });

    [Fact]
    public void Ask_about_satisfaction_only_at_the_end() =>
        Assert.All(All,
            q => Assert.Equal(q.Code.EndsWith("-second", StringComparison.Ordinal)
                || q.Code.EndsWith("-satisfaction", StringComparison.Ordinal), q.Item("Q_SATISF") is { Kind: ItemKind.Scale }));

    [Fact]
    public void Have_only_optional_open_items() =>
        Assert.All(All.SelectMany(q => q.Items), i => Assert.Equal(i.Kind != ItemKind.Open, i.Required));
}
