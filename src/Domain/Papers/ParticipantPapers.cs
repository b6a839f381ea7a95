using System.Globalization;
using MentorshipFlow.People;
using MentorshipFlow.Programmes.Participants;
using MentorshipFlow.Publishing;
using static MentorshipFlow.Papers.OrderPapers;
using static MentorshipFlow.Papers.PaperSources;

namespace MentorshipFlow.Papers;

/// <summary>Papers about participants: bases, consents, questionnaires, slips.</summary>
internal static class ParticipantPapers
{
    public static PaperDraft Bases(PaperRequest request, PaperSources s)
    {
        var room = s.State.Participants;
        var (mentees, mentors) = (room.Mentees.Values.Where(m => m.InBase).ToList(), room.Mentors.Values.Where(m => m.InBase).ToList());
        if (mentees.Count + mentors.Count == 0) return PaperDraft.Lacking("bases-empty", request.Code);
        return new([new(s.Words(s.DocumentOf(request)), Tables(
            ("наставляемые", ByName(s, mentees, m => m.Person).Select(m => Row(
                ("имя", m.Named.Name), ("контакты", m.Named.Contacts ?? ""), ("место", m.Named.Work ?? ""),
                ("запросы", string.Join("; ", m.Entry.Requests.Select(r => s.Category(r.Category)).Distinct())),
                ("форма", m.Entry.Form is { } form ? s.Form(form.Form) : ""), ("дата", ShortDay(m.Entry.EnteredOn)),
                ("наставник", string.Join("; ", s.State.Tandems.Tandems.Values.Where(t => t.Mentees.Contains(m.Entry.Person))
                    .Select(t => s.Person(t.Mentor).Name).Distinct())),
                ("итог", m.Entry.Result is { } result ? Words.Of(result.Result) : "")))),
            ("наставники", ByName(s, mentors, m => m.Person).Select(m => Row(
                ("имя", m.Named.Name), ("контакты", m.Named.Contacts ?? ""), ("место", m.Named.Work ?? ""),
                ("формы", string.Join(", ", m.Entry.Offer.Forms.Select(s.Form))),
                ("часы", m.Entry.Offer.MinutesPerWeek is { } minutes
                    ? (minutes / 60m).ToString("0.##", CultureInfo.InvariantCulture).Replace('.', ',') : ""),
                ("мест", $"{m.Entry.Offer.Capacity}"), ("дата", ShortDay(m.Entry.EnteredOn)),
                ("готов", ShortDay(m.Entry.DeclaredReadyOn)),
                ("итог", m.Entry.Result is { } result ? Words.Of(result.Result) : ""))))))], []);
    }

    /// <summary>A consent for the person who is asked for; without one, for everybody in the programme who has none on file.</summary>
    public static PaperDraft Consents(PaperRequest request, PaperSources s)
    {
        if (s.Privacy.Latest(request.Purpose) is not { } text)
            return PaperDraft.Lacking("consent-text-missing", Kebab.Of($"{request.Purpose}"));
        var room = s.State.Participants;
        var persons = room.Mentees.Keys.Concat(room.Mentors.Keys).Distinct()
            .Where(p => request.Of is { } asked ? p == asked : Lacks(room, p, request.Purpose))
            .Where(p => !room.Standings[p].Erased);
        return PaperDraft.Of([.. persons.Select(p => (Id: p, Named: s.Person(p))).OrderBy(p => p.Named.Name, StringComparer.Ordinal)
            .ThenBy(p => p.Id)
            .Select(p => Consent(s, p.Id, p.Named, text))], "nobody-to-consent", Kebab.Of($"{request.Purpose}"));
    }

