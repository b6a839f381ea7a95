using System.Globalization;
using System.Text.Json;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Parts;
using MentorshipFlow.Api.Pages.Words;

namespace MentorshipFlow.Api.Pages.Forms;

/// <summary>A value that a field may have, as the API and as people call it.</summary>
public sealed record Choice(string Value, string Label);

/// <summary>The values that a form offers for fields whose names stand for something of the programme or the school.</summary>
public sealed class Choices(Visit visit, string operation, IReadOnlyDictionary<string, string?> address)
{
    private static readonly HashSet<string> Documents =
        ["document", "documents", "evidence", "order", "protocol", "route", "replacement", "by-document"];

    private static readonly HashSet<string> Persons =
    [
        "person", "persons", "mentor", "mentee", "mentees", "responsible", "representative", "signatory", "signers", "present", "absent",
        "named", "about", "by", "to", "signer",
    ];

    // The kind of document that a decision most probably rests on.
    private static readonly Dictionary<string, string> Orders = new()
    {
        ["approveTandems"] = "groups-order", ["orderEncouragement"] = "encouragement-order", ["orderFinalEvent"] = "final-event-order",
        ["appointCurator"] = "curator-order", ["issueThankYouLetter"] = "letter", ["concludeMonitoring"] = "monitoring-report",
        ["approveTrainingPlan"] = "training-plan",
    };

    private readonly Dictionary<string, IReadOnlyList<Choice>> known = [];
    private string? Programme => address.GetValueOrDefault("programme");
    private string? Paper => address.GetValueOrDefault("paper");
    private bool OfAPaper => operation is "disclosePaper" or "registerPaper";

    /// <summary>Finds the values for all fields of a form.</summary>
    public async Task Prepare(IEnumerable<FormField> fields)
    {
        foreach (var field in fields)
        {
            if (field.Kind is FieldKind.Group or FieldKind.Many) await Prepare(field.Kind == FieldKind.Many ? [field.Of[0]] : field.Of);
            if (field.Kind is FieldKind.Line or FieldKind.Number && !known.ContainsKey(field.Name)
                && await Found(field) is { } found) known[field.Name] = found;
        }
    }

    /// <summary>The values for a field; null if anything may be typed.</summary>
    public IReadOnlyList<Choice>? For(FormField field) => field.Kind == FieldKind.Choice
        ? [.. field.Values.Where(v => v != "system").Select(v => new Choice(v, Word(field.Name, v)))]
        : known.GetValueOrDefault(field.Name);

    /// <summary>A fixed value in words.</summary>
    public static string Word(string field, string value) => PageWords.Maybe($"value.{field}.{Kebab.Of(value)}")
        ?? PageWords.Maybe($"value.{Kebab.Of(value)}") ?? Sentences.Word(Kebab.Of(value)) ?? value;

    /// <summary>The name of what the address leads to, where a form alone would not say it; null elsewhere.</summary>
    public async Task<string?> About()
    {
        if (Programme is null) return null;
        if (address.GetValueOrDefault("tandem") is { } tandem) return Of(await OfTandems(tandem), tandem);
        if (address.GetValueOrDefault("item") is { } item) return Of(await OfItems(), item);
        return address.GetValueOrDefault("form") is { } form ? Of(await OfForms(), form) : null;

        static string? Of(IReadOnlyList<Choice>? choices, string value) => choices?.FirstOrDefault(c => c.Value == value)?.Label;
    }

