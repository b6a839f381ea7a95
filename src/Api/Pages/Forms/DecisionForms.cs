using System.Globalization;
using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Sessions;
using MentorshipFlow.Api.Pages.Words;

namespace MentorshipFlow.Api.Pages.Forms;

/// <summary>One form for one decision, as a page shows it.</summary>
/// <param name="Key">The Idempotency-Key, made when the form was first shown: sending it twice decides once.</param>
/// <param name="Seen">The tag of what the visitor saw; null where the decision needs none.</param>
/// <param name="Refusal">Why it was not carried out; null before it was tried.</param>
/// <param name="Faults">Faults by field.</param>
/// <param name="About">The name of what the decision is about, such as a pair; null where its page has said enough.</param>
/// <param name="Signs">Whether the visitor has a passkey that can sign the decision.</param>
public sealed record DecisionForm(
    string Operation, IReadOnlyDictionary<string, string?> Address, string Action, IReadOnlyList<FormField> Fields, Choices Choices,
    FormValues Values, string Key, string? Seen, string Back, ProblemBody? Refusal, IReadOnlyDictionary<string, string> Faults,
    string? About = null, bool Signs = false);

/// <summary>
/// A page for every decision of the API: the address of the operation without <c>/api</c>, its request as a form, its refusals beside the
/// fields. Pages with a form of their own post to the same addresses.
/// </summary>
internal sealed class DecisionForms(OperationCalls calls)
{
    /// <summary>The field with the tag of what the visitor saw.</summary>
    public const string SeenField = "seen";

    // Not "decision": that is the name of a field of some requests.
    private const string KeyField = "decision-key";
    // Pages with a form of their own for requests without such a field.
    private const string KeyOfPages = "decision";
    // Where another page stands at the address of a decision.
    private static readonly HashSet<string> OtherPages = ["/api/programmes/{programme}/meetings", "/api/programmes/{programme}/completion"];
    // A step on the way to a decision leads back to its page, which names the entry; so does a decision whose role reads no entries.
    // Others lead to their receipt.
    private const string StepField = "step-of-page";
    /// <summary>The field with the persons whose names a text may have.</summary>
    public const string NamedField = "confirm-names";

    private static readonly HashSet<string> Own = [PageSession.TokenField, SeenField, StepField, PageRoutes.Back, NamedField];

    /// <summary>Maps the pages of all decisions whose request is JSON and for one thing.</summary>
    public void Map(IEndpointRouteBuilder routes, IReadOnlyCollection<(string Pattern, Operation Operation)> operations)
    {
        var read = operations.Where(o => !o.Operation.Deciding).Select(o => o.Pattern).ToHashSet();
        foreach (var (pattern, operation) in operations.Where(o => HasForm(o.Operation) && !o.Pattern.EndsWith("/batch",
            StringComparison.Ordinal)))
        {
            var address = AddressOf(pattern, Taken(pattern, read.Contains(pattern)));
            routes.Page(address, visit => Show(visit, operation));
            routes.Form(address, (visit, form) => Take(visit, operation, form));
        }
    }

    /// <summary>Whether a decision has a page of this kind.</summary>
    public static bool HasForm(Operation operation) =>
        operation is { Deciding: true, Upload: null, Request: not null } && !operation.Roles.All(Takes.Links.Contains);

    /// <summary>The page's address for a pattern of the API.</summary>
    /// <param name="taken">Whether another page stands at the same address.</param>
    public static string AddressOf(string pattern, bool taken) => pattern["/api".Length..] + (taken ? "/new" : "");

    /// <summary>Whether another page than the form stands at the address of a pattern.</summary>
    /// <param name="read">Whether the pattern is read by GET.</param>
    public static bool Taken(string pattern, bool read) => read || OtherPages.Contains(pattern);

    /// <summary>The address of the form of a decision; null if the visitor has no role for it, so that no link is drawn.</summary>
    public static string? For(Visit visit, string operation, params (string Name, object? Value)[] values) =>
        visit.May(operation) ? visit.FormAddress(operation, values) : null;

    /// <summary>The name of the field with the Idempotency-Key in a form that was sent.</summary>
    public static string KeyFieldOf(IFormCollection posted) => posted.ContainsKey(KeyField) ? KeyField : KeyOfPages;

    private static async Task<IResult> Show(Visit visit, Operation operation)
    {
        var query = visit.Http.Request.Query.Where(q => q.Key is not (PageRoutes.Back or StepField));
        var asked = FormValues.Of(query);
        // A kept form is as it was left, with what was emptied in it.
        var values = SignIn.KeptForm.Fills(visit.Http) ? asked
            : await Beginnings.Of(visit, operation.Name, Route(visit), FormField.OfRequest(operation.Request!), asked);
        var form = await Prepared(visit, operation, values, Visit.NewKey, null,
            PageRoutes.Local(visit.Http.Request.Query[PageRoutes.Back], "/inbox"), null, new Dictionary<string, string>());
        return PageRoutes.Html<DecisionView>(visit, ("Form", form));
    }

