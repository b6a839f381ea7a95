using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Forms;
using MentorshipFlow.Api.Pages.Programmes;
using MentorshipFlow.Api.Pages.Words;

namespace MentorshipFlow.Api.Pages.Participants;

/// <summary>One decision about several participants, as a page shows it.</summary>
/// <param name="Word">The end of the key of its name.</param>
/// <param name="Form">The fields that are the same for everybody.</param>
/// <param name="Columns">The indicators whose values are asked for each; none as long as they are not chosen, null where none are
/// asked.</param>
public sealed record ManyForm(string Word, IReadOnlyList<Guid> Of, DecisionForm Form, IReadOnlyList<string>? Columns);

/// <summary>The result of one participant's decision.</summary>
public sealed record ManyResult(Guid Of, bool Done, bool Repeated, ProblemBody? Problem);

/// <summary>
/// One decision about several participants of a programme: by the operation for many where there is one, else one after the other.
/// </summary>
internal sealed class ManyPages(OperationCalls calls) : UseCase
{
    private const int Most = 200;
    private const string Measure = "recordEntryMeasurement";
    private const string Columns = "columns";

    // The operation for one, its name, and the operation for many.
    private static readonly (string Operation, string Word, string? Many)[] OfMentees =
    [
        ("addMenteeToBase", "base", "addMenteesToBase"), ("recordMenteeRequest", "request", "recordMenteeRequests"),
        ("assignMenteeForm", "form", null), (Measure, "measurement", "recordEntryMeasurements"),
        ("recordMenteeInformation", "information", "recordInformationOfMentees"),
    ];

    private static readonly (string Operation, string Word, string? Many)[] OfMentors =
    [
        ("addMentorToBase", "base", "addMentorsToBase"), ("selectMentor", "selection", null),
            ("holdInterview", "interview", "holdInterviews"),
        ("completeMentorTraining", "training", "completeTrainings"), ("confirmClearance", "clearance", null),
        ("declareMentorReady", "ready", "declareMentorsReady"),
    ];

    private sealed record Answer(IReadOnlyList<Item> Results);

    private sealed record Item(string Of, bool Done, bool Repeated, ProblemBody? Problem);