    public static PaperDraft Questionnaire(PaperRequest request, PaperSources s)
    {
        if (s.Questionnaire is not { } questionnaire) return PaperDraft.Lacking("questionnaire-missing", request.Code);
        var words = s.Words(null);
        words["анкета"] = questionnaire.Title.Ru;
        words["код_анкеты"] = $"{questionnaire.Code}/{questionnaire.Version}";
        return new([new(words, Tables(("вопросы", questionnaire.Items.Select(i => Row(
            ("текст", i.Text.Ru), ("ответ", i.Kind switch
            {
                ItemKind.Scale => string.Join("\u00a0\u00a0\u00a0 ", Enumerable.Range(QuestionnaireItem.Lowest, QuestionnaireItem.Highest)),
                ItemKind.Open => "____________________________________________\n____________________________________________",
                _ => string.Join("\n", i.Options.Select(o => $"[\u00a0\u00a0\u00a0] {o.Ru}")),
            }),
            ("подсказка", i.Kind switch
            {
                ItemKind.Scale => "обведите число: 1 – самый низкий балл, 10 – самый высокий",
                ItemKind.Open => "напишите своими словами", _ => "отметьте один ответ",
            }))))))], []);
    }

    /// <summary>A slip for each link.</summary>
    public static PaperDraft Slips(PaperRequest request, PaperSources s) => PaperDraft.Of(
        [.. s.Links.Select(l => (Link: l, s.Person(l.Person).Name))
        .OrderBy(l => l.Name, StringComparer.Ordinal).Select(l =>
        {
            var words = s.Words(null);
            words["имя"] = l.Name;
            words["ссылка"] = l.Link.Address;
            words["код"] = l.Link.Code ?? "";
            words["страница_кода"] = l.Link.Code is null ? "" : l.Link.CodeAt;
            words["до"] = l.Link.Until is { } until ? Day(until) : "";
            words[PaperSheet.Code] = l.Link.Address;
            return new PaperSheet(words, Tables());
        })], "links-missing", request.Code);

    private static bool Lacks(ParticipantsRoom room, Guid person, ConsentPurpose purpose) =>
        room.Standings[person] is var standing && !standing.Left && !standing.Refused.Contains(purpose)
        && !standing.Consents.Any(c => c.Purpose == purpose);

    private static PaperSheet Consent(PaperSources s, Guid id, PaperPerson person, PrivacyEvent.ConsentTextPublished text)
    {
        var wording = text.Wording;
        var (self, representative) = Signers.Needed(s.State.Participants.Standings[id].AgeBand, s.Privacy.SignerPolicy);
        var words = s.Words(null);
        words["заголовок"] = wording.Title.Value;
        words["имя"] = person.Name;
        words["рождение"] = person.Born is { } born ? Day(born) : "";
        words["представители"] = representative && person.Representatives is { Count: > 0 } names ? string.Join("; ", names) : "";
        words["подпись_субъекта"] = self ? person.Name : "";
        words["подпись_представителя"] = representative ? NoWords : "";
        words["субъект"] = wording.Subject.Value;
        words["оператор"] = wording.Operator.Value;
        words["адрес_оператора"] = wording.OperatorAddress.Value;
        words["назначение"] = wording.Purpose.Value;
        words["данные"] = string.Join("; ", wording.Categories.Select(c => c.Value));
        words["действия"] = string.Join("; ", wording.Actions.Select(a => a.Value));
        words["срок"] = wording.Term.Value;
        words["отзыв"] = wording.Withdrawal.Value;
        words["код_текста"] = $"редакция {text.Version}, отпечаток {text.Sha256[..16]}";
        words["код_участника"] = $"{id}"[^4..].ToUpperInvariant();
        words[PaperSheet.Code] = $"mentorshipflow consent v1 {id} {text.Id}";
        return new(words, Tables());
    }

    private static IEnumerable<(T Entry, PaperPerson Named)> ByName<T>(PaperSources s, IEnumerable<T> entries, Func<T, Guid> person) =>
        entries.Select(e => (Entry: e, Named: s.Person(person(e)))).OrderBy(e => e.Named.Name, StringComparer.Ordinal);

    private static class Words
    {
        public static string Of(EntryResult result) => result switch
        {
            EntryResult.Reached => "цель достигнута",
            EntryResult.PartlyReached => "цель достигнута частично",
            EntryResult.NotReached => "цель не достигнута",
            EntryResult.LeftEarly => "выбыл до завершения",
            EntryResult.NotMatched => "без пары или группы",
            _ => throw new System.Diagnostics.UnreachableException($"{result}"),
        };
    }
}
