using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Tandems;

namespace MentorshipFlow.Certificates.Sections;

/// <summary>Content of section 9; absent when no pair or group was formed.</summary>
/// <param name="Kinds">All six kinds, also with 0.</param>
/// <param name="FullCycle">Pairs and groups with meetings of all five kinds.</param>
/// <param name="Tandems">#T of model.md 5.6.</param>
/// <param name="ActiveMonths">See <see cref="MeetingsSection"/>.</param>
/// <param name="Present">Mentees who were present, summed over all meetings.</param>
/// <param name="Expected">Mentees who were present or absent.</param>
internal sealed record MeetingsContent(
    int Held, IReadOnlyList<KindOfMeetingContent> Kinds, int FullCycle, int Tandems, int Regular, int ActiveMonths, int Minutes,
    int Present, int Expected, int Cancelled);

/// <summary>Meetings of one kind.</summary>
/// <param name="Withheld">True if it is about too few persons for the public version.</param>
internal sealed record KindOfMeetingContent(MeetingKind Kind, int? Number, bool? Withheld);

/// <summary>
/// Section 9: meetings of the pairs and groups that section 8 counts, without those that were voided:
/// <code>
/// Встреч: {number}
/// По видам: 6
/// - {kind}; {n}
/// Полный цикл встреч: {number}; доля: {number ÷ #T, %}     all five kinds were held
/// Регулярных встреч на пару или группу в месяц: {regular meetings ÷ active months}
/// Часов: {sum of minutes ÷ 60}
/// Посещаемость: {present} из {expected}; доля: {present ÷ expected, %}     mentees; a consultation expects those present
/// Отменено встреч: {number}
/// </code>
/// An active month of a pair or group is a calendar month with a day from the order to the end or, without an end, to the as-of date, on
/// which neither it nor the programme was suspended. In the public version the numbers of the kinds at which fewer than three mentees were
/// present are withheld as in section 8.
/// </summary>
internal static class MeetingsSection
{
    public static MeetingsContent? Of(Programme state, DateOnly asOf, Suppression suppression)
    {
        if (state.Tandems.Tandems.IsEmpty || TandemsSection.Hides(state, suppression)) return null;
        List<Tandem> tandems = [.. TandemsSection.Approved(state)];
        List<TandemEvent.MeetingHeld> meetings = [.. tandems.SelectMany(t => t.Meetings)];
        return new(
            meetings.Count,
            Kinds(meetings, suppression),
            tandems.Count(t => !MeetingRules.NotHeld(t).Any()), tandems.Count, meetings.Count(m => m.Kind == MeetingKind.Regular),
            tandems.Sum(t => ActiveMonths(t, state, asOf)), meetings.Sum(m => m.Minutes), meetings.Sum(m => m.Present.Count),
            meetings.Sum(m => m.Present.Count + m.Absent.Count), tandems.Sum(t => t.Cancelled.Count));
    }

    public static void Write(CertificateText text, MeetingsContent? content, bool hidden)
    {
        text.Section(9);
        if (content is null)
        {
            if (hidden) text.Line("Встреч", Suppression.Withheld);
            else text.Missing("Встреч", "пар и групп нет");
            return;
        }

        text.Line("Встреч", content.Held);
        text.List("По видам", content.Kinds, k =>
            [Words.Of(k.Kind), k.Withheld == true ? Suppression.Withheld : Figures.Text(k.Number!.Value)]);
        text.Line("Полный цикл встреч", Figures.WithShare(content.FullCycle, content.Tandems));
        text.Line("Регулярных встреч на пару или группу в месяц",
            Figures.Russian(Figures.Ratio(content.Regular, content.ActiveMonths)) ?? Figures.Undefined);
        text.Line("Часов", Figures.Russian(Figures.Ratio(content.Minutes, 60))!);
        text.Line("Посещаемость",
            $"{Figures.Text(content.Present)} из {Figures.Text(content.Expected)}; {Figures.Share(content.Present, content.Expected)}");
        text.Line("Отменено встреч", content.Cancelled);
    }

    private static List<KindOfMeetingContent> Kinds(List<TandemEvent.MeetingHeld> meetings, Suppression suppression)
    {
        var kinds = Enum.GetValues<MeetingKind>();
        var hidden = suppression.Cells(
            [.. kinds.Select(k => meetings.Where(m => m.Kind == k).SelectMany(m => m.Present).Distinct().Count())]);
        return
        [
            .. kinds.Zip(hidden, (k, withheld) =>
                new KindOfMeetingContent(k, withheld ? null : meetings.Count(m => m.Kind == k), withheld ? true : null)),
        ];
    }

    private static int ActiveMonths(Tandem t, Programme state, DateOnly asOf)
    {
        var until = t.Ending is { On: var end } && end < asOf ? end : asOf;
        HashSet<(int Year, int Month)> months = [];
        for (var day = t.Approved!.On; day <= until; day = day.AddDays(1))
        {
            if (!t.SuspendedOn(day) && !state.SuspendedOn(day)) months.Add((day.Year, day.Month));
        }

        return months.Count;
    }
}
