using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Programmes.Surveys;

namespace MentorshipFlow.Api.Surveys;

/// <summary>One answer: exactly one of the three values, depending on the kind of the item.</summary>
/// <param name="Item">Code of the item.</param>
/// <param name="Value">1 to 10, for a scale.</param>
/// <param name="Choice">The code of an option; <c>yes</c> or <c>no</c> for a yes-or-no question.</param>
/// <param name="Text">A free text; stored in the vault.</param>
public sealed record GivenAnswer(string Item, int? Value = null, string? Choice = null, PrivateText? Text = null);

/// <summary>Turns answers of a request into an answer sheet.</summary>
internal static class GivenAnswers
{
    private static readonly TextReference Unsealed = new(Guid.Empty, "");

    /// <summary>Answers for examples.</summary>
    public static IReadOnlyList<GivenAnswer> Example { get; } = [new("Q_EFFECT", Value: 8), new("Q_PRIOR", Choice: "yes"),
        new("Q_OPEN_EXPECT", Text: new PrivateText("Найти друзей."))];

    /// <summary>The problem with the first answer that has none of the three values, or more than one; null when there is none.</summary>
    public static Problem? Unclear(IReadOnlyList<GivenAnswer> given, string pointer) =>
        given.Select((a, i) => (Answer: a, Index: i)).FirstOrDefault(a => Kinds(a.Answer) != 1) is { Answer: not null, Index: var i }
            ? Problems.Field($"{pointer}/{i}", $"An answer has one of value, choice and text.")
            : null;

    /// <summary>The sheet without its texts, sufficient for checking.</summary>
    public static AnswerSheet Draft(Guid id, Guid person, SurveyChannel channel, Guid? link, IReadOnlyList<GivenAnswer> given) => new(
        id, person, channel, link,
        [.. given.Where(a => a.Value is not null).Select(a => new ScaleAnswer(a.Item, a.Value!.Value))],
        [.. given.Where(a => a.Choice is not null).Select(a => new ChoiceAnswer(a.Item, a.Choice!))],
        [.. given.Where(a => a.Text is not null).Select(a => new OpenAnswer(a.Item, Unsealed))]);

    /// <summary>The sheet with its texts sealed under the key of the person who answered.</summary>
    public static async Task<AnswerSheet> Seal(Incoming incoming, AnswerSheet draft, IReadOnlyList<GivenAnswer> given)
    {
        List<OpenAnswer> texts = [];
        foreach (var answer in given.Where(a => a.Text is not null))
            texts.Add(new(answer.Item, await incoming.SealAbout(draft.Person, answer.Text!.Value)));
        return draft with { Texts = texts };
    }

    private static int Kinds(GivenAnswer a) => (a.Value is null ? 0 : 1) + (a.Choice is null ? 0 : 1) + (a.Text is null ? 0 : 1);
}
