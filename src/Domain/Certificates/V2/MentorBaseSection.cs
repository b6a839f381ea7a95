using MentorshipFlow.Certificates.V1;

namespace MentorshipFlow.Certificates.V2;

/// <summary>Content of section 7; absent when nobody has applied.</summary>
/// <param name="Entries">#RB of model.md 5.6.</param>
/// <param name="Selected">#SEL: the last decision is selection.</param>
/// <param name="Trained">#TRN: of the selected, those with a passed training.</param>
/// <param name="Ready">#RDY now.</param>
/// <param name="EverReady">#RDY ever.</param>
internal sealed record MentorBaseContent(
    int Entries, IReadOnlyList<Count> Categories, IReadOnlyList<Count> Contours, int Selected, IReadOnlyList<Count> Rejected, int Trained, int TrainingMinutes, int Ready, int EverReady, int Sharing,
    int Late, IReadOnlyList<Count> Removed);

/// <summary>
/// Section 7:
/// <code>
/// Записей в базе: {#RB}
/// По категориям: {…}
/// - {category}; {number}
/// По контурам: {…}
/// - {внутренний|внешний}; {number}
/// Отобрано: {#SEL}; доля: {#SEL ÷ #RB, %}
/// Отклонено: {…}                                   by ground
/// - {ground}; {number}
/// Прошли обучение: {#TRN}; доля: {#TRN ÷ #SEL, %}
/// Часов обучения: {sum of the minutes of passed trainings ÷ 60}
/// Готовы к работе: {now}; были готовы: {ever}
/// Согласны участвовать в программах иных организаций: {number}
/// Вошли после утверждения этапа 3: {number}
/// Исключены: {…}
/// - {reason}; {number}
/// Долгосрочная база: нет исходных данных (…)       made in stage 7, which this format does not read
/// </code>
/// </summary>
internal static class MentorBaseSection
{
    public static MentorBaseContent? Of(ParticipantFacts facts)
    {
        if (facts.Mentors.Count == 0) return null;
        var entries = facts.Mentors.Where(m => m.Value.EverInBase).ToList();
        var mentors = entries.ConvertAll(m => m.Value);
        return new(
            mentors.Count, Counts.Of(mentors.Select(m => m.Category), RussianWords.Of), Counts.Of(entries.Select(m => facts.Standings[m.Key].Contour), RussianWords.Of),
            mentors.Count(m => m.Selected == true), Counts.Of(mentors.Where(m => m.Selected == false).Select(m => m.Ground), RussianWords.Of),
            mentors.Count(m => m.Selected == true && m.Trainings.Count > 0), mentors.Sum(m => m.Trainings.Values.Sum()), mentors.Count(m => m.Ready), mentors.Count(m => m.EverReady),
            mentors.Count(m => m.Sharing == true), mentors.Count(m => m.LateJoin), Counts.Of(mentors.Select(m => m.Removed), RussianWords.Of));
    }

    public static void Write(CertificateText text, MentorBaseContent? content)
    {
        text.Section(7, "База наставников");
        if (content is null)
        {
            text.Missing("Записей в базе", "заявок наставников нет");
            return;
        }

        text.Line("Записей в базе", content.Entries);
        Counts.Write(text, "По категориям", content.Categories);
        Counts.Write(text, "По контурам", content.Contours);
        text.Line("Отобрано", $"{Figures.Text(content.Selected)}; доля: {Counts.Share(content.Selected, content.Entries)}");
        Counts.Write(text, "Отклонено", content.Rejected);
        text.Line("Прошли обучение", $"{Figures.Text(content.Trained)}; доля: {Counts.Share(content.Trained, content.Selected)}");
        text.Line("Часов обучения", Hours(content.TrainingMinutes));
        text.Line("Готовы к работе", $"{Figures.Text(content.Ready)}; были готовы: {Figures.Text(content.EverReady)}");
        text.Line("Согласны участвовать в программах иных организаций", content.Sharing);
        text.Line("Вошли после утверждения этапа 3", content.Late);
        Counts.Write(text, "Исключены", content.Removed);
        text.Missing("Долгосрочная база", "формируется на этапе 7");
    }

    private static string Hours(int minutes) => Figures.Russian(Math.Round(minutes / 60m, 1, MidpointRounding.AwayFromZero))!;
}
