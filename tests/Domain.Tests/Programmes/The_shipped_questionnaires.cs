using MentorshipFlow.Domain.Tests.Tidy;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Domain.Tests.Programmes;

/// <summary>What methodology-and-law.md 2.6 gives, and not more: two of the five forms, each role before and after.</summary>
public sealed class The_shipped_questionnaires
{
    private static readonly IReadOnlyList<Questionnaire> All =
    [
        .. Repository.Files("src", "*.v1.json").Where(f => f.Path.StartsWith("src/Workflows/Questionnaires/", StringComparison.Ordinal))
            .Select(f => Assert.IsType<QuestionnaireReading.Accepted>(Survey.Read(f.Text)).Questionnaire),
    ];

    [Fact]
    public void Are_a_first_and_a_second_survey_of_each_role_in_two_forms() =>
        Assert.Equal(
            from form in new[] { "learner-learner",
                "teacher-teacher" } from role in new[] { "mentee", "mentor" } from survey in new[] { "first",
                "second" } select $"{form}-{role}-{survey}",
            All.Select(q => q.Code).Order(StringComparer.Ordinal));

    [Fact]
    public void Say_that_they_are_defaults() => Assert.All(All, q => Assert.True(q.EditableDefault, q.Code));

    [Fact]
    public void Ask_whom_they_are_named_after() =>
        Assert.All(All,
            q => Assert.Equal((true, q.Code.Contains("-mentee-", StringComparison.Ordinal)),
                (q.Code.StartsWith(q.Form!, StringComparison.Ordinal), q.Audience == SurveyAudience.Mentees)));

    [Fact]
    public void Can_be_compared_by_the_codes_of_their_scales() =>
        Assert.All(All.Where(q => q.Code.EndsWith("-first", StringComparison.Ordinal)), first =>
        {
            var second = All.Single(q => q.Code == first.Code.Replace("-first", "-second", StringComparison.Ordinal));
            Assert.All(first.Items.Where(i => i.Kind == ItemKind.Scale), i => Assert.Equal(ItemKind.Scale, second.Item(i.Code)?.Kind));
        });

    [Fact]
    public void Ask_satisfaction_afterwards_only() =>
        Assert.All(All,
            q => Assert.Equal(q.Code.EndsWith("-second", StringComparison.Ordinal), q.Item("Q_SATISF") is { Kind: ItemKind.Scale }));

    [Fact]
    public void Let_everybody_leave_out_what_he_would_have_to_write() =>
        Assert.All(All.SelectMany(q => q.Items), i => Assert.Equal(i.Kind != ItemKind.Open, i.Required));
}
