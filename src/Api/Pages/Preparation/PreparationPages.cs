using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Documents;
using MentorshipFlow.Api.Pages.Forms;
using MentorshipFlow.Api.Pages.Programmes;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Api.Programmes;

namespace MentorshipFlow.Api.Pages.Preparation;

/// <summary>A kind of fact with what is recorded of it.</summary>
/// <param name="Verb">The operation that records one.</param>
public sealed record FactsOfKind(string Name, string Verb, IReadOnlyList<FactInWords> Facts);

/// <summary>A fact in words.</summary>
/// <param name="About">Its further members.</param>
public sealed record FactInWords(Guid Id, string Title, IReadOnlyList<string> About, ShownDocument? Document);

/// <summary>«Подготовка»: the facts that stage 1 rests on, by kind.</summary>
internal sealed class PreparationPages : UseCase
{
    private const string Why = "correctionReason";
    private static readonly string[] Titles = ["title", "text", "course", "channel", "band", "result", "on"];
    private static readonly HashSet<string> Silent = ["id", "complete", "indicators", "document", "protocol", "planned"];

    private sealed record Listed(Guid Id, string Kind, JsonElement Fact);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Page("/programmes/{programme}/preparation", Show);
        routes.Page("/programmes/{programme}/facts/{fact}/correct", async visit =>
        {
            var (head, fact, texts) = await Find(visit);
            return await Form(visit, head, fact, Filled(fact, texts), Visit.NewKey, null, []);
        });
        routes.Form("/programmes/{programme}/facts/{fact}/correct", Correct);
    }

    private static async Task<IResult> Show(Visit visit)
    {
        var head = await ProgrammeHead.Of(visit);
        List<Listed> facts = [];
        Dictionary<Guid, string> texts = [];
        foreach (var fact in await visit.All<JsonElement>("listFacts", ("programme", head.Id)))
        {
            facts.Add(fact.Deserialize<Listed>(ApiJson.Options)!);
            Texts(fact, texts);
        }

        var documents = (await visit.All<ShownDocument>("listDocuments", ("programme", head.Id))).ToDictionary(d => d.Id);
        var names = await Titled(visit, head);
        var persons = await visit.Names(facts.Select(f => f.Fact.TryGetProperty("person", out var p) ? p.GetGuid() : (Guid?)null));
        return PageRoutes.Html<PreparationView>(visit, ("Programme", head), ("Kinds", (IReadOnlyList<FactsOfKind>)
        [
            .. FactKinds.All.Select(k => new FactsOfKind(k.Name, k.Verb,
                [.. facts.Where(f => f.Kind == k.Name).OrderBy(f => Numbered(f.Fact))
                    .Select(f => InWords(f, documents, names, persons, texts))])),
        ]));
    }

    // Tasks and results in the order of their codes: T2 before T10.
    private static int Numbered(JsonElement fact) => fact.TryGetProperty("code", out var code) && code.GetString() is [_, .. var number]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;

    // The titles of the definition's codes.
    private static async Task<IReadOnlyDictionary<string, string>> Titled(Visit visit, ProgrammeHead head)
    {
        var pinned = (await visit.Demand("readProgramme", ("programme", head.Id))).Json.GetProperty("definition");
        var definition = (await visit.Demand("readDefinition", ("code", pinned.GetProperty("code").GetString()),
            ("version", pinned.GetProperty("version").GetInt32()))).Json;
        var school = visit.Self.Organisation.Title.Value;
        Dictionary<string, string> titles = [];
        Collect(definition);
        return titles;

        void Collect(JsonElement node)
        {
            if (node.ValueKind == JsonValueKind.Array) foreach (var item in node.EnumerateArray()) Collect(item);
            if (node.ValueKind != JsonValueKind.Object) return;
            if (node.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String)
            {
                var wording = node.TryGetProperty("title", out var title) ? title : node;
                if (wording.ValueKind == JsonValueKind.Object
                    && wording.TryGetProperty(Sentences.English ? "en" : "ru", out var text) && text.ValueKind == JsonValueKind.String)
                    titles.TryAdd(code.GetString()!, text.GetString()!.Replace("{organisation}", school, StringComparison.Ordinal));
            }

            foreach (var member in node.EnumerateObject()) Collect(member.Value);
        }
    }

    private static FactInWords InWords(Listed fact, IReadOnlyDictionary<Guid, ShownDocument> documents,
        IReadOnlyDictionary<string, string> titles, IReadOnlyDictionary<Guid, string> persons, IReadOnlyDictionary<Guid, string> texts)
    {
        var members = fact.Fact.EnumerateObject().Where(m => m.Value.ValueKind != JsonValueKind.Null)
            .ToDictionary(m => m.Name, m => m.Value);
        var first = Titles.First(members.ContainsKey);
        var document = new[] { "document", "protocol" }.Where(members.ContainsKey)
            .Select(name => documents.GetValueOrDefault(members[name].GetGuid())).FirstOrDefault(d => d is not null);
        return new(fact.Id, Typo.Text(Value(first, members[first])),
            [
                .. members.Where(m => m.Key != first && !Silent.Contains(m.Key)).Select(m =>
                    $"{PageWords.Maybe($"fact.member.{m.Key}") ?? m.Key}: {Typo.Text(Value(m.Key, m.Value))}"),
                .. members.TryGetValue("complete", out var whole) && !whole.GetBoolean()
                    ? (string[])[PageWords.Say("fact.incomplete")] : [],
            ], document);

        string Value(string name, JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.Object => value.TryGetProperty("ref", out var reference)
                ? texts.GetValueOrDefault(reference.GetGuid()) ?? PageWords.Say("text-hidden") : "",
            JsonValueKind.Number => Typo.Number(value.GetDecimal()),
            JsonValueKind.String when name == "person" =>
                $"{persons.GetValueOrDefault(value.GetGuid())} {Typo.Code(value.GetGuid())}".Trim(),
            JsonValueKind.String when name is "value" => value.GetString()!.Replace('.', Sentences.English ? '.' : ','),
            JsonValueKind.String when DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture,
                DateTimeStyles.None, out var day) => Typo.Day(day),
            JsonValueKind.String when name is "channel" or "result" or "form" or "variant" or "band" or "kind" or "level"
                or "contour" or "source" && value.GetString() is { } code =>
                titles.GetValueOrDefault(code) ?? Choices.Word(name, code),
            JsonValueKind.String => value.GetString()!,
            _ => value.ToString(),
        };
    }

    private static void Texts(JsonElement node, Dictionary<Guid, string> texts)
    {
        if (node.ValueKind != JsonValueKind.Object) return;
        if (node.TryGetProperty("ref", out var reference) && node.TryGetProperty("text", out var text)
            && text.ValueKind == JsonValueKind.String)
            texts[reference.GetGuid()] = text.GetString()!;
        foreach (var member in node.EnumerateObject()) Texts(member.Value, texts);
    }

    private static async Task<(ProgrammeHead, Listed, IReadOnlyDictionary<Guid, string>)> Find(Visit visit)
    {
        var head = await ProgrammeHead.Of(visit);
        if (!visit.May("correctFact"))
            await visit.Demand("correctFact", ("programme", head.Id), ("fact", visit.Http.GetRouteValue("fact")));
        var all = await visit.All<JsonElement>("listFacts", ("programme", head.Id));
        foreach (var fact in all)
        {
            if ($"{fact.GetProperty("id").GetGuid()}" != $"{visit.Http.GetRouteValue("fact")}") continue;
            Dictionary<Guid, string> texts = [];
            Texts(fact, texts);
            return (head, fact.Deserialize<Listed>(ApiJson.Options)!, texts);
        }

        throw new PageRefusedException(StatusCodes.Status404NotFound, Problems.NotFound.Body(visit.Http));
    }

    private static List<FormField> Fields(Listed fact) =>
    [
        .. FormField.OfRequest(FactKinds.Find(fact.Kind)!.Request).Where(f => f.Name is not ("id" or "effectiveOn")),
        new(Why, FieldKind.Text, true, typeof(PrivateText), [], []),
    ];

    private static FormValues Filled(Listed fact, IReadOnlyDictionary<Guid, string> texts) => FormValues.Of(
        fact.Fact.EnumerateObject().Where(m => m.Value.ValueKind != JsonValueKind.Null).Select(m => KeyValuePair.Create(m.Name,
            new Microsoft.Extensions.Primitives.StringValues(m.Value.ValueKind switch
            {
                JsonValueKind.Object => m.Value.TryGetProperty("ref", out var r) ? texts.GetValueOrDefault(r.GetGuid()) : null,
                JsonValueKind.Array => string.Join('\n', m.Value.EnumerateArray().Select(v => v.ToString())),
                _ when m.Name != "date" && DateOnly.TryParseExact(m.Value.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture,
                    DateTimeStyles.None, out var day) => Typo.Day(day),
                _ => m.Value.ToString(),
            }))));

    private static async Task<IResult> Form(Visit visit, ProgrammeHead head, Listed fact, FormValues values, string key,
        ProblemBody? refusal, Dictionary<string, string> faults)
    {
        var fields = Fields(fact);
        var address = new Dictionary<string, string?> { ["programme"] = $"{head.Id}" };
        var choices = new Choices(visit, FactKinds.Find(fact.Kind)!.Verb, address);
        await choices.Prepare(fields);
        var status = refusal?.Status ?? (faults.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
        return PageRoutes.Html<DecisionView>(visit, status, ("Form", new DecisionForm(
            "correctFact", address, $"/programmes/{head.Id}/facts/{fact.Id}/correct", fields, choices, values, key, null,
            $"/programmes/{head.Id}/preparation", refusal, faults)));
    }

    private static async Task<IResult> Correct(Visit visit, IFormCollection form)
    {
        var (head, fact, _) = await Find(visit);
        var values = FormValues.Of(form.Where(f => f.Key is not ("token" or "decision-key" or "seen" or "back")));
        var replacement = values.Request([.. Fields(fact).Where(f => f.Name != Why)], visit.Today);
        var key = form["decision-key"].ToString();
        if (values[Why].Trim().Length == 0) values.Faults[Why] = PageWords.Say("fact.reason-needed");
        if (values.Faults.Count > 0) return await Form(visit, head, fact, values, key, null, values.Faults);
        JsonObject body = new() { ["kind"] = fact.Kind, ["reason"] = values[Why].Trim(), ["replacement"] = replacement };
        var reply = await visit.Ask(new Call("correctFact", Visit.Values([("programme", head.Id), ("fact", fact.Id)]))
        {
            Body = body.ToJsonString(), Key = key,
        });
        if (!reply.Succeeded)
        {
            var faults = (reply.Problem.Missing ?? []).Where(m => m.Where.StartsWith("/replacement/", StringComparison.Ordinal))
                .GroupBy(m => m.Where["/replacement/".Length..].Replace('/', '.'))
                .ToDictionary(g => g.Key, g => Typo.Text(g.First().Sentence));
            return await Form(visit, head, fact, values, key, reply.Problem, faults);
        }

        return Receipts.ReceiptOfDecision.Then(reply, $"/programmes/{head.Id}/preparation");
    }
}
