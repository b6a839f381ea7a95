using System.Text.Json.Serialization;
using MentorshipFlow.Definitions;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Monitoring;
using MentorshipFlow.Programmes.Surveys;
using MentorshipFlow.Publishing;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>Content of section 10.</summary>
internal sealed record QualityContent(
    IReadOnlyList<ConcludedContent> Concluded, IReadOnlyList<SwotLine> Swot, IReadOnlyList<ShareRow> Shares,
    IReadOnlyList<CuratorScoreContent> Scores, IReadOnlyList<ResponseRow> Responses);

/// <summary>A monitoring of any kind that is concluded.</summary>
internal sealed record ConcludedContent(MonitoringKind Kind, Guid Id, DateOnly On, Guid? Report);

/// <summary>One line of a SWOT analysis.</summary>
internal sealed record SwotLine(string Form, string Side, string Code, string? Share, TextReference? Text);

/// <summary>The share of "yes" among the mentees of a form who answered a question.</summary>
/// <param name="Withheld">True if it is about too few persons for the public version.</param>
internal sealed record ShareRow(
    string Form, string Code, [property: JsonIgnore] string? Title, int? Yes, int? Answered, string? Percent, bool? Withheld);

/// <summary>A curator's sheet.</summary>
internal sealed record CuratorScoreContent(Guid Id, int Sum, string Level, IReadOnlyList<int> Lines);

/// <summary>Answers to a wave of feedback.</summary>
internal sealed record ResponseRow(Guid Id, string Title, SurveyAudience Audience, SurveyPurpose Purpose, int Submitted, int Invited,
    string? Percent);

/// <summary>
/// Section 10:
/// <code>
/// Завершённых мониторингов: {count}                 of the three kinds, in their order, then by id
/// - {kind}; {date}[; отчёт {document}]
/// SWOT-анализ, строк: {count}                       by form, side and code
/// - {form}; {сильные стороны|слабые стороны|возможности|угрозы}; {code}[; доля {share} %][; {text reference}]
/// Доли ответов «да»: {count}                        of mentees, by form, then by code; each person once, with the last answer
/// - {form}; {code} «{wording}»; {yes} из {answered}; {per cent} %
/// Лист куратора: сумма {0–18} из 18; уровень: {оптимальный|допустимый|недопустимый}       one line for each sheet
/// Опросов обратной связи: {count}                   interim, satisfaction and exit, by id
/// - «{title}»; {audience}; {purpose}; {submitted} из {invited}; {per cent} %
/// </code>
/// A part without a record has no source.
/// </summary>
internal static class QualitySection
{
    private static readonly SurveyPurpose[] Feedback = [SurveyPurpose.Interim, SurveyPurpose.Satisfaction, SurveyPurpose.Exit];

    public static QualityContent Of(Programme state, Definition definition, Suppression suppression) => new(
        [.. state.Monitoring.Monitorings.Values.Where(m => m.Concluded).OrderBy(m => m.Kind).ThenBy(m => m.Started.Id)
            .Select(m => new ConcludedContent(m.Kind, m.Started.Id, m.ConcludedOn!.Value, m.Report))],
        [.. state.Monitoring.Of<MonitoringEvent.SwotRecorded>().OrderBy(s => s.Form, StringComparer.Ordinal).ThenBy(s => s.Id)
            .SelectMany(Lines)],
        [.. Shares(state, definition, suppression)],
        [.. state.Monitoring.Of<MonitoringEvent.CuratorScoreRecorded>().Select(s => new CuratorScoreContent(
            s.Id, s.Lines.Sum(), Level(s.Lines.Sum()), s.Lines))],
        [.. state.Surveys.Waves.Values.Where(w => Feedback.Contains(w.Opened.Purpose)).Select(w => new ResponseRow(
            w.Id, w.Opened.Title.Value, w.Opened.Audience, w.Opened.Purpose, w.Answers.Count, w.Invited.Count,
            Figures.Invariant(Figures.Percent(w.Answers.Count, w.Invited.Count))))]);

