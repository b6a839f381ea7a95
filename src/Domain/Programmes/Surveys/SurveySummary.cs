using System.Collections.Immutable;
using System.Globalization;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Programmes.Surveys;

/// <summary>The frequency of one answer.</summary>
/// <param name="Answer">A point of the scale or the code of an option.</param>
public sealed record AnswerCount(string Answer, int Count);

/// <summary>The summary of one item in a wave.</summary>
/// <param name="N">Number of answers; null if withheld.</param>
/// <param name="Mean">Mean of a scale: one decimal, half away from zero, such as <c>7.3</c>; null for another kind, without answers, and if
/// withheld.</param>
/// <param name="Counts">In the order of the scale or of the options; empty for an open item and if withheld.</param>
/// <param name="Withheld">Whether numbers are withheld because so few answers could identify a person.</param>
public sealed record ItemSummary(string Item, ItemKind Kind, int? N, string? Mean, IReadOnlyList<AnswerCount> Counts, bool Withheld);

/// <summary>Anonymous results of a wave: numbers per item and the response rate.</summary>
public static class SurveySummary
{
    /// <summary>Smaller numbers are shown only to people who may see single answers.</summary>
    public const int Least = 3;

    /// <summary>All items in the questionnaire's order.</summary>
    /// <param name="whole">Whether small numbers are shown as well.</param>
    public static IReadOnlyList<ItemSummary> Of(SurveyWave wave, Questionnaire questionnaire, bool whole) =>
        [.. questionnaire.Items.Select(i => Of(i, [.. wave.Answers.Values.Select(a => a.Answered)])).Select(s => whole ? s : Guarded(s))];

    /// <summary>Answered ÷ invited in per cent, one decimal; null if nobody was invited.</summary>
    public static string? ResponseRate(SurveyWave wave) =>
        wave.Invited.IsEmpty ? null : OneDecimal(100m * wave.Answers.Count / wave.Invited.Count);

    private static ItemSummary Of(QuestionnaireItem item, ImmutableArray<SurveyEvent.SurveyAnswered> answers)
    {
        switch (item.Kind)
        {
            case ItemKind.Scale:
                var values = answers.SelectMany(a => a.Scales).Where(s => s.Item == item.Code).Select(s => s.Value).ToList();
                return new(
                    item.Code, item.Kind, values.Count, values.Count == 0 ? null : OneDecimal((decimal)values.Sum() / values.Count),
                    [.. Enumerable.Range(QuestionnaireItem.Lowest, QuestionnaireItem.Highest)
                        .Select(v => new AnswerCount(v.ToString(CultureInfo.InvariantCulture), values.Count(x => x == v)))],
                    false);
            case ItemKind.Open:
                return new(item.Code, item.Kind, answers.Count(a => a.Texts.Any(t => t.Item == item.Code)), null, [], false);
            default:
                var choices = answers.SelectMany(a => a.Choices).Where(c => c.Item == item.Code).Select(c => c.Choice).ToList();
                return new(item.Code, item.Kind, choices.Count, null,
                    [.. item.Options.Select(o => new AnswerCount(o.Code, choices.Count(c => c == o.Code)))], false);
        }
    }

    // A small count is withheld with all others of the item, because it could be computed from them and the sum.
    private static ItemSummary Guarded(ItemSummary s) =>
        s.N < Least ? s with { N = null, Mean = null, Counts = [], Withheld = true }
        : s.Counts.Any(c => c.Count is > 0 and < Least) ? s with { Counts = [], Withheld = true }
        : s;

    private static string OneDecimal(decimal value) =>
        Math.Round(value, 1, MidpointRounding.AwayFromZero).ToString("0.0", CultureInfo.InvariantCulture);
}