    private Task<IReadOnlyList<Choice>?> Found(FormField field) => field.Name switch
    {
        "by" when operation == "supersedeDocument" => OfDocuments(),
        "programme" when operation == "approveDevelopmentPlan" => OfDocuments(),
        "order" when field.Type == typeof(Guid) => OfOrders(),
        "of" when OfAPaper => OfPaper(),
        "person" when OfAPaper && Paper is not ("curator-order" or "family-slip") => None(),
        "questionnaire" when OfAPaper => Paper == "questionnaire" ? OfQuestionnaires() : None(),
        "kind" when operation is "engagePartner" or "nameFuturePartner" =>
            OfDefinition(d => d.GetProperty("contours").GetProperty("external").EnumerateArray().Select(Titled)),
        var name when Documents.Contains(name) && field.Type == typeof(Guid) => OfDocuments(),
        var name when Persons.Contains(name) && field.Type == typeof(Guid) => OfPersons(name),
        "form" or "forms" => OfForms(),
        "variant" or "variants" => OfDefinition(d => d.GetProperty("forms").EnumerateArray()
            .SelectMany(f => f.TryGetProperty("variants", out var v) ? v.EnumerateArray().Select(Titled) : [])),
        "channel" => OfDefinition(d => d.GetProperty("outreachChannels").EnumerateArray().Select(Titled)),
        "kind" when operation == "registerDocument" => OfDefinition(d => d.GetProperty("documents").EnumerateArray()
            .Concat(d.GetProperty("otherDocuments").EnumerateArray()).Select(Titled)),
        "code" when operation == "setObjective" => OfDefinition(d => d.GetProperty("tasks").EnumerateArray().Select(Worded)),
        "code" when operation == "setExpectedResult" => OfDefinition(d => d.GetProperty("results").EnumerateArray().Select(Worded)),
        "code" when operation is "measureIndicators" or "recordEntryMeasurement" =>
            OfDefinition(d => d.GetProperty("indicators").EnumerateArray().Select(Titled)),
        "result" when operation == "recordBaseline" => OfDefinition(d => d.GetProperty("results").EnumerateArray().Select(Worded)),
        "band" when operation == "recordContingent" => Fixed("band", "learners-10-19", "learners-15-19", "young-specialists"),
        "weekday" => Fixed("weekday", "1", "2", "3", "4", "5", "6", "7"),
        "stage" when operation == "acknowledgeShortage" => Fixed("stage", "3", "4"),
        "criterion" => OfCriteria(),
        "item" when Programme is not null && operation.Contains("oadmap", StringComparison.Ordinal) => OfItems(),
        "tandem" or "tandems" => OfTandems(),
        "enterprise" => OfFacts("partners", IsEnterprise),
        "partner" => OfFacts("partners", operation == "nameMentorEnterprise" ? IsEnterprise : null),
        "planned" when field.Type == typeof(Guid) => OfFacts("year-plan"),
        "programme" when field.Type == typeof(Guid) => OfProgrammes(),
        "text" when field.Type == typeof(Guid) => OfConsentTexts(),
        _ => Task.FromResult<IReadOnlyList<Choice>?>(null),
    };

    private async Task<IReadOnlyList<Choice>?> OfDocuments() => Programme is null ? null : Documented(await Registered());

    private async Task<IReadOnlyList<JsonElement>> Registered() =>
    [
        .. (await visit.All<JsonElement>("listDocuments", ("programme", Programme)))
            .Where(d => d.GetProperty("inForce").GetBoolean()).Select(d => d.GetProperty("registered")),
    ];

    private IReadOnlyList<Choice> Documented(IEnumerable<JsonElement> registered) =>
    [
        .. registered.OrderByDescending(r => r.GetProperty("kind").GetString() == Orders.GetValueOrDefault(operation))
            .ThenByDescending(r => r.Text("date"), StringComparer.Ordinal)
            .Select(r => new Choice(r.GetProperty("id").GetString()!, Cited(r))),
    ];

    // Only orders; where the register has none, any document.
    private async Task<IReadOnlyList<Choice>?> OfOrders()
    {
        if (Programme is null) return null;
        var orders = (await OfDefinition(d => d.GetProperty("documents").EnumerateArray()
            .Concat(d.GetProperty("otherDocuments").EnumerateArray()).Where(k => k.Text("kind") == "order").Select(Titled)))!
            .Select(k => k.Value).ToHashSet();
        var documents = await Registered();
        var only = documents.Where(d => orders.Contains(d.Text("kind")!)).ToList();
        return Documented(only.Count > 0 ? only : documents);
    }

