using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>Content of section 11.</summary>
/// <param name="From">τ: the lowest point that counts as satisfied.</param>
internal sealed record SatisfactionContent(int From, IReadOnlyList<SatisfactionRow> Waves);

/// <summary>Satisfaction in one wave.</summary>
/// <param name="N">Answers to the question of satisfaction.</param>
/// <param name="Withheld">True if it is about too few persons for the public version.</param>
internal sealed record SatisfactionRow(
    Guid Id, string Title, SurveyAudience Audience, SurveyPurpose Purpose, DateOnly OpenedOn, DateOnly? ClosedOn, int? N, string? Mean,
    string? Median, string? SatisfiedPercent, string? ContinuePercent, string? BecomeMentorPercent, bool? Withheld);

/// <summary>
/// Section 11, for each wave of satisfaction or exit that asked for it (F11), mentees first, then by its day and id:
/// <code>
/// Порог τ: {points}
/// Опросов удовлетворённости: {count}
/// - «{title}»; {audience}; {purpose}; {opened}[–{closed}]; ответов: {n}; среднее: {mean}; медиана: {median};
///   удовлетворены: {per cent} %; хотят продолжить: {per cent} %; хотят стать наставниками: {per cent} %      one line
/// </code>
/// A share of nobody is "—". Without an answer the second line has no source.
/// </summary>
internal static class SatisfactionSection
{
    /// <summary>The item of satisfaction.</summary>
    public const string Item = "Q_SATISF";

    public static SatisfactionContent Of(Programme state, Definition definition, Suppression suppression) => new(
        definition.Parameters.SatisfiedFrom,
        [.. Waves(state).Select(w => Row(w, definition.Parameters.SatisfiedFrom, suppression))]);

    /// <summary>Satisfied persons, and all who answered: the last answer of each person counts.</summary>
    public static (int Satisfied, int Answered) Count(Programme state, SurveyAudience audience, int from)
    {
        var last = Waves(state).Where(w => w.Opened.Audience == audience)
            .SelectMany(w => w.Answers.Values.SelectMany(a => Points(a).Select(p => (a.Answered.Person, Point: p, a.On, w.Id))))
            .GroupBy(a => a.Person).Select(g => g.OrderBy(a => a.On).ThenBy(a => a.Id).Last().Point).ToList();
        return (last.Count(p => p >= from), last.Count);
    }

    public static void Write(CertificateText text, SatisfactionContent content)
    {
        text.Section(11);
        text.Line("Порог τ", content.From);
        text.ListOrMissing("Опросов удовлетворённости", content.Waves, "ответов на вопрос об удовлетворённости нет", w =>
        [
            $"«{w.Title}»", Words.Of(w.Audience), Words.Of(w.Purpose),
            CertificateText.Date(w.OpenedOn) + (w.ClosedOn is { } closed ? $"–{CertificateText.Date(closed)}" : ""),
            .. w.Withheld == true ? [Suppression.Withheld] : new[]
            {
                $"ответов: {Figures.Text(w.N!.Value)}", $"среднее: {Figures.InRussian(w.Mean)}", $"медиана: {Figures.InRussian(w.Median)}",
                $"удовлетворены: {Figures.InPercent(w.SatisfiedPercent)}", $"хотят продолжить: {Figures.InPercent(w.ContinuePercent)}",
                $"хотят стать наставниками: {Figures.InPercent(w.BecomeMentorPercent)}",
            },
        ]);
    }

    private static IEnumerable<SurveyWave> Waves(Programme state) => state.Surveys.Waves.Values
        .Where(w => w.Opened.Purpose is SurveyPurpose.Satisfaction or SurveyPurpose.Exit && w.Answers.Values.SelectMany(Points).Any())
        .OrderBy(w => w.Opened.Audience).ThenBy(w => w.OpenedOn).ThenBy(w => w.Id);

    private static IEnumerable<int> Points(SurveyAnswer answer) => answer.Answered.Scales.Where(s => s.Item == Item).Select(s => s.Value);

    private static SatisfactionRow Row(SurveyWave wave, int from, Suppression suppression)
    {
        var points = wave.Answers.Values.SelectMany(Points).ToList();
        var hidden = suppression.Hides(points.Count);
        return new(
            wave.Id, wave.Opened.Title.Value, wave.Opened.Audience, wave.Opened.Purpose, wave.OpenedOn, wave.ClosedOn,
            hidden ? null : points.Count, hidden ? null : Figures.Invariant(Figures.MeanOf([.. points.Select(p => (decimal)p)])),
            hidden ? null : Figures.Invariant(Figures.Median(points)),
            hidden ? null : Figures.Invariant(Figures.Percent(points.Count(p => p >= from), points.Count)),
            hidden ? null : Share(wave, "Q_YN_CONTINUE"), hidden ? null : Share(wave, "Q_YN_BECOME_MENTOR"), hidden ? true : null);
    }

    private static string? Share(SurveyWave wave, string item)
    {
        var choices = wave.Answers.Values.SelectMany(a => a.Answered.Choices).Where(c => c.Item == item).ToList();
        return Figures.Invariant(Figures.Percent(choices.Count(c => c.Choice == "yes"), choices.Count));
    }
}