    /// <summary>The decisions about several mentees or mentors.</summary>
    public static IEnumerable<(string Operation, string Word)> For(bool mentors) =>
        (mentors ? OfMentors : OfMentees).Select(o => (o.Operation, o.Word));

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Page("/programmes/{programme}/many/{operation}", async visit =>
        {
            var head = await ProgrammeHead.Of(visit);
            return Results.Redirect($"/programmes/{head.Id}/participants");
        });
        routes.Form("/programmes/{programme}/many/{operation}", Take);
    }

    private async Task<IResult> Take(Visit visit, IFormCollection posted)
    {
        var head = await ProgrammeHead.Of(visit);
        var name = $"{visit.Http.GetRouteValue("operation")}";
        if (OfMentees.Concat(OfMentors).FirstOrDefault(o =>
            o.Operation == name) is not { Operation: { } operation } known) return Problems.NotFound;
        visit.Require(operation);
        List<Guid> of = [.. posted["of"].Select(v => Guid.TryParse(v, out var id) ? id : Guid.Empty).Where(id =>
            id != Guid.Empty).Distinct().Take(Most)];
        var back = PageRoutes.Local(posted[PageRoutes.Back], $"/programmes/{head.Id}/participants");
        if (of.Count == 0) return Results.Redirect(back);
        var values = FormValues.Of(posted.Where(f => f.Key is not ("of" or "token" or "decision" or Columns or PageRoutes.Back)));
        // The model has forty indicators, and a school measures a few of them.
        var model = await Model.Of(visit, head);
        IReadOnlyList<string>? columns = operation == Measure
            ? [.. model.Indicators.Select(i => i.Code).Where(code => posted[Columns].Contains(code))] : null;
        if (columns is [] && posted.ContainsKey(Columns)) values.Faults[Columns] = PageWords.Say("many.no-columns");
        var fields = FormField.OfRequest(calls.All[operation].Operation.Request!);
        var key = posted["decision"].ToString();
        if (key.Length == 0 || columns is [])
            return await Show(visit, head, model, known, of, values, fields, Visit.NewKey, back, null, columns);
        var (common, own) = Requests(operation, values, fields, of, visit.Today);
        if (values.Faults.Count > 0) return await Show(visit, head, model, known, of, values, fields, key, back, null, columns);
        var (results, refusal) = known.Many is { } many
            ? await AtOnce(visit, head.Id, many, of, common, own, key) : await OneByOne(visit, head.Id, operation, of, common, key);
        if (refusal is not null) return await Show(visit, head, model, known, of, values, fields, key, back, refusal, columns);
        return PageRoutes.Html<ManyResultView>(visit, ("Programme", head), ("Word", known.Word), ("Results", results), ("Back", back),
            ("Names", await visit.Names(of.Select(p => (Guid?)p))));
    }

    private async Task<IResult> Show(Visit visit, ProgrammeHead head, Model model,
        (string Operation, string Word, string? Many) known, List<Guid> of, FormValues values,
        IReadOnlyList<FormField> fields, string key, string back, ProblemBody? refusal, IReadOnlyList<string>? columns)
    {
        var address = new Dictionary<string, string?> { ["programme"] = $"{head.Id}" };
        var choices = new Choices(visit, known.Operation, address);
        await choices.Prepare(fields);
        var form = new DecisionForm(known.Operation, address, $"/programmes/{head.Id}/many/{known.Operation}",
            [.. fields.Where(f => f.Name is not "id" && (columns is null || f.Name != "indicators"))], choices, values, key,
                null, back,
            refusal, values.Faults);
        return PageRoutes.Html<ManyView>(visit, refusal?.Status
            ?? (values.Faults.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK),
            ("Programme", head), ("Form", new ManyForm(known.Word, of, form, columns)),
            ("Names", await visit.Names(of.Select(p => (Guid?)p))), ("Model", model));
    }

    // Measurements differ from person to person; everything else is the same for all.
    private static (JsonObject Common, Dictionary<Guid, JsonObject>? Own) Requests(
        string operation, FormValues values, IReadOnlyList<FormField> fields, List<Guid> of, DateOnly today)
    {
        var common = values.Request(fields, today);
        if (operation != Measure) return (common, null);
        Dictionary<Guid, JsonObject> own = [];
        foreach (var person in of)
        {
            JsonArray indicators = [];
            foreach (var (path, text) in values.Under($"v.{person}."))
            {
                if (decimal.TryParse(text.Replace(',', '.'), NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
                    indicators.Add(new JsonObject { ["code"] = path, ["value"] = number.ToString(CultureInfo.InvariantCulture) });
                else values.Faults[$"v.{person}.{path}"] = PageWords.Say("fault.number", text);
            }

            if (indicators.Count == 0) continue;
            var request = (JsonObject)common.DeepClone();
            request["indicators"] = indicators;
            own[person] = request;
        }

        if (own.Count == 0) values.Faults["indicators"] = PageWords.Say("many.no-values");
        return (common, own);
    }

    private static async Task<(IReadOnlyList<ManyResult> Results, ProblemBody? Refusal)> AtOnce(
        Visit visit, Guid programme, string many, List<Guid> of, JsonObject common, Dictionary<Guid, JsonObject>? own, string key)
    {
        JsonArray items = [];
        foreach (var person in of.Where(p => own is null || own.ContainsKey(p)))
        {
            var item = new JsonObject { ["of"] = $"{person}" };
            if (own is not null) item["request"] = own[person];
            items.Add(item);
        }

        var body = new JsonObject { ["items"] = items };
        if (own is null) body["request"] = common;
        var reply = await visit.Ask(new Call(many, Visit.Values([("programme", programme)])) { Body = body.ToJsonString(), Key = key });
        return reply.Succeeded
            ? ([.. reply.As<Answer>().Results.Select(r => new ManyResult(Guid.Parse(r.Of), r.Done, r.Repeated, r.Problem))], null)
            : ([], reply.Problem);
    }

    private async Task<(IReadOnlyList<ManyResult> Results, ProblemBody? Refusal)> OneByOne(
        Visit visit, Guid programme, string operation, List<Guid> of, JsonObject common, string key)
    {
        List<ManyResult> results = [];
        foreach (var person in of)
        {
            var values = Visit.Values([("programme", programme), ("person", person)]);
            var route = calls.All[operation].Endpoint.RoutePattern.RawText!;
            if (!route.Contains("{programme}", StringComparison.Ordinal)) values = Visit.Values([("person", person)]);
            var seen = calls.All[operation].Operation.Match is { } match && visit.Reading(match.At) is { } reading
                ? (await visit.Ask(new Call(reading, values))).Tag : null;
            var reply = await visit.Ask(new Call(operation, values) { Body = common.ToJsonString(), Key = $"{key}-{person:N}",
                Seen = seen });
            results.Add(reply.Succeeded
                ? new(person, true, reply.Json.TryGetProperty("repeated", out var again) && again.ValueKind == JsonValueKind.True, null)
                : new(person, false, false, reply.Problem));
            if (reply.Status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status403Forbidden) return ([], reply.Problem);
        }

        return (results, null);
    }
}
