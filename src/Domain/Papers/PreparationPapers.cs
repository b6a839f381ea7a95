using MentorshipFlow.Programmes.Documents;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Recognition;
using static MentorshipFlow.Papers.OrderPapers;
using static MentorshipFlow.Papers.PaperSources;

namespace MentorshipFlow.Papers;

/// <summary>Regulation, road map, minutes and letters.</summary>
internal static class PreparationPapers
{
    public static PaperDraft Regulation(PaperRequest request, PaperSources s)
    {
        var words = s.Words(s.DocumentOf(request));
        var own = s.State.Preparation.Of<Fact.ObjectiveSet>().Select(o => o.Text.Value).ToList();
        return new([new(words, Tables(
            ("основания", s.State.Preparation.Of<Fact.LegalBasisRegistered>().OrderBy(b => b.Level).Select(b => Row(("текст", Cited(b))))),
            ("задачи", (own.Count > 0 ? own : s.Definition.Tasks.Select(t => t.Ru)).Select(t => Row(("текст", Clause(t))))),
            ("результаты", s.Definition.Results.Select(r => Row(("текст", Clause(r.Ru))))),
            ("формы", s.State.Preparation.Forms.Keys.Order(StringComparer.Ordinal).Select(f => Row(("название", s.Form(f)),
                ("описание", s.Definition.Form(f)?.Description.Ru.TrimEnd('.', ' ') ?? "")))),
            ("этапы", s.Definition.Stages.Select(x => Row(("название", x.Title.Ru), ("результат", Clause(x.Result.Ru)))))))], []);
    }

    public static PaperDraft Roadmap(PaperRequest request, PaperSources s)
    {
        if (s.State.Preparation.Roadmap is not { } roadmap) return PaperDraft.Lacking("roadmap-missing", request.Code);
        var order = s.Document ?? (roadmap.Document is { } id && s.State.Documents.Documents.TryGetValue(id, out var found)
            ? found.Registered : s.DocumentOf(request));
        var words = s.Words(order);
        words["версия"] = $"{roadmap.Version}";
        return new([new(words, Tables(("пункты", roadmap.Items.Values.OrderBy(i => i.Plan.Stage).ThenBy(i => Order(s, i.Plan.Item))
            .ThenBy(i => i.Plan.Item, StringComparer.Ordinal).Select(i => Row(
                ("код", i.Plan.Item), ("этап", $"{i.Plan.Stage}. {s.Definition.Stage(i.Plan.Stage).Title.Ru}"),
                ("содержание", i.Plan.Title(s.Definition).Ru), ("срок", Term(i.Plan)),
                ("ответственный", string.Join(", ", new[] { i.Plan.Position?.Value, i.Plan.Responsible is { } p ? s.Person(p).Name : null }
                    .OfType<string>())),
                ("результат", i.Plan.Result?.Value ?? string.Join("; ", (s.Definition.Item(i.Plan.Item)?.Documents ?? [])
                    .Select(d => s.Definition.Document(d)?.Title.Ru ?? d))))))))], []);
    }

    /// <summary>Minutes of the administrative meetings, of outreach before people, and of the meetings of mentors with mentees.</summary>
    public static PaperDraft Minutes(PaperRequest request, PaperSources s) => PaperDraft.Of(
        [.. Held(s).Where(h => request.Of is null || h.Id == request.Of || h.Document == request.Of).OrderBy(h => h.On).ThenBy(h => h.Id)
            .Select(h =>
        {
            var words = s.Words(s.Document ?? (h.Document is { } id && s.State.Documents.Documents.TryGetValue(id, out var found)
                ? found.Registered : null));
            words["название"] = h.What;
            words["день"] = Day(h.On);
            words["присутствовало"] = h.Present;
            words["решения"] = s.Text(h.Decisions);
            return new PaperSheet(words, Tables(("присутствовали", h.Persons.Select(p => s.Person(p).Name).Order(StringComparer.Ordinal)
                .Select(n => Row(("имя", n))))));
        })], "meetings-missing", request.Code);

    /// <summary>A letter for each partner.</summary>
    public static PaperDraft Letters(PaperRequest request, PaperSources s) => PaperDraft.Of(
        [.. s.State.Preparation.Of<Fact.PartnerEngaged>().Select(p => (Partner: p, Issued: Issued(s, p.Id)))
            .Where(p => request.Of is null || p.Partner.Id == request.Of || p.Issued?.Id == request.Of).Select(p =>
            {
                var words = s.Words(s.Document ?? p.Issued);
                words["партнёр"] = p.Partner.Title.Value;
                return new PaperSheet(words, Tables());
            })], "partners-missing", request.Code);

    private static DocumentEvent.DocumentRegistered? Issued(PaperSources s, Guid partner) =>
        s.State.Recognition.Of<Recognised.ThankYouLetterIssued>().Where(l => l.Partner == partner)
            .Select(l => s.State.Documents.Documents.GetValueOrDefault(l.Document)?.Registered).OfType<DocumentEvent.DocumentRegistered>()
            .FirstOrDefault();

    private sealed record Meeting(
        Guid Id, string What, DateOnly On, string Present, TextReference? Decisions, Guid? Document, IReadOnlyList<Guid> Persons);

    private static IEnumerable<Meeting> Held(PaperSources s) =>
    [
        .. s.State.Preparation.Of<Fact.AdministrativeMeetingHeld>().Select(m =>
            new Meeting(m.Id, "административного совещания", m.On, "", m.Decisions, m.Protocol, [])),
        .. s.State.Preparation.Of<Fact.OutreachHeld>().Where(o => o.Document is not null || o.Attendance is not null).Select(o =>
            new Meeting(o.Id, $"мероприятия «{Channel(s, o.Channel)}»", o.On, o.Attendance is { } n ? $"{n}" : "", null, o.Document, [])),
        .. s.State.Matching.Rounds.Values.SelectMany(r => r.Meetings.Select(m =>
            new Meeting(m.Id, $"групповой встречи наставников и наставляемых ({s.Form(r.Form)})", m.On, $"{m.Present.Count}", null, null,
                m.Present))),
    ];

    private static string Channel(PaperSources s, string code) =>
        s.Definition.OutreachChannels.FirstOrDefault(c => c.Code == code)?.Title.Ru ?? code;

    private static int Order(PaperSources s, string item) =>
        s.Definition.Stages.SelectMany(x => x.Items).Index().Where(i => i.Item.Code == item).Select(i => i.Index)
            .DefaultIfEmpty(int.MaxValue)
            .First();

    private static string Term(RoadmapItem plan) => plan.Planned?.Value ?? (plan.PlannedFrom, plan.PlannedTo) switch
    {
        ({ } from, { } to) => $"{ShortDay(from)} – {ShortDay(to)}",
        (null, { } to) => $"до {ShortDay(to)}",
        ({ } from, null) => $"с {ShortDay(from)}",
        _ => "",
    };

    private static string Clause(string text) =>
        text.TrimEnd('.', ';', ' ') is var clean && clean.Length > 1 && !char.IsUpper(clean[1])
            ? char.ToLowerInvariant(clean[0]) + clean[1..] : clean;
}