    private async Task<IReadOnlyList<Choice>?> OfPersons(string name)
    {
        var whose = new List<Guid>();
        if (name is "signers" or "signer" or "by" && address.TryGetValue("person", out var about))
            whose.AddRange(await WithRepresentatives(about));
        else if (name is "present" or "absent" && address.TryGetValue("tandem", out var tandem))
            whose.AddRange((await visit.All<JsonElement>("listTandems", ("programme", Programme)))
                .Where(t => t.GetProperty("id").GetString() == tandem)
                .SelectMany(t => t.GetProperty("mentees").EnumerateArray().Select(m => m.GetGuid())));
        else if (operation is "applyAsMentee" or "applyAsMentor") return await Applicants();
        else if (Programme is not null && name is "mentee" or "mentees") whose.AddRange(await InProgramme("listMentees"));
        else if (Programme is not null && name is "mentor" or "to") whose.AddRange(await InProgramme("listMentors"));
        else if (visit.May("listPeople"))
        {
            whose.AddRange((await visit.All<JsonElement>("listPeople"))
                .Where(p => !p.GetProperty("left").GetBoolean() && !p.GetProperty("erased").GetBoolean())
                // Pupils and parents sign nothing for a school.
                .Where(p => name != "signatory" || p.Each("kinds").Any(k => k.GetString() is not ("learner" or "parent")))
                .Select(p => p.GetProperty("id").GetGuid()));
        }

        return whose.Count == 0 ? null : await Named(whose);
    }

    // People who are not in the base yet; for mentees only pupils, students and teachers.
    private async Task<IReadOnlyList<Choice>?> Applicants()
    {
        var mentees = operation == "applyAsMentee";
        var known = (await InProgramme(mentees ? "listMentees" : "listMentors")).ToHashSet();
        var people = (await visit.All<JsonElement>("listPeople"))
            .Where(p => !p.GetProperty("left").GetBoolean() && !p.GetProperty("erased").GetBoolean()
                && !known.Contains(p.GetProperty("id").GetGuid())
                && (!mentees || p.Each("kinds").Any(k => k.GetString() is "learner" or "student" or "teacher")))
            .ToDictionary(p => $"{p.GetProperty("id").GetGuid():D}", p => p.Text("grade") is { } grade
                ? PageWords.Say("person.grade", grade) : string.Join(", ", p.Each("kinds").Select(k => Word("kinds", k.GetString()!))));
        return [.. (await Named(people.Keys.Select(Guid.Parse))).Select(c => c with { Label = $"{c.Label}, {people[c.Value]}" })];
    }

    private async Task<IReadOnlyList<Choice>> Named(IEnumerable<Guid> persons)
    {
        Guid[] whose = [.. persons.Distinct()];
        var names = await visit.Names(whose.Select(w => (Guid?)w));
        return [.. whose.Select(w => new Choice($"{w:D}", names.TryGetValue(w, out var known) ? $"{known} {Typo.Code(w)}" : Typo.Code(w)))
            .OrderBy(c => c.Label, StringComparer.Create(PageWords.Culture, ignoreCase: true))];
    }

    // Only a person and the representatives sign for the person.
    private async Task<IEnumerable<Guid>> WithRepresentatives(string? person)
    {
        var card = (await visit.Demand("readPerson", ("person", person))).Json;
        return card.GetProperty("representatives").EnumerateArray().Select(r => r.GetProperty("person").GetGuid())
            .Prepend(card.GetProperty("id").GetGuid());
    }

    private async Task<IEnumerable<Guid>> InProgramme(string list) =>
        (await visit.All<JsonElement>(list, ("programme", Programme))).Select(p => p.GetProperty("person").GetGuid());

    private async Task<IReadOnlyList<Choice>?> OfDefinition(Func<JsonElement, IEnumerable<Choice>> part)
    {
        if (Programme is null) return null;
        var definition = (await visit.Demand("readProgramme", ("programme", Programme))).Json.GetProperty("definition");
        var text = await visit.Demand("readDefinition", ("code", definition.GetProperty("code").GetString()),
            ("version", definition.GetProperty("version").GetInt32()));
        return [.. part(text.Json)];
    }

