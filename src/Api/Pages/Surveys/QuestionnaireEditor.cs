using System.Globalization;
using System.Text.Json.Nodes;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Receipts;

namespace MentorshipFlow.Api.Pages.Surveys;

/// <summary>A question in the editor.</summary>
/// <param name="Code">Under which answers are compared; empty for a new question.</param>
/// <param name="Options">The answers to choose from, one on a line.</param>
/// <param name="Place">Its number in the order, as typed.</param>
public sealed record EditedQuestion(
    string Code, string Kind, bool Required, string Ru, string En, string Options, string Place, bool Removed)
{
    /// <summary>Whether nothing is typed in a new one.</summary>
    public bool Blank => Code.Length == 0 && Ru.Length == 0;
}

/// <summary>A questionnaire in the editor.</summary>
public sealed record EditedQuestionnaire(string Ru, string En, IReadOnlyList<EditedQuestion> Questions);

/// <summary>The editor of questionnaires: a school changes a questionnaire and publishes it as the next version of its own.</summary>
internal sealed class QuestionnaireEditor : UseCase
{
    private const string At = "/questionnaires/{sha256}/edit";
    private const int Blanks = 3;

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Page(At, async visit =>
        {
            var source = await Source(visit);
            return Show(visit, source, WithBlanks(Read(source)), Visit.NewKey, null);
        });
        routes.Form(At, Take);
    }

    private static async Task<JsonObject> Source(Visit visit)
    {
        visit.Require("publishQuestionnaire");
        var reply = await visit.Demand("readQuestionnaire", ("sha256", visit.Http.GetRouteValue("sha256")));
        return JsonObject.Create(reply.Json)!;
    }

    private static IResult Show(Visit visit, JsonObject source, EditedQuestionnaire edited, string key, ProblemBody? refusal) =>
        PageRoutes.Html<EditQuestionnaireView>(visit, refusal?.Status ?? StatusCodes.Status200OK, ("Edited", edited), ("Key", key),
            ("Refusal", refusal), ("Title", Wording(source["title"]).Said), ("Sha256", visit.Http.GetRouteValue("sha256")));

    private static async Task<IResult> Take(Visit visit, IFormCollection form)
    {
        var source = await Source(visit);
        var (edited, key) = (Typed(form), form["decision"].ToString());
        if (form["do"] == "more") return Show(visit, source, WithBlanks(edited), key, null);

        var code = (string)source["code"]!;
        var own = (await visit.All<QuestionnaireRow>("listQuestionnaires")).Where(q => q.Own && q.Questionnaire.Code == code);
        var next = Changed(source, edited, own.Select(q => q.Questionnaire.Version).DefaultIfEmpty().Max() + 1);
        var reply = await visit.Ask(new Call("publishQuestionnaire", Visit.Values([])) { Body = next.ToJsonString(), Key = key });
        return reply.Succeeded ? ReceiptOfDecision.Then(reply, "/questionnaires") : Show(visit, source, edited, key, reply.Problem);
    }

    private static EditedQuestionnaire Read(JsonObject source) => new(Wording(source["title"]).Ru, Wording(source["title"]).En,
    [
        .. source["items"]!.AsArray().Select((item, n) => new EditedQuestion((string)item!["code"]!, (string)item["kind"]!,
            (bool)item["required"]!, Wording(item["text"]).Ru, Wording(item["text"]).En,
            string.Join('\n', (item["options"] as JsonArray ?? []).Select(o => (string)o!["ru"]!)), $"{n + 1}", Removed: false)),
    ]);

    private static EditedQuestionnaire WithBlanks(EditedQuestionnaire edited) => edited with
    {
        Questions = [.. edited.Questions, .. Enumerable.Range(edited.Questions.Count + 1, Blanks)
            .Select(n => new EditedQuestion("", "scale", Required: true, "", "", "", $"{n}", Removed: false))],
    };

    private static EditedQuestionnaire Typed(IFormCollection form)
    {
        List<EditedQuestion> questions = [];
        for (var n = 0; form.ContainsKey($"q.{n}.ru"); n++)
        {
            string Field(string name) => form[$"q.{n}.{name}"].ToString().Trim().ReplaceLineEndings("\n");
            questions.Add(new(Field("code"), Field("kind"), Field("required").Length > 0, Field("ru"), Field("en"), Field("options"),
                Field("place"), Field("removed").Length > 0));
        }

        return new(form["ru"].ToString().Trim(), form["en"].ToString().Trim(), questions);
    }

    // The source with other words and questions: what the editor does not show stays as it is.
    private static JsonObject Changed(JsonObject source, EditedQuestionnaire edited, int version)
    {
        var next = source.DeepClone().AsObject();
        var before = source["items"]!.AsArray().ToDictionary(i => (string)i!["code"]!, i => i!);
        (next["version"], next["editableDefault"], next["title"]) = (version, false, Worded(edited.Ru, edited.En));
        JsonArray items = [];
        foreach (var question in edited.Questions.Where(q => !q.Removed && !q.Blank).OrderBy(Place))
        {
            var known = before.GetValueOrDefault(question.Code);
            var item = known?.DeepClone().AsObject() ?? new JsonObject { ["code"] = NewCode(before.Keys, items) };
            (item["kind"], item["required"], item["text"]) = (question.Kind, question.Required, Worded(question.Ru, question.En));
            item.Remove("options");
            if (question.Kind == "choice") item["options"] = Options(question, known?["options"] as JsonArray ?? []);
            items.Add(item);
        }

        next["items"] = items;
        return next;
    }

    private static int Place(EditedQuestion question) =>
        int.TryParse(question.Place, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : int.MaxValue;

    // Answers that stay keep their codes, under which they are counted.
    private static JsonArray Options(EditedQuestion question, JsonArray before)
    {
        var known = before.ToDictionary(o => (string)o!["ru"]!, o => o!);
        var taken = before.Select(o => (string)o!["code"]!).ToHashSet();
        JsonArray options = [];
        foreach (var line in question.Options.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var option = known.GetValueOrDefault(line)?.DeepClone();
            if (option is null)
            {
                var n = 1;
                while (!taken.Add($"answer-{n}")) n++;
                option = new JsonObject { ["code"] = $"answer-{n}", ["ru"] = line, ["en"] = line };
            }

            options.Add(option);
        }

        return options;
    }

    private static string NewCode(IEnumerable<string> before, JsonArray items)
    {
        var taken = before.Concat(items.Select(i => (string)i!["code"]!)).ToHashSet();
        var n = 1;
        while (taken.Contains($"Q_OWN_{n}")) n++;
        return $"Q_OWN_{n}";
    }

    // Without an English wording the Russian one is asked.
    private static JsonObject Worded(string ru, string en) => new() { ["ru"] = ru, ["en"] = en.Length > 0 ? en : ru };

    private static TitleOf Wording(JsonNode? node) => new((string)node!["ru"]!, (string)node["en"]!);
}
