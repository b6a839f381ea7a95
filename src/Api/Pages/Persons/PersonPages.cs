using System.Text.Json;
using System.Text.Json.Nodes;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Parts;
using MentorshipFlow.Api.Pages.Words;

namespace MentorshipFlow.Api.Pages.Persons;

/// <summary>A person in the school's list.</summary>
public sealed record PersonRow(
    Guid Id, IReadOnlyList<string> Kinds, string Contour, string AgeBand, int? Grade, IReadOnlyList<ConsentDays> Consents, bool Restricted,
    bool Left, bool Erased);

/// <summary>A recorded reading of a person's data.</summary>
public sealed record AccessRow(
    Guid Id, string RecordedAt, string Actor, string Role, IReadOnlyList<string> Fields, string Purpose, AccessReason? Reason,
        bool Unmasked,
    string? Export, long Position);

/// <summary>Why, where the text may be read.</summary>
public sealed record AccessReason(Guid Ref, string? Text);

/// <summary>The data that a recorded reading has shown.</summary>
public sealed record ReadDetails(
    Guid Person, string? FullName, DateOnly? BirthDate, int? BirthYear, string? Phone, string? Email, string? Address, string? Workplace,
    string? Position, string? ClassLetter, string? Representative, string? Other, IReadOnlyList<ReadText>? Texts,
    IReadOnlyList<ReadText>? SpecialistTexts, string? Destroyed);

/// <summary>A text about a person.</summary>
public sealed record ReadText(Guid Ref, string Text);

/// <summary>The people of the school, a person's card, and what is read of it.</summary>
internal sealed class PersonPages : UseCase
{
    private const int PageSize = 50;
    private static readonly string[] Filters =
        ["kind", "ageBand", "grade", "contour", "withoutConsent", "consent", "restricted", "left", "erased"];

    private sealed record Reading(IReadOnlyList<ReadDetails> Items, ReadReceipt? Receipt);

    private sealed record ReadReceipt(long Position);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Page("/people", List);
        routes.Page("/people/{person}", Card);
        routes.Page("/people/{person}/access", Access);
        routes.Form("/people/{person}/reading", ReadOnce);
    }

    private static async Task<IResult> List(Visit visit)
    {
        var query = visit.Http.Request.Query;
        var filter = Filters.Where(f => query[f].ToString().Length > 0).Select(f => (f, (object?)query[f].ToString())).ToList();
        // Persons who have left or are erased are listed on request.
        if (query.Count == 0) filter.AddRange([("left", false), ("erased", false)]);
        var all = await visit.All<PersonRow>("listPeople", [.. filter]);
        var names = await visit.Names(all.Select(p => (Guid?)p.Id));
        var text = query["q"].ToString();
        var shown = all.Where(p => Matches(p.Id, names, text))
            .OrderBy(p => names.ContainsKey(p.Id) ? 0 : 1).ThenBy(p => names.GetValueOrDefault(p.Id) ?? Typo.Code(p.Id), InOrder).ToList();
        return PageRoutes.Html<PeopleView>(visit, ("List", PagePart.Of<PersonRow>(shown, query["page"], PageSize)), ("Names", names),
            ("Filter", filter.ToDictionary(f => f.Item1, f => $"{f.Item2}".ToLowerInvariant() is "true" or "false"
                ? $"{f.Item2}".ToLowerInvariant() : $"{f.Item2}")),
            ("Text", text), ("Any", all.Count > 0 || filter.Count > 2 || text.Length > 0));
    }

    /// <summary>Names are compared as people of the language order them.</summary>
    public static StringComparer InOrder => StringComparer.Create(PageWords.Culture, ignoreCase: true);

    /// <summary>Whether a part of the name or the end of the code is what somebody looks for.</summary>
    public static bool Matches(Guid person, IReadOnlyDictionary<Guid, string> names, string text) =>
        text.Trim() is not { Length: > 0 } sought
        || (names.TryGetValue(person, out var name) && name.Contains(sought, StringComparison.CurrentCultureIgnoreCase))
        || $"{person:N}".EndsWith(sought.TrimStart('…'), StringComparison.OrdinalIgnoreCase) || $"{person}" == sought;

    private static async Task<IResult> Card(Visit visit)
    {
        var reply = await visit.Demand("readPerson", ("person", visit.Http.GetRouteValue("person")));
        var person = reply.As<PersonCard>();
        var titles = (await visit.All<JsonElement>("listProgrammes")).ToDictionary(p => p.GetProperty("id").GetGuid(),
            p => $"{p.GetProperty("title").GetString()} {p.GetProperty("schoolYear").GetString()}");
        var names = await visit.Names(person.Representatives.Select(r => (Guid?)r.Person)
            .Concat(person.Consents.SelectMany(c => c.Given.Signers).Select(s => (Guid?)s)).Prepend(person.Id));
        return PageRoutes.Html<PersonView>(visit, ("Person", person), ("Titles", titles), ("Names", names),
            ("Rules", await ConsentRules.Of(visit)));
    }

    private static async Task<IResult> Access(Visit visit)
    {
        var person = visit.Http.GetRouteValue("person");
        visit.Require("readAccessJournal");
        var rows = await visit.All<AccessRow>("readAccessJournal", ("person", person));
        return PageRoutes.Html<AccessView>(visit, ("Person", Guid.Parse($"{person}")),
            ("List", PagePart.Of<AccessRow>([.. rows.Reverse()], visit.Http.Request.Query["page"], PageSize)));
    }

    // A reading is recorded first, and shown once.
    private static async Task<IResult> ReadOnce(Visit visit, IFormCollection form)
    {
        var reply = await visit.Demand("readPerson", ("person", visit.Http.GetRouteValue("person")));
        var person = reply.As<PersonCard>();
        JsonObject body = new()
        {
            ["persons"] = new JsonArray($"{person.Id}"), ["fields"] = new JsonArray([.. form["fields"].Select(f => (JsonNode)f!)]),
            ["purpose"] = form["purpose"].ToString(),
        };
        if (form["reason"].ToString() is { Length: > 0 } reason) body["reason"] = reason;
        var read = await visit.Ask(new Call("disclose", Visit.Values([])) { Body = body.ToJsonString(), Key = Visit.NewKey });
        if (!read.Succeeded) return PageRoutes.Html<ReadingView>(visit, read.Status, ("Person", person), ("Refusal", read.Problem));
        var answer = read.As<Reading>();
        return PageRoutes.Html<ReadingView>(visit, ("Person", person), ("Read", answer.Items[0]), ("Entry", answer.Receipt?.Position),
            ("Fields", form["fields"].Select(f => f!).ToHashSet()), ("Seen", reply.Tag), ("Key", Visit.NewKey));
    }
}