    private async Task<IResult> Take(Visit visit, Operation operation, IFormCollection posted)
    {
        var keyField = KeyFieldOf(posted);
        var values = FormValues.Of(posted.Where(f => f.Key != keyField && !Own.Contains(f.Key)));
        var (key, back) = (posted[keyField].ToString(), PageRoutes.Local(posted[PageRoutes.Back], "/inbox"));
        var seen = posted[SeenField].ToString() is { Length: > 0 } tag ? tag : null;
        var fields = FormField.OfRequest(operation.Request!);
        foreach (var file in posted.Files.Where(f => f.Length > 0))
        {
            var stored = await visit.Upload(file, visit.Http.GetRouteValue("person"));
            if (stored.Succeeded) values = values.With(file.Name, stored.Json.GetProperty("sha256").GetString()!);
            else values.Faults[file.Name] = Typo.Text(stored.Problem.Title);
        }

        var body = values.Request(fields, visit.Today);
        if (values.Faults.Count > 0)
        {
            return PageRoutes.Html<DecisionView>(visit, StatusCodes.Status422UnprocessableEntity, ("Form",
                await Prepared(visit, operation, values, key, seen, back, null, values.Faults)));
        }

        var call = new Call(operation.Name, Route(visit)) { Body = body.ToJsonString(), Seen = seen, Key = key };
        if (posted[NamedField].ToString() is { Length: > 0 } named)
            call = call with { Headers = new Dictionary<string, string> { [IncomingReader.ConfirmNames] = named } };
        var reply = await calls.Ask(visit.Http, call);
        if (!reply.Succeeded)
        {
            var again = await Prepared(visit, operation, values, reply.Status == StatusCodes.Status412PreconditionFailed
                ? Visit.NewKey : key, null, back, reply.Problem, FaultsOf(reply.Problem));
            return PageRoutes.Html<DecisionView>(visit, reply.Status, ("Form", again));
        }

        // A file that was read, such as an export, or nothing when it was read before.
        if (reply.Status == StatusCodes.Status204NoContent) return Results.Redirect(back, permanent: false, preserveMethod: false);
        if (!reply.ContentType.StartsWith("application/json", StringComparison.Ordinal)) return reply.AsFile();

        // A key or link is shown only once, so it gets no address of its own.
        var receipt = Receipts.ReceiptOfDecision.Of(reply);
        if ((posted.ContainsKey(StepField) || !visit.May("readEntry")) && receipt is { Secret: null, Position: { } entry })
        {
            // A way back that ends with "?of=" leads to what the decision has made.
            var made = back.EndsWith("?of=", StringComparison.Ordinal) ? reply.Headers.Location.ToString().Split('/')[^1] : "";
            return Results.Redirect(PageRoutes.With(back + made, PageRoutes.Recorded, $"{entry}"), permanent: false, preserveMethod: false);
        }

        return receipt is { Secret: null, Position: { } position }
            ? Results.Redirect($"/receipts/{position}?back={Uri.EscapeDataString(back)}", permanent: false, preserveMethod: false)
            : PageRoutes.Html<Receipts.ReceiptView>(visit, ("Receipt", receipt), ("Back", back),
                ("Names", await visit.Names(receipt.Links.Count > 1 ? receipt.Links.Select(l => l.Person) : [])));
    }

    private static async Task<DecisionForm> Prepared(Visit visit, Operation operation, FormValues values, string key, string? seen,
        string back, ProblemBody? refusal, IReadOnlyDictionary<string, string> faults)
    {
        var fields = FormField.OfRequest(operation.Request!);
        var address = Route(visit);
        await DemandPlace(visit, address);
        var choices = new Choices(visit, operation.Name, address);
        await choices.Prepare(fields);
        if (operation.Match is { } match) seen ??= await Tag(visit, match, address);
        return new(operation.Name, address, visit.Http.Request.Path, fields, choices, values, key, seen, back, refusal, faults,
            await choices.About(), fields.Any(Signing.Is) && (await Signing.Keys(visit)).Count > 0);
    }

    // A form for what is not there, or is another school's, is not there either.
    private static async Task DemandPlace(Visit visit, Dictionary<string, string?> address)
    {
        foreach (var (place, reading) in new[] { ("programme", "readProgramme"), ("person", "readPerson") })
            if (address.TryGetValue(place, out var id) && visit.May(reading)) await visit.Demand(reading, (place, id));
    }

    // The tag of the resource, from the operation that reads it. It may be a part of the address, such as the programme of a stage.
    private static async Task<string?> Tag(Visit visit, Seen match, Dictionary<string, string?> address) =>
        visit.Reading(match.At) is { } reading
            ? (await visit.Ask(new Call(reading, address.Where(a => match.At.Contains($"{{{a.Key}}}", StringComparison.Ordinal))
                .ToDictionary()))).Tag : null;

    private static Dictionary<string, string?> Route(Visit visit) =>
        visit.Http.Request.RouteValues.ToDictionary(v => v.Key, v => Convert.ToString(v.Value, CultureInfo.InvariantCulture));

    private static Dictionary<string, string> FaultsOf(ProblemBody problem)
    {
        Dictionary<string, string> faults = [];
        foreach (var m in problem.Missing ?? [])
            if (m.Where.StartsWith('/')) faults[m.Where[1..].Split(' ')[0].Replace('/', '.')] = m.What == "field-required"
                ? PageWords.Say("fault.required") : Typo.Text(m.Sentence);
        return faults;
    }
}
