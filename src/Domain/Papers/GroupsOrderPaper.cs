using MentorshipFlow.Definitions;
using MentorshipFlow.People;
using MentorshipFlow.Programmes.Tandems;
using static MentorshipFlow.Papers.PaperSources;

namespace MentorshipFlow.Papers;

/// <summary>The order on pairs and groups, and each amendment to it.</summary>
internal static class GroupsOrderPaper
{
    /// <summary>The content of a recorded order; without one, everything that no order approves yet.</summary>
    public static PaperDraft Of(PaperRequest request, PaperSources s)
    {
        var tandems = s.State.Tandems.Tandems.Values.OrderBy(t => t.FormedOn).ThenBy(t => t.Id).ToList();
        var order = s.Document ?? (request.Of is null ? null : s.DocumentOf(request));
        // The order that is being printed is registered before it approves anything.
        var used = order is { } o && tandems.Exists(t => t.Approved?.Document == o.Id || t.Members.Exists(m => m.Approved?.Document == o.Id)
            || t.Mentors.Exists(m => m.Order == o.Id) || OrderOf(t) == o.Id) ? o.Id : (Guid?)null;
        var first = tandems.Select(t => t.Approved).OfType<TandemOrder>()
            .Where(a => used is null || (a.Document != used && a.On < order!.Date)).MinBy(a => a.On);
        List<IReadOnlyDictionary<string, string>> formed = [], joined = [], changed = [];
        foreach (var tandem in tandems)
        {
            var members = tandem.Members.Where(m => used is { } id ? m.Approved?.Document == id : m.Open && m.Approved is null).ToList();
            if (members.Count == 0 || (used is null && !tandem.Open)) continue;
            var whole = used is { } by ? tandem.Approved?.Document == by : tandem.Approved is null;
            (whole ? formed : joined).AddRange(Rows(s, tandem, members));
        }

        if (used is { } of) changed.AddRange(tandems.SelectMany(t => Changes(s, t, of)));
        if (formed.Count + joined.Count + changed.Count == 0) return PaperDraft.Lacking("tandems-to-approve-missing", request.Code);
        var words = s.Words(order);
        words["изменяемый_приказ"] = first is null ? "" : s.Citation(first.Document) ?? $"от {Day(first.On)}";
        words["основной"] = first is null ? "да" : "";
        words["есть_пары"] = formed.Count > 0 ? "да" : "";
        words["есть_вступившие"] = joined.Count > 0 ? "да" : "";
        words["куратор"] = s.State.Preparation.Curators is [.., { } term] ? s.Person(term.Person).Name : "";
        return new([new(words, OrderPapers.Tables(("пары", formed), ("вступившие", joined), ("изменения", changed)))], []);
    }

    private static IEnumerable<IReadOnlyDictionary<string, string>> Rows(PaperSources s, Tandem t, List<Membership> members)
    {
        yield return Row(
            ("наставник", Named(s, t.MentorOn(t.FormedOn) ?? t.Mentor)),
            ("наставляемые", string.Join('\n', members.Select(m => Named(s, m.Mentee)).Order(StringComparer.Ordinal))),
            ("форма", s.Form(t.Form)), ("вид", t.Kind == TandemKind.Group || members.Count > 1 ? "группа" : "пара"),
            ("с", ShortDay(members.Min(m => m.From))));
    }

    private static IEnumerable<IReadOnlyDictionary<string, string>> Changes(PaperSources s, Tandem t, Guid order)
    {
        foreach (var (n, term) in t.Mentors.Index().Where(m => m.Index > 0 && m.Item.Order == order))
        {
            var (before, after) = (s.Person(t.Mentors[n - 1].Mentor), s.Person(term.Mentor));
            yield return Row(("текст", before.In(NameCase.Genitive) is { } of && after.In(NameCase.Accusative) is { } whom
                ? $"с {Day(term.From)} наставником ({s.Form(t.Form)}; {Mentees(s, t)}) вместо {of} считать {whom}"
                : $"с {Day(term.From)} сменить наставника ({s.Form(t.Form)}; {Mentees(s, t)}): прежний – {before.Name}, "
                    + $"новый – {after.Name}"));
        }

        if (OrderOf(t) == order)
            yield return Row(("текст", $"прекратить работу ({s.Form(t.Form)}): наставник {s.Person(t.Mentor).Name}, {Mentees(s, t)}, "
                + $"с {Day(t.Ending!.On)}"));
    }

    private static Guid? OrderOf(Tandem t) => (t.Ending?.Event as TandemEvent.TandemDissolved)?.Order;

    private static string Mentees(PaperSources s, Tandem t) =>
        "наставляемые: " + string.Join(", ", t.Mentees.Select(m => s.Person(m).Name).Order(StringComparer.Ordinal));

    private static string Named(PaperSources s, Guid id) =>
        s.Person(id) is var person && person.Work is { } work ? $"{person.Name}, {work}" : person.Name;
}