    private async Task<IReadOnlyList<Choice>?> OfCriteria() => Programme is null || !address.TryGetValue("stage", out var stage) ? null :
    [
        .. (await visit.Demand("readStage", ("programme", Programme), ("stage", stage))).Json.GetProperty("criteria").EnumerateArray()
            .Where(c => operation != "waiveCriterion" || (c.GetProperty("mode").GetString() == "waivable"
                && c.GetProperty("outcome").GetString() == "notMet"))
            .Select(c => new Choice(c.GetProperty("code").GetString()!,
                $"{InLanguage(c.GetProperty("title"))} · {c.GetProperty("code").GetString()}")),
    ];

    private async Task<IReadOnlyList<Choice>?> OfItems() =>
        await visit.Ask("readRoadmap", ("programme", Programme)) is { Succeeded: true } roadmap
            ? [.. roadmap.Json.GetProperty("items").EnumerateArray().Select(i => new Choice(
                i.GetProperty("plan").GetProperty("item").GetString()!,
                $"{i.GetProperty("plan").GetProperty("item").GetString()} {InLanguage(i.GetProperty("title"))}"))]
            : null;

    private Task<IReadOnlyList<Choice>?> OfForms() => OfDefinition(d => d.GetProperty("forms").EnumerateArray().Select(Titled));

    // Names are read of those alone that are shown.
    private async Task<IReadOnlyList<Choice>?> OfTandems(string? only = null)
    {
        if (Programme is null) return null;
        var tandems = (await visit.All<JsonElement>("listTandems", ("programme", Programme)))
            .Where(t => only is null || t.GetProperty("id").GetString() == only).ToList();
        var names = await visit.Names(tandems.SelectMany(Members).Select(m => (Guid?)m));
        return [.. tandems.Select(t => new Choice(t.GetProperty("id").GetString()!, string.Join(" – ", Members(t)
            .Select(m => names.GetValueOrDefault(m) ?? Typo.Code(m)))))];

        static IEnumerable<Guid> Members(JsonElement t) =>
            t.GetProperty("mentees").EnumerateArray().Select(m => m.GetGuid()).Prepend(t.GetProperty("mentor").GetGuid());
    }

    private async Task<IReadOnlyList<Choice>?> OfFacts(string kind, Func<JsonElement, bool>? fits = null) => Programme is null ? null :
    [
        .. (await visit.All<JsonElement>("listFacts", ("programme", Programme)))
            .Where(f => f.GetProperty("kind").GetString() == kind && fits?.Invoke(f.GetProperty("fact")) != false)
            .Select(f => new Choice(f.GetProperty("id").GetString()!,
                f.GetProperty("fact").TryGetProperty("title", out var title) ? title.GetString()! : f.GetProperty("id").GetString()!)),
    ];

    // As Eligibility.IsEnterprise has it.
    private static bool IsEnterprise(JsonElement partner) =>
        partner.Text("contour") == "external" && partner.Text("kind") == "business";

    // The subjects of a paper, and the documents that it is registered as: these are read, not registered again.
    private async Task<IReadOnlyList<Choice>?> OfPaper()
    {
        IReadOnlyList<Choice> subjects = Paper switch
        {
            "consent-form" => await Named([.. await InProgramme("listMentees"), .. await InProgramme("listMentors")]),
            "development-plan" or "educational-route" => await Named((await visit.All<JsonElement>("listTandems", ("programme", Programme)))
                .SelectMany(t => t.GetProperty("mentees").EnumerateArray().Select(m => m.GetGuid()))),
            "protocol" => await OfMeetings(),
            "letter" => await OfFacts("partners") ?? [],
            "results-certificate" => [.. (await visit.All<JsonElement>("listCertificates", ("programme", Programme)))
                .Select(c => c.GetProperty("issued")).Select(i => new Choice(i.GetProperty("id").GetString()!,
                    $"{new InstitutionalText(i.GetProperty("number").GetString()!).Numbered} {DayOf(i, "date")}"))],
            _ => [],
        };
        return operation == "registerPaper" ? subjects :
        [
            .. subjects, .. (await Registered()).Where(r => r.GetProperty("kind").GetString() == Paper)
                .Select(r => new Choice(r.GetProperty("id").GetString()!, Cited(r))),
        ];
    }

