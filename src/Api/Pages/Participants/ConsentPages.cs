using System.Globalization;
using System.Text.Json.Nodes;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Parts;
using MentorshipFlow.Api.Pages.Persons;
using MentorshipFlow.Api.Pages.Programmes;
using MentorshipFlow.Api.Pages.Words;

namespace MentorshipFlow.Api.Pages.Participants;

/// <summary>A participant on the page about consents.</summary>
public sealed record ConsentRow(PersonCard Person, bool Mentor, ConsentDays? Counts)
{
    /// <summary>None in force, refused, ends within 30 days, or there.</summary>
    public string State(DateOnly today) => Counts is null ? Person.Standing.Refused.Contains("participation") ? "refused" : "none"
        : Counts.ValidUntil < today.AddDays(30) ? "ends" : "there";
}

/// <summary>The values of the form.</summary>
public sealed record ConsentDraft(
    string SignedOn, string ValidUntil, HashSet<Guid> Of, IReadOnlyDictionary<Guid, HashSet<Guid>> Signers, IReadOnlyDictionary<Guid,
        string> Numbers);

/// <summary>Consents of many: whose paper has come back is ticked, and recorded with the day on it.</summary>
internal sealed class ConsentPages : UseCase
{
    private const int PageSize = 100;

    private sealed record Answer(IReadOnlyList<Item> Results);

