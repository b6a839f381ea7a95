using System.Globalization;
using MentorshipFlow.People;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Programmes.Recognition;
using MentorshipFlow.Programmes.Tandems;
using static MentorshipFlow.Papers.PaperSources;

namespace MentorshipFlow.Papers;

/// <summary>Orders but that on pairs and groups.</summary>
internal static class OrderPapers
{
    public static PaperDraft Introduction(PaperRequest request, PaperSources s)
    {
        var words = s.Words(s.DocumentOf(request));
        words["основания"] = string.Join("; ", s.State.Preparation.Of<Fact.LegalBasisRegistered>().OrderBy(b => b.Level).Select(Cited));
        words["формы"] = string.Join(", ", s.State.Preparation.Forms.Keys.Order(StringComparer.Ordinal).Select(s.Form));
        words["куратор"] = s.State.Preparation.Curators is [.., { } term] ? s.Person(term.Person).Name : "";
        words["положение"] = Document(s, "mentoring-regulation");
        words["дорожная_карта"] = Document(s, "roadmap-order");
        return new([new(words, Tables(("задачи", s.State.Preparation.Of<Fact.ObjectiveSet>()
            .Select(o => Row(("текст", o.Text.Value.TrimEnd('.', ';', ' '))))))) ], []);
    }

    /// <summary>The order of one term, or the draft that appoints the person who is asked for.</summary>
    public static PaperDraft Curator(PaperRequest request, PaperSources s)
    {
        var document = s.DocumentOf(request);
        var term = s.State.Preparation.Curators.FindLast(t => document is null || t.Order == document.Id);
        if ((request.Person ?? term?.Person) is not { } person) return PaperDraft.Lacking("curator-missing", request.Code);
        var words = s.Words(document);
        words["куратор"] = s.Person(person).Name;
        words["куратора"] = s.Person(person).In(NameCase.Accusative) ?? "";
        words["не_склоняется"] = words["куратора"].Length > 0 ? "" : "да";
        words["должность_куратора"] = s.Person(person).Work ?? "";
        words["назначен_с"] = DayOrBlank(request.Person is null || request.Person == term?.Person ? term?.From : null);
        var before = term is null ? s.State.Preparation.Curators.Count - 1 : s.State.Preparation.Curators.IndexOf(term) - 1;
        words["прежний_куратор"] = before >= 0 && s.State.Preparation.Curators[before].Person != person
            ? s.Person(s.State.Preparation.Curators[before].Person).Name : "";
        return new([new(words, Tables())], []);
    }

    /// <summary>Those whom the recorded order encourages; before it is recorded, mentors whose pair or group reached its goal, wholly or in
    /// part.</summary>
    public static PaperDraft Encouragement(PaperRequest request, PaperSources s)
    {
        var document = s.DocumentOf(request);
        var recorded = s.State.Recognition.Of<Recognised.EncouragementOrdered>().Where(e => e.Order == document?.Id)
            .SelectMany(e => e.Persons).Distinct().ToList();
        var persons = recorded.Count > 0 ? recorded
            : [.. s.State.Tandems.Tandems.Values.Where(t => t.Ending?.Event is TandemEvent.TandemCompleted
                { Outcome: TandemOutcome.Reached or TandemOutcome.PartlyReached }).Select(t => t.Mentor).Distinct()];
        if (persons.Count == 0) return PaperDraft.Lacking("encouraged-missing", request.Code);
        return new([new(s.Words(document), Tables(("лица", persons.Select(p => (s.Person(p), p))
            .OrderBy(p => p.Item1.Name, StringComparer.Ordinal)
            .Select(p => Row(("имя", p.Item1.Name), ("работа", p.Item1.Work ?? ""), ("роль", Part(s, p.p)))))))], []);
    }

    public static PaperDraft FinalEvent(PaperRequest request, PaperSources s)
    {
        var document = s.DocumentOf(request);
        var words = s.Words(document);
        var held = s.State.Recognition.Of<Recognised.FinalEventHeld>().OrderBy(e => e.On).FirstOrDefault();
        words["день_мероприятия"] = DayOrBlank(held?.On);
        words["куратор"] = s.State.Preparation.Curators is [.., { } term] ? s.Person(term.Person).Name : "";
        words["пар_и_групп"] = $"{s.State.Tandems.Tandems.Values.Count(t => t.Approved is not null)}";
        return new([new(words, Tables(("номинации", s.State.Recognition.Of<Recognised.CompetitionHeld>().OrderBy(c => c.Nomination)
            .Select(c => Row(("название", Certificates.Sections.Words.Of(c.Nomination)), ("день", Day(c.On)))))))], []);
    }

    internal static Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>> Tables(
        params IEnumerable<(string Name, IEnumerable<IReadOnlyDictionary<string, string>> Rows)> tables) =>
        tables.ToDictionary(t => t.Name, t => (IReadOnlyList<IReadOnlyDictionary<string, string>>)[.. t.Rows]);

    internal static string Cited(Fact.LegalBasisRegistered b) =>
        $"{b.Kind}{(b.Date is { } date ? $" от {Written(date.Value)}" : "")}"
            + $"{(b.Number is { } number ? $" {Unbroken(number)}" : "")} «{b.Title}»";

    private static string Written(string date) => DateOnly.TryParseExact(
        date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Day(day) : date;

    private static string Document(PaperSources s, string kind) =>
        s.State.Documents.InForceOfKind(kind).Select(d => Citation(d.Registered)).OfType<string>().LastOrDefault() ?? "";

    private static string Part(PaperSources s, Guid person) =>
        s.State.Participants.Mentors.ContainsKey(person) ? "наставник" : s.State.Participants.Mentees.ContainsKey(person) ? "наставляемый"
            : "";
}
