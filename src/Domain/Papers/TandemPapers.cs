using MentorshipFlow.Programmes.Tandems;
using static MentorshipFlow.Papers.OrderPapers;
using static MentorshipFlow.Papers.PaperSources;

namespace MentorshipFlow.Papers;

/// <summary>Plans of mentees, and the personalised programmes and routes of teachers.</summary>
internal static class TandemPapers
{
    public static PaperDraft Plans(PaperRequest request, PaperSources s) => PaperDraft.Of(
        [.. Planned(request, s, _ => true).Select(p => Sheet(s, p.Tandem, p.Plan))], "plans-missing", request.Code);

    /// <summary>Only of mentees whose plan names a programme or a route: that is asked of teachers (M29).</summary>
    public static PaperDraft Routes(PaperRequest request, PaperSources s) => PaperDraft.Of(
        [.. Planned(request, s, p => p.Programme is not null || p.Route is not null).Select(p => Sheet(s, p.Tandem, p.Plan))],
        "routes-missing", request.Code);

    private static IEnumerable<(Tandem Tandem, TandemEvent.DevelopmentPlanApproved Plan)> Planned(
        PaperRequest request, PaperSources s, Func<TandemEvent.DevelopmentPlanApproved, bool> fits) =>
        from tandem in s.State.Tandems.Tandems.Values
        from mentee in tandem.Members.Select(m => m.Mentee).Distinct()
        let plan = tandem.PlanOf(mentee)
        where plan is not null && fits(plan) && (request.Of is null || request.Of == mentee || request.Of == tandem.Id)
        select (tandem, plan);

    private static PaperSheet Sheet(PaperSources s, Tandem t, TandemEvent.DevelopmentPlanApproved plan)
    {
        var (mentee, mentor) = (s.Person(plan.Mentee), s.Person(t.Mentor));
        var words = s.Words(s.Document);
        words["наставляемый"] = mentee.Name;
        words["место_наставляемого"] = mentee.Work ?? "";
        words["наставник"] = mentor.Name;
        words["место_наставника"] = mentor.Work ?? "";
        words["форма"] = s.Form(t.Form);
        words["вариант"] = t.Formed.Variant is { } code
            ? s.Definition.Form(t.Form)?.Variants.FirstOrDefault(v => v.Code == code)?.Title.Ru ?? code : "";
        words["приказ"] = s.Citation(t.Approved?.Document) ?? "";
        words["персонализированная_программа"] = s.Citation(plan.Programme) ?? "";
        words["маршрут"] = s.Citation(plan.Route) ?? "";
        words["расписание"] = t.Timetable is { } table ? $"{Weekdays[table.Weekday - 1]}, "
            + $"{(table.EveryWeeks == 1 ? "каждую неделю" : "раз в две недели")}, {table.Minutes} мин." : "";
        return new(words, Tables(
            ("цели", plan.Goals.Select(g => Row(("категория", s.Category(g.Category)), ("цель", s.Text(g.Target)),
                ("срок", ShortDay(g.DueOn)),
                ("выполнено", t.Progress.TryGetValue(g.Id, out var percent) ? $"{percent} %" : "")))),
            ("встречи", t.Meetings.Where(m => m.Present.Contains(plan.Mentee)).Select(m => Row(
                ("день", ShortDay(m.On)), ("вид", KindOf(m.Kind)), ("минут", $"{m.Minutes}"))))));
    }

    private static readonly string[] Weekdays = ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"];

    private static string KindOf(MeetingKind kind) => kind switch
    {
        MeetingKind.Organisational => "организационная", MeetingKind.Trial => "пробная рабочая", MeetingKind.Planning => "планирование",
        MeetingKind.Regular => "регулярная", MeetingKind.Final => "заключительная",
        MeetingKind.IndividualConsultation => "индивидуальная консультация",
        _ => throw new System.Diagnostics.UnreachableException($"{kind}"),
    };
}