    private sealed record Item(string Of, bool Done, bool Repeated, ProblemBody? Problem);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Page("/programmes/{programme}/consents", visit => Show(visit, null, Visit.NewKey, null, []));
        routes.Form("/programmes/{programme}/consents", Take);
    }

    private static async Task<IResult> Show(Visit visit, ConsentDraft? draft, string key, ProblemBody? refusal,
        Dictionary<string, string> faults, IReadOnlyCollection<Guid>? only = null)
    {
        var head = await ProgrammeHead.Of(visit);
        visit.Require("listPeople");
        var query = visit.Http.Request.Query;
        List<ConsentRow> rows = [];
        foreach (var mentors in (bool[])[false, true])
        {
            foreach (var p in await visit.All<ListedParticipant>(mentors ? "listMentors" : "listMentees", ("programme", head.Id)))
            {
                if (p.Status is "removed" or "withdrawn" || rows.Exists(r => r.Person.Id == p.Person)) continue;
                var card = await visit.Read<PersonCard>("readPerson", ("person", p.Person));
                if (!card.Erased && !card.Standing.Left) rows.Add(new(card, mentors,
                    card.Standing.ConsentTo("participation", visit.Today)));
            }
        }

        var names = await visit.Names(rows.SelectMany(r => r.Person.Representatives.Select(p => (Guid?)p.Person).Prepend(r.Person.Id)));
        var state = query["state"].ToString() is { Length: > 0 } asked ? asked : query.Count == 0 || query.ContainsKey("all") ? "none" : "";
        if (only is not null) state = "any";
        var shown = rows.Where(r => only is null || only.Contains(r.Person.Id))
            .Where(r => state is "" or "any" || r.State(visit.Today) == state || (state == "none" && r.State(visit.Today) == "refused"))
            .Where(r => query["grade"].ToString() is not { Length: > 0 } grade || $"{r.Person.Standing.Grade}" == grade)
            .Where(r => query["base"].ToString() is not { Length: > 0 } of || r.Mentor == (of == "mentors"))
            .OrderBy(r => r.Mentor).ThenBy(r => r.Person.Standing.Grade ?? 0)
            .ThenBy(r => names.GetValueOrDefault(r.Person.Id) ?? Typo.Code(r.Person.Id), PersonPages.InOrder).ToList();
        return PageRoutes.Html<ConsentsView>(visit, refusal?.Status
            ?? (faults.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK),
            ("Programme", head), ("All", rows), ("List", PagePart.Of<ConsentRow>(shown, query["page"], PageSize)), ("Names", names),
            ("Rules", await ConsentRules.Of(visit)), ("State", state),
                ("Draft", draft ?? Fresh(visit, head, query["all"] == "1" ? shown.Select(r => r.Person.Id) : [])),
            ("Key", key), ("Refusal", refusal), ("Faults", faults));
    }

    private static ConsentDraft Fresh(Visit visit, ProgrammeHead head, IEnumerable<Guid> ticked)
    {
        var year = head.Programme.Charter.SchoolYear.ToString();
        var until = int.TryParse(year[^4..], NumberStyles.None, CultureInfo.InvariantCulture, out var end)
            ? ConsentRules.YearEnd(new(end, 1, 1)) : ConsentRules.YearEnd(visit.Today);
        return new(Typo.Day(visit.Today), Typo.Day(until), [.. ticked], new Dictionary<Guid, HashSet<Guid>>(),
            new Dictionary<Guid, string>());
    }

    private static async Task<IResult> Take(Visit visit, IFormCollection form)
    {
        visit.Require("recordConsents");
        var head = await ProgrammeHead.Of(visit);
        List<Guid> of = [.. form["of"].Select(v => Guid.TryParse(v, out var id) ? id : Guid.Empty).Where(id =>
            id != Guid.Empty).Distinct()];
        // Without a decision it comes from the list of participants, with those who were ticked there.
        if (form["decision"].ToString() is not { Length: > 0 } key)
            return await Show(visit, Fresh(visit, head, of), Visit.NewKey, null, [], of);
        var draft = new ConsentDraft(
            form["signedOn"].ToString(), form["validUntil"].ToString(), [.. of],
            form.Keys.Where(k => k.StartsWith("s.", StringComparison.Ordinal) && Guid.TryParse(k[2..], out _))
                .ToDictionary(k => Guid.Parse(k[2..]), k => form[k].Select(v => Guid.TryParse(v, out var id) ? id
                    : Guid.Empty).Where(id => id != Guid.Empty).ToHashSet()),
            form.Keys.Where(k => k.StartsWith("n.", StringComparison.Ordinal) && Guid.TryParse(k[2..], out _))
                .ToDictionary(k => Guid.Parse(k[2..]), k => form[k].ToString().Trim()));
        Dictionary<string, string> faults = [];
        var (signed, until) = (Day("signedOn", draft.SignedOn), Day("validUntil", draft.ValidUntil));
        var rules = await ConsentRules.Of(visit);
        if (of.Count == 0) faults["of"] = PageWords.Say("consents.nobody-ticked");
        if (!rules.Texts.ContainsKey("participation")) faults["text"] = PageWords.Say("consents.no-texts");
        if (faults.Count > 0) return await Show(visit, draft, key, null, faults, of.Count > 0 ? of : null);

        JsonArray items = [];
        Dictionary<Guid, ProblemBody> refused = [];
        foreach (var person in of)
        {
            var request = new JsonObject
            {
                ["effectiveOn"] = $"{signed:yyyy-MM-dd}", ["purpose"] = "participation", ["text"] = $"{rules.Texts["participation"].Id}",
                ["validUntil"] = $"{until:yyyy-MM-dd}", ["channel"] = "paper",
                ["signers"] = new JsonArray([.. (draft.Signers.GetValueOrDefault(person) ?? []).Select(s => (JsonNode)$"{s}")]),
            };
            if (rules.PapersRegistered)
            {
                var (document, refusal) = await Paper(visit, head, signed!.Value, draft.Numbers.GetValueOrDefault(person),
                    $"{key}-{person:N}");
                if (refusal is not null)
                {
                    refused[person] = refusal;
                    continue;
                }

                request["document"] = $"{document}";
            }

            items.Add(new JsonObject { ["of"] = $"{person}", ["request"] = request });
        }

        List<ManyResult> results = [.. refused.Select(r => new ManyResult(r.Key, false, false, r.Value))];
        if (items.Count > 0)
        {
            var reply = await visit.Ask(new Call("recordConsents",
                Visit.Values([])) { Body = new JsonObject { ["items"] = items }.ToJsonString(), Key = key });
            if (!reply.Succeeded) return await Show(visit, draft, key, reply.Problem, [], of);
            results.AddRange(reply.As<Answer>().Results.Select(r => new ManyResult(Guid.Parse(r.Of), r.Done, r.Repeated, r.Problem)));
        }

        return PageRoutes.Html<ManyResultView>(visit, ("Programme", head), ("Word", "consent"), ("Results", results),
            ("Back", $"/programmes/{head.Id}/consents"), ("Names", await visit.Names(of.Select(p => (Guid?)p))));

        DateOnly? Day(string field, string text)
        {
            if (WrittenDay.Read(text, visit.Today) is { } day) return day;
            faults[field] = PageWords.Say("fault.day", text);
            return null;
        }
    }

    // The paper of a consent in the register of documents, as an import records it; the same key finds the same paper.
    private static async Task<(Guid? Document, ProblemBody? Refusal)> Paper(Visit visit, ProgrammeHead head, DateOnly signed,
        string? number, string key)
    {
        var definition = head.Programme.Definition;
        var model = (await visit.Demand("readDefinition", ("code", definition.Code), ("version", definition.Version))).Json;
        var kind = model.GetProperty("documents").EnumerateArray().Concat(model.GetProperty("otherDocuments").EnumerateArray())
            .First(d => d.GetProperty("kind").GetString() == "consent").GetProperty("code").GetString();
        var id = new Guid(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key)).AsSpan(0, 16));
        JsonObject body = new()
        {
            ["id"] = $"{id}", ["kind"] = kind, ["title"] = PageWords.Say("consents.paper-title"), ["original"] = "paper",
                ["date"] = $"{signed:yyyy-MM-dd}",
        };
        if (number is { Length: > 0 }) body["number"] = number;
        var reply = await visit.Ask(new Call("registerDocument", Visit.Values([("programme", head.Id)])) { Body = body.ToJsonString(),
            Key = key });
        return reply.Succeeded ? (id, null) : (null, reply.Problem);
    }
}
