using MentorshipFlow.Definitions;
using MentorshipFlow.Domain.Tests.Tidy;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Domain.Tests.Programmes;

/// <summary>The shipped questionnaires cover two of the five forms, each role before and after.</summary>
public sealed class The_shipped_questionnaires
{
    private static readonly IReadOnlyList<Questionnaire> All =
    [
        .. Repository.Files("src", "*.v1.json").Where(f => f.Path.StartsWith("src/Workflows/Questionnaires/", StringComparison.Ordinal))
            .Select(f => Assert.IsType<Reading<Questionnaire>.Accepted>(Survey.Read(f.Text)).Value),
    ];

    [Fact]
    public void Are_a_first_and_a_second_survey_of_each_role_in_two_forms() =>
        Assert.Equal(
            from form in new[] { "learner-learner",
                "teacher-teacher" } from role in new[] { "mentee", "mentor" } from survey in new[] { "first",
                "second" } select $"{form}-{role}-{survey}",
            All.Select(q => q.Code).Order(StringComparer.Ordinal));

    [Fact]
    public void Are_marked_as_editable_defaults() => Assert.All(All, q => Assert.True(q.EditableDefault, q.Code));

    [Fact]
    public void Have_codes_with_their_form_and_audience() =>
        Assert.All(All,
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
    public void Ask_about_satisfaction_only_in_the_second_survey() =>
        Assert.All(All,
            q => Assert.Equal(q.Code.EndsWith("-second", StringComparison.Ordinal), q.Item("Q_SATISF") is { Kind: ItemKind.Scale }));

    [Fact]
    public void Have_only_optional_open_items() =>
        Assert.All(All.SelectMany(q => q.Items), i => Assert.Equal(i.Kind != ItemKind.Open, i.Required));
}
