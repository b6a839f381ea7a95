using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Programmes.Surveys;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>Content of section 7; absent when nobody has applied.</summary>
/// <param name="NotEntered">Applied, but were never in the base, or only by mistake.</param>
/// <param name="Entries">#RB of model.md 5.6.</param>
/// <param name="Selected">#SEL: the last decision is selection.</param>
/// <param name="Trained">#TRN: of the selected, those with a passed training.</param>
/// <param name="Ready">#RDY.</param>
/// <param name="Withdrawn">A withdrawal has taken effect; not removed.</param>
/// <param name="LateEntries">In the base since after the last approval of stage 3, so gates 3 and 4 did not count them.</param>
/// <param name="LongTerm">In the long-term base.</param>
internal sealed record MentorBaseContent(
    int Applications, int NotEntered, Tally Entries, IReadOnlyList<NamedTally> Categories, IReadOnlyList<NamedTally> Contours,
    Tally Selected, IReadOnlyList<NamedTally> Rejected, Tally Trained, int TrainingMinutes, Tally Ready, int Withdrawn,
    SharingContent Sharing, Tally LateApplications, int LateEntries, IReadOnlyList<Count> Removed, int LongTerm);

/// <summary>Mentors who answered about programmes of other organisations, and those who agreed.</summary>
internal sealed record SharingContent(Tally Answered, Tally Permitted);

/// <summary>
/// Section 7, counted like section 6; a mentor who withdrew is in the base until the withdrawal takes effect:
/// <code>
/// Заявок: {number}; в базу не включены: {number}
/// Записей в базе: {#RB}; на {as-of date}: {number}
/// По категориям: {…}
/// - {category}; {number}; на {as-of date}: {number}
/// По контурам: {…}
/// - {внутренний|внешний}; {…}
/// Отобрано: {#SEL}; доля: {#SEL ÷ #RB, %}; на {as-of date}: {number}
/// Отклонено: {…}                                   by ground
/// - {ground}; {…}
/// Прошли обучение: {#TRN}; доля: {#TRN ÷ #SEL, %}; на {as-of date}: {number}
/// Часов обучения: {sum of the minutes of passed trainings ÷ 60}
/// Были готовы к работе: {ever}; на {as-of date}: {declared ready, in the base, may take part, consents}
/// Отказались: {number}
/// Ответили об участии в программах иных организаций: {…}
/// Согласны участвовать в программах иных организаций: {…}
/// Подали заявку после утверждения этапа 3: {…}
/// Вошли после действующего утверждения этапа 3: {number}
/// Исключены: {…}
/// - {reason}; {number}
/// Долгосрочная база: {number}
/// </code>
/// Without anybody in the long-term base the last line has no source. The public version withholds numbers as in section 6, and with them
/// the grounds of rejections.
/// </summary>
internal static class MentorBaseSection
{
    private const int Gate = 3;

    public static MentorBaseContent? Of(Programme state, DateOnly asOf, Suppression suppression)
    {
        var (room, gate) = (state.Participants, state.Gates[Gate]);
        if (room.Mentors.IsEmpty || Hides(state, suppression)) return null;
        List<Entrant<MentorEntry>> entries =
            [.. room.Mentors.Values.Where(m => m.EverInBase)
                .Select(m => new Entrant<MentorEntry>(m, room.Standings[m.Person], m.AvailableOn(asOf)))];
        var rejected = entries.FindAll(e => e.Fact.Decided is ParticipantEvent.MentorRejected);
        var whole = entries.Of(_ => true);
        return new(
            room.Mentors.Count, room.Mentors.Count - entries.Count, whole,
            entries.By(e => e.Fact.Category!.Value, Words.Of).Open(whole, suppression),
            entries.By(e => e.Standing.Contour, Words.Of).Open(whole, suppression), entries.Of(e => e.Fact.Selected),
            rejected.By(e => ((ParticipantEvent.MentorRejected)e.Fact.Decided!).Ground, Words.Of).Open(whole, suppression, named: false),
            entries.Of(e => e.Fact.Selected && Passed(e.Fact).Any()), entries.Sum(e => Passed(e.Fact).Sum(t => t.Minutes)),
            new(entries.Count(e => e.Fact.Declarations > 0), entries.Count(e => PersonalPath.IsReady(state, e.Fact, asOf))),
            entries.Count(e => e.Fact.InBase && !e.Now),
            new(entries.Of(e => e.Fact.Sharing is not null), entries.Of(e => e.Fact.Sharing is { Permitted: true })),
            entries.Of(e => e.Fact.LateJoin), entries.Count(e => e.Now && gate.ApprovedBefore(e.Fact.EnteredAt)),
            Tallies.Removals(entries.Where(e => !e.Fact.InBase).Select(e => e.Fact.Stays[^1])).Open(suppression),
            room.Mentors.Values.Count(m => m.LongTerm is not null));
    }

    /// <summary>Whether the persons are too few for any number of the public version.</summary>
    public static bool Hides(Programme state, Suppression suppression) => suppression.Public
        && (SmallCells.IsSmall(state.Participants.Mentors.Count)
            || SmallCells.IsSmall(state.Participants.Mentors.Values.Count(m => m.EverInBase)));

    public static void Write(CertificateText text, MentorBaseContent? content, DateOnly asOf, bool hidden)
    {
        text.Section(7);
        if (content is null)
        {
            if (hidden) text.Line("Заявок", Suppression.Withheld);
            else text.Missing("Заявок", "заявок наставников нет");
            return;
        }

        text.Line("Заявок", $"{Figures.Text(content.Applications)}; в базу не включены: {Figures.Text(content.NotEntered)}");
        text.Line("Записей в базе", content.Entries, asOf);
        text.List("По категориям", content.Categories, asOf);
        text.List("По контурам", content.Contours, asOf);
        text.Line("Отобрано", content.Selected, content.Entries.Ever, asOf);
        text.List("Отклонено", content.Rejected, asOf);
        text.Line("Прошли обучение", content.Trained, content.Selected.Ever, asOf);
        text.Line("Часов обучения", Hours(content.TrainingMinutes));
        text.Line("Были готовы к работе", content.Ready, asOf);
        text.Line("Отказались", content.Withdrawn);
        text.Line("Ответили об участии в программах иных организаций", content.Sharing.Answered, asOf);
        text.Line("Согласны участвовать в программах иных организаций", content.Sharing.Permitted, asOf);
        text.Line("Подали заявку после утверждения этапа 3", content.LateApplications, asOf);
        text.Line("Вошли после действующего утверждения этапа 3", content.LateEntries);
        text.List("Исключены", content.Removed);
        text.Line("Долгосрочная база", content.LongTerm == 0 ? null : Figures.Text(content.LongTerm), "наставники в неё не включены");
    }

    private static IEnumerable<ParticipantEvent.MentorTrainingCompleted> Passed(MentorEntry mentor) =>
        mentor.Trainings.Where(t => t.Result == TrainingResult.Passed);

    private static string Hours(int minutes) => Figures.Russian(Math.Round(minutes / 60m, 1, MidpointRounding.AwayFromZero))!;
}