    private async Task<IReadOnlyList<Choice>> OfMeetings()
    {
        List<Choice> meetings = [.. (await visit.All<JsonElement>("listFacts", ("programme", Programme)))
            .Select(f => (Kind: f.GetProperty("kind").GetString()!, Id: f.GetProperty("id").GetString()!, Fact: f.GetProperty("fact")))
            .Where(f => f.Kind == "meetings" || (f.Kind == "outreach"
                && (f.Fact.TryGetProperty("document", out _) || f.Fact.TryGetProperty("attendance", out _))))
            .OrderBy(f => f.Fact.GetProperty("on").GetString(), StringComparer.Ordinal)
            .Select(f => new Choice(f.Id, $"{PageWords.Say($"papers.held.{f.Kind}")} {DayOf(f.Fact, "on")}"))];
        foreach (var round in await visit.All<JsonElement>("listMatchingRounds", ("programme", Programme)))
        {
            meetings.AddRange((await visit.Demand("readMatchingRound", ("programme", Programme), ("round",
                round.GetProperty("id").GetString()))).Json.GetProperty("meetings").EnumerateArray()
                .Select(m => new Choice(m.GetProperty("id").GetString()!, $"{PageWords.Say("papers.held.group")} {DayOf(m, "on")}")));
        }

        return meetings;
    }

    private async Task<IReadOnlyList<Choice>?> OfQuestionnaires() =>
    [
        .. (await visit.All<JsonElement>("listQuestionnaires")).Select(q => new Choice(
            q.GetProperty("questionnaire").GetProperty("code").GetString()!, InLanguage(q.GetProperty("title")))).DistinctBy(c => c.Value),
    ];

    private static Task<IReadOnlyList<Choice>?> Fixed(string field, params string[] values) =>
        Task.FromResult<IReadOnlyList<Choice>?>([.. values.Select(v => new Choice(v, Word(field, v)))]);

    private static Task<IReadOnlyList<Choice>?> None() => Task.FromResult<IReadOnlyList<Choice>?>([]);

    private async Task<IReadOnlyList<Choice>?> OfProgrammes() =>
    [
        .. (await visit.All<JsonElement>("listProgrammes")).Where(p => p.GetProperty("id").GetString() != Programme)
            .Select(p => new Choice(p.GetProperty("id").GetString()!,
            $"{p.GetProperty("title").GetString()} {p.GetProperty("schoolYear").GetString()}")),
    ];

    private async Task<IReadOnlyList<Choice>?> OfConsentTexts() =>
    [
        .. (await visit.All<JsonElement>("listConsentTexts")).Select(t => new Choice(t.GetProperty("id").GetString()!,
            string.Create(CultureInfo.InvariantCulture,
                $"{t.GetProperty("wording").GetProperty("title").GetString()} (v{t.GetProperty("version").GetInt32()})"))),
    ];

    private static Choice Titled(JsonElement e) => new(e.GetProperty("code").GetString()!, InLanguage(e.GetProperty("title")));

    private static Choice Worded(JsonElement e) => new(e.GetProperty("code").GetString()!,
        $"{e.GetProperty("code").GetString()} {InLanguage(e)}");

    private static string InLanguage(JsonElement wording) => wording.GetProperty(Sentences.English ? "en" : "ru").GetString()!;

    private static string Cited(JsonElement r) => string.Join(" ", new[]
    {
        r.GetProperty("title").GetString(),
        r.TryGetProperty("number", out var n) ? new InstitutionalText(n.GetString()!).Numbered : null,
        r.TryGetProperty("date", out _) ? DayOf(r, "date") : null,
    }.OfType<string>());

    private static string DayOf(JsonElement e, string member) =>
        Typo.Day(DateOnly.Parse(e.GetProperty(member).GetString()!, CultureInfo.InvariantCulture));
}