    public static void Write(CertificateText text, QualityContent content, Definition definition)
    {
        text.Section(10);
        text.ListOrMissing("Завершённых мониторингов", content.Concluded, "мониторинги не завершены",
            c => [Words.Of(c.Kind), CertificateText.Date(c.On), c.Report is { } report ? $"отчёт {report}" : null]);
        text.ListOrMissing("SWOT-анализ, строк", content.Swot, "SWOT-анализ не записан", s =>
        [
            MenteeBaseSection.Title(s.Form, definition), s.Side, s.Code,
            s.Share is { } share ? $"доля {share.Replace('.', ',')} %" : null,
            s.Text is { } reference ? CertificateText.Reference(reference) : null,
        ]);
        text.ListOrMissing("Доли ответов «да»", content.Shares, "ответов «да» и «нет» нет", s =>
        [
            MenteeBaseSection.Title(s.Form, definition), Words.Named(s.Code, s.Title),
            s.Withheld == true ? Suppression.Withheld : $"{Figures.Text(s.Yes!.Value)} из {Figures.Text(s.Answered!.Value)}",
            s.Withheld == true ? null : Figures.InPercent(s.Percent),
        ]);
        if (content.Scores.Count == 0) text.Missing("Лист куратора", "лист не записан");
        foreach (var score in content.Scores) text.Line("Лист куратора", $"сумма {Figures.Text(score.Sum)} из 18; уровень: {score.Level}");
        text.ListOrMissing("Опросов обратной связи", content.Responses, "опросов нет", r =>
        [
            $"«{r.Title}»", Words.Of(r.Audience), Words.Of(r.Purpose), $"{Figures.Text(r.Submitted)} из {Figures.Text(r.Invited)}",
            Figures.InPercent(r.Percent),
        ]);
    }

    private static string Level(int sum) => CuratorSheet.Level(sum) switch
    {
        SheetLevel.Optimal => "оптимальный",
        SheetLevel.Acceptable => "допустимый",
        _ => "недопустимый",
    };

    private static IEnumerable<SwotLine> Lines(MonitoringEvent.SwotRecorded swot) =>
        new (string Side, IReadOnlyList<SwotItem> Items)[]
        {
            ("сильные стороны", swot.Strengths), ("слабые стороны", swot.Weaknesses), ("возможности", swot.Opportunities),
            ("угрозы", swot.Threats),
        }.SelectMany(side => side.Items.OrderBy(i => i.Code, StringComparer.Ordinal)
            .Select(i => new SwotLine(swot.Form, side.Side, i.Code, i.Share, i.Text)));

    // The questions of 2.7 are those whose indicator has the values 0 and 1.
    private static IEnumerable<ShareRow> Shares(Programme state, Definition definition, Suppression suppression) =>
        from answer in Answers(state)
        where definition.Indicators.Any(i => i.Code == answer.Code && i is { Lowest: 0, Highest: 1 })
        group answer by (answer.Form, answer.Code) into asked
        orderby asked.Key.Form, asked.Key.Code
        let yes = asked.Count(a => a.Yes)
        let all = asked.Count()
        let hidden = suppression.Hides(all)
        select new ShareRow(
            asked.Key.Form, asked.Key.Code, definition.Indicators.First(i => i.Code == asked.Key.Code).Title.Ru, hidden ? null : yes,
            hidden ? null : all, hidden ? null : Figures.Invariant(Figures.Percent(yes, all)), hidden ? true : null);

    // The last answer of each mentee to each question, in the waves of satisfaction and exit.
    private static IEnumerable<(string Form, string Code, bool Yes)> Answers(Programme state) =>
        state.Surveys.Waves.Values
            .Where(w => w.Opened is { Audience: SurveyAudience.Mentees, Purpose: SurveyPurpose.Satisfaction or SurveyPurpose.Exit })
            .SelectMany(w => w.Answers.Values.SelectMany(a => a.Answered.Choices.Where(c => c.Choice is "yes" or "no")
                .Select(c => (a.Answered.Person, c.Item, Yes: c.Choice == "yes", a.On, w.Id,
                    Form: w.Opened.Form ?? state.Participants.Mentees.GetValueOrDefault(a.Answered.Person)?.Form?.Form))))
            .Where(a => a.Form is not null)
            .GroupBy(a => (a.Person, a.Item)).Select(g => g.OrderBy(a => a.On).ThenBy(a => a.Id).Last())
            .Select(a => (a.Form!, a.Item, a.Yes));
}
