using System.Globalization;
using System.Text.Json.Nodes;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Import;
using MentorshipFlow.Api.Pages.Participants;
using MentorshipFlow.Api.Pages.Persons;
using MentorshipFlow.Api.Pages.Programmes;
using MentorshipFlow.Api.Pages.Receipts;
using MentorshipFlow.Api.Pages.Sessions;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Workflows.Registers;

namespace MentorshipFlow.Api.Pages.Surveys;

/// <summary>A wave in numbers.</summary>
public sealed record WaveRow(
    Guid Id, string Title, string Audience, string Purpose, string? Form, QuestionnaireName Questionnaire, DateOnly OpenedOn,
    DateOnly? ClosesOn, DateOnly? ClosedOn, int Invited, int Answered, string? ResponseRate);

/// <summary>A version of a questionnaire.</summary>
public sealed record QuestionnaireName(string Code, int Version, string Sha256);

/// <summary>A wave with its answers in numbers.</summary>
public sealed record WaveCard(WaveRow Wave, IReadOnlyList<Guid> Awaiting, IReadOnlyList<ItemNumbers> Items);

/// <summary>How often each answer to an item was given.</summary>
public sealed record ItemNumbers(string Item, string Kind, int? N, string? Mean, IReadOnlyList<AnswerCount> Counts, bool Withheld);

/// <summary>How often an answer was given.</summary>
public sealed record AnswerCount(string Answer, int Count);

/// <summary>A participant with an answer.</summary>
public sealed record AnswerRow(Guid Id, Guid Person, string Channel, DateOnly On);

/// <summary>A questionnaire in the list.</summary>
public sealed record QuestionnaireRow(QuestionnaireName Questionnaire, TitleOf Title, string? Form, string Audience, bool EditableDefault,
    bool Own, int Items);

/// <summary>Words in both languages.</summary>
public sealed record TitleOf(string Ru, string En)
{
    /// <summary>In the language of the request.</summary>
    public string Said => Sentences.English ? En : Ru;
}

/// <summary>The text of a questionnaire.</summary>
public sealed record QuestionnaireText(string Code, int Version, TitleOf Title, string Audience, IReadOnlyList<ItemText> Items)
{
    /// <summary>The wording of an item; its code if it has none.</summary>
    public string Wording(string item) => Items.FirstOrDefault(i => i.Code == item)?.Text.Said ?? item;
}

/// <summary>A question.</summary>
public sealed record ItemText(string Code, string Kind, bool Required, TitleOf Text, IReadOnlyList<OptionText>? Options, int? Lowest,
    int? Highest)
{
    /// <summary>The lowest and the highest value of a scale.</summary>
    public (int Lowest, int Highest) Scale => (Lowest ?? 1, Highest ?? 10);
}

/// <summary>An answer that can be chosen.</summary>
public sealed record OptionText(string Code, string Ru, string En)
{
    /// <summary>In the language of the request.</summary>
    public string Said => Sentences.English ? En : Ru;
}

/// <summary>A personal link that is shown once.</summary>
public sealed record Slip(Guid Link, Guid Person, DateOnly ExpiresOn, string? Address, string? Code);

/// <summary>The content of an answer.</summary>
public sealed record AnswerCard(Guid Person, string Channel, IReadOnlyList<ScaleOf> Scales, IReadOnlyList<ChoiceOf> Choices,
    IReadOnlyList<WordsOf> Texts);

/// <summary>A value on a scale.</summary>
public sealed record ScaleOf(string Item, int Value);

/// <summary>A chosen answer.</summary>
public sealed record ChoiceOf(string Item, string Choice);

/// <summary>An answer in words.</summary>
public sealed record WordsOf(string Item, TextOf Text);

/// <summary>The reading of a table of answers.</summary>
public sealed record AnswersReport(bool DryRun, int Rows, int Taken, IReadOnlyList<AnswerFault> Faults,
    IReadOnlyList<ImportColumn> Columns);

/// <summary>A row that is not taken.</summary>
public sealed record AnswerFault(int Row, string What, string Where, string Sentence);

/// <summary>Waves of surveys: opened, handed out as slips, answered, closed; and the questionnaires.</summary>
internal sealed class SurveyPages(KeptFiles files) : UseCase
{
    private const string Waves = "/programmes/{programme}/survey-waves";
    private const string One = $"{Waves}/{{wave}}";

    private sealed record Issued(IReadOnlyList<Slip> Links);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Page(Waves, async visit =>
        {
            var head = await ProgrammeHead.Of(visit);
            return PageRoutes.Html<WavesView>(visit, ("Programme", head),
                ("Rows", await visit.All<WaveRow>("listSurveyWaves", ("programme", head.Id))), ("Model", await Model.Of(visit, head)));
        });
        routes.Page($"{Waves}/open", visit => Opening(visit, [], null, null));
        routes.Form($"{Waves}/open", Open);
        routes.Page(One, Wave);
        routes.Page($"{One}/invite", Invite);
        routes.Form($"{One}/slips", Slips);
        routes.Page($"{One}/paper", visit => Paper(visit, null, null));
        routes.Form($"{One}/paper", TakePaper);
        routes.Page($"{One}/given/{{answer}}", Given);
        routes.Form($"{One}/file", Choose, SheetLimits.Bytes);
        routes.Page($"{One}/file/{{file}}", Check);
        routes.Form($"{One}/file/{{file}}", Load);
        routes.Page("/questionnaires", async visit => PageRoutes.Html<QuestionnairesView>(visit,
            ("Rows", await visit.All<QuestionnaireRow>("listQuestionnaires"))));
        routes.Page("/questionnaires/{sha256}", async visit => PageRoutes.Html<QuestionnaireView>(visit,
            ("Text", await visit.Read<QuestionnaireText>("readQuestionnaire", ("sha256", visit.Http.GetRouteValue("sha256")))),
            ("Sha256", visit.Http.GetRouteValue("sha256"))));
    }

    private static async Task<IResult> Opening(Visit visit, Dictionary<string, string> typed, ProblemBody? refusal, string? key)
    {
        var head = await ProgrammeHead.Of(visit);
        visit.Require("openSurveyWave");
        foreach (var (name, value) in visit.Http.Request.Query) typed.TryAdd(name, value.ToString());
        return PageRoutes.Html<OpenWaveView>(visit, refusal?.Status ?? StatusCodes.Status200OK, ("Programme", head),
            ("Questionnaires", await visit.All<QuestionnaireRow>("listQuestionnaires")), ("Typed", typed), ("Refusal", refusal),
            ("Key", key ?? Visit.NewKey), ("Model", await Model.Of(visit, head)));
    }

    private static async Task<IResult> Open(Visit visit, IFormCollection form)
    {
        var typed = form.ToDictionary(f => f.Key, f => f.Value.ToString());
        var key = form["decision"].ToString();
        var questionnaire = (await visit.All<QuestionnaireRow>("listQuestionnaires")).FirstOrDefault(q =>
            q.Questionnaire.Sha256 == form["questionnaire"]);
        JsonObject body = new() { ["title"] = form["title"].ToString().Trim() };
        if (form["purpose"].ToString() is { Length: > 0 } said) body["purpose"] = said;
        else if (PurposeOf(questionnaire?.Questionnaire.Code) is { } purpose) body["purpose"] = purpose;
        if (questionnaire is { Questionnaire: var q })
        {
            body["questionnaire"] = new JsonObject { ["code"] = q.Code, ["version"] = q.Version, ["sha256"] = q.Sha256 };
            body["audience"] = questionnaire.Audience;
            if (body["title"]!.ToString().Length == 0) body["title"] = questionnaire.Title.Said;
        }

        if (form["form"].ToString() is { Length: > 0 } of) body["form"] = of;
        if (form["closesOn"].ToString().Trim() is { Length: > 0 } closes)
            body["closesOn"] = WrittenDay.Read(closes, visit.Today) is { } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                : closes;
        var programme = visit.Http.GetRouteValue("programme");
        var reply = await visit.Ask(new Call("openSurveyWave", Visit.Values([("programme", programme)])) { Body = body.ToJsonString(),
            Key = key });
        if (!reply.Succeeded) return await Opening(visit, typed, reply.Problem, key);
        var made = reply.Headers.Location.ToString();
        return ReceiptOfDecision.Then(reply, $"/programmes/{programme}/survey-waves/{made[(made.LastIndexOf('/') + 1)..]}".TrimEnd('/'));
    }

    // The purpose of a survey with a questionnaire of the model; null where the questionnaire does not tell it.
    private static string? PurposeOf(string? code) => code is null ? null
        : code.EndsWith("-satisfaction", StringComparison.Ordinal) ? "satisfaction"
        : code.EndsWith("-interim", StringComparison.Ordinal) ? "interim"
        : code.EndsWith("-first", StringComparison.Ordinal) ? "application"
        : code.EndsWith("-second", StringComparison.Ordinal) ? "exit"
        : null;

    private static async Task<(ProgrammeHead Head, WaveCard Card, QuestionnaireText Text)> Find(Visit visit)
    {
        var head = await ProgrammeHead.Of(visit);
        var card = await visit.Read<WaveCard>("readSurveyWave", ("programme", head.Id), ("wave", visit.Http.GetRouteValue("wave")));
        return (head, card, await visit.Read<QuestionnaireText>("readQuestionnaire", ("sha256", card.Wave.Questionnaire.Sha256)));
    }

    private static async Task<IResult> Wave(Visit visit)
    {
        var (head, card, text) = await Find(visit);
        var answers = await visit.All<AnswerRow>("listSurveyAnswers", ("programme", head.Id), ("wave", card.Wave.Id));
        var names = await visit.Names(card.Awaiting.Concat(answers.Select(a => a.Person)).Select(p => (Guid?)p));
        return PageRoutes.Html<WaveView>(visit, ("Programme", head), ("Card", card), ("Text", text), ("Answers", answers), ("Names", names),
            ("Model", await Model.Of(visit, head)));
    }

    private static async Task<IResult> Invite(Visit visit)
    {
        var (head, card, _) = await Find(visit);
        visit.Require("inviteToSurvey");
        var mentors = card.Wave.Audience == "mentors";
        var early = card.Wave.Purpose is "application" or "entry";
        var answers = await visit.All<AnswerRow>("listSurveyAnswers", ("programme", head.Id), ("wave", card.Wave.Id));
        var invited = card.Awaiting.Concat(answers.Select(a => a.Person)).ToHashSet();
        var all = (await visit.All<ListedParticipant>(mentors ? "listMentors" : "listMentees", ("programme", head.Id)))
            .Where(p => p.Status is not ("removed" or "withdrawn") && (early || p.Status != "applied") && !invited.Contains(p.Person))
            .Where(p => card.Wave.Form is not { } form || early || p.Form == form || (p.Forms ?? []).Contains(form)).ToList();
        var names = await visit.Names(all.Select(p => (Guid?)p.Person));
        return PageRoutes.Html<InviteView>(visit, ("Programme", head), ("Wave", card.Wave), ("Names", names),
            ("Key", Visit.NewKey),
            ("People", all.OrderBy(p => p.Grade ?? 0).ThenBy(p => names.GetValueOrDefault(p.Person) ?? Typo.Code(p.Person),
                PersonPages.InOrder).ToList()));
    }

    private static async Task<IResult> Slips(Visit visit, IFormCollection form)
    {
        var (head, card, _) = await Find(visit);
        JsonObject body = [];
        if (form["persons"].Count > 0) body["persons"] = new JsonArray([.. form["persons"].Select(p => (JsonNode)p!)]);
        var reply = await visit.Ask(new Call("issueSurveyLinks", Visit.Values([("programme", head.Id), ("wave", card.Wave.Id)]))
        {
            Body = body.ToJsonString(), Key = form["decision"].ToString(),
        });
        if (!reply.Succeeded) return PageRoutes.Html<SlipsView>(visit, reply.Status, ("Programme", head), ("Wave", card.Wave),
            ("Refusal", reply.Problem));
        var slips = reply.As<Issued>().Links;
        return PageRoutes.Html<SlipsView>(visit, ("Programme", head), ("Wave", card.Wave), ("Slips", slips),
            ("Names", await visit.Names(slips.Select(s => (Guid?)s.Person))));
    }

    private static async Task<IResult> Paper(Visit visit, IFormCollection? typed, ProblemBody? refusal)
    {
        var (head, card, text) = await Find(visit);
        visit.Require("enterSurveyAnswer");
        var names = await visit.Names(card.Awaiting.Select(p => (Guid?)p));
        return PageRoutes.Html<PaperView>(visit, refusal?.Status ?? StatusCodes.Status200OK, ("Programme", head), ("Card", card),
            ("Text", text),
            ("Names", names), ("Refusal", refusal), ("Key", typed?["decision"].ToString() is { Length: > 0 } key ? key
                : Visit.NewKey),
            ("Typed", typed?.ToDictionary(f => f.Key, f => f.Value.ToString())
                ?? visit.Http.Request.Query.ToDictionary(f => f.Key, f => f.Value.ToString())));
    }

    private static async Task<IResult> TakePaper(Visit visit, IFormCollection form)
    {
        var (head, card, text) = await Find(visit);
        JsonArray answers = [];
        foreach (var item in text.Items)
        {
            if (form[$"a.{item.Code}"].ToString().Trim() is not { Length: > 0 } said) continue;
            JsonObject answer = new() { ["item"] = item.Code };
            if (item.Kind == "scale" && int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture,
                out var value)) answer["value"] = value;
            else answer[item.Kind == "open" ? "text" : "choice"] = said;
            answers.Add(answer);
        }

        JsonObject body = new() { ["person"] = form["person"].ToString(), ["answers"] = answers };
        if (form["on"].ToString().Trim() is { Length: > 0 } on)
            body["effectiveOn"] = WrittenDay.Read(on, visit.Today) is { } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                : on;
        var reply = await visit.Ask(new Call("enterSurveyAnswer", Visit.Values([("programme", head.Id), ("wave", card.Wave.Id)]))
        {
            Body = body.ToJsonString(), Key = form["decision"].ToString(),
        });
        if (!reply.Succeeded) return await Paper(visit, form, reply.Problem);
        var at = $"/programmes/{head.Id}/survey-waves/{card.Wave.Id}";
        return ReceiptOfDecision.Then(reply, card.Awaiting.Count > 1 ? $"{at}/paper" : at);
    }

    private static async Task<IResult> Given(Visit visit)
    {
        var (head, card, text) = await Find(visit);
        visit.Require("readSurveyAnswer");
        var reply = await visit.Demand("readSurveyAnswer", ("programme", head.Id), ("wave", card.Wave.Id),
            ("answer", visit.Http.GetRouteValue("answer")));
        var answer = reply.As<AnswerCard>();
        return PageRoutes.Html<GivenView>(visit, ("Programme", head), ("Wave", card.Wave), ("Answer", answer), ("Text", text),
            ("Texts", reply.Texts),
            ("Names", await visit.Names([answer.Person])));
    }

    private async Task<IResult> Choose(Visit visit, IFormCollection form)
    {
        var (head, card, _) = await Find(visit);
        visit.Require("importSurveyAnswers");
        var at = $"/programmes/{head.Id}/survey-waves/{card.Wave.Id}";
        if (form.Files["file"] is not { Length: > 0 and <= SheetLimits.Bytes } chosen) return Results.Redirect($"{at}?file=none");
        using var content = new MemoryStream();
        await chosen.CopyToAsync(content, visit.Http.RequestAborted);
        var kept = new KeptFile
        {
            Id = Guid.Parse(Visit.NewKey), Session = PageSession.Of(visit.Http), Programme = head.Id, Kind = "answers", Wave = card.Wave.Id,
            Name = Path.GetFileName(chosen.FileName), Bytes = content.ToArray(),
        };
        files.Keep(kept);
        return Results.Redirect($"{at}/file/{kept.Id}");
    }

    private async Task<IResult> Check(Visit visit)
    {
        var (head, card, text) = await Find(visit);
        visit.Require("importSurveyAnswers");
        if (Kept(visit, card.Wave.Id) is not { } kept) return Gone(head, card);
        if (kept.Result is { } done)
        {
            var result = new Reply(StatusCodes.Status200OK, done, "application/json", new HeaderDictionary()).As<AnswersReport>();
            return await Reviewed(visit, head, card, text, kept, result, null);
        }

        var reply = await Run(visit, kept, dryRun: true, Visit.NewKey);
        return await Reviewed(visit, head, card, text, kept, reply.Succeeded ? reply.As<AnswersReport>() : null, reply.Succeeded ? null
            : reply.Problem);
    }

    private async Task<IResult> Load(Visit visit, IFormCollection form)
    {
        var (head, card, text) = await Find(visit);
        visit.Require("importSurveyAnswers");
        if (Kept(visit, card.Wave.Id) is not { Bytes: not null } kept) return Gone(head, card);
        List<string> map = [.. form.Keys.Where(k => k.StartsWith("h.", StringComparison.Ordinal)
            && form[$"m.{k[2..]}"].ToString().Length > 0)
            .Select(k => $"{form[k]}:{form[$"m.{k[2..]}"]}")];
        List<string> persons = [.. form.Keys.Where(k => k.StartsWith("p.", StringComparison.Ordinal)
            && form[k].ToString().Length > 0).Select(k => $"{k[2..]}:{form[k]}")];
        if (!map.SequenceEqual(kept.Map) || !persons.SequenceEqual(kept.Persons)) (kept.Map, kept.Persons, kept.Key) = (map, persons,
            Visit.NewKey);
        var at = $"/programmes/{head.Id}/survey-waves/{card.Wave.Id}/file/{kept.Id}";
        if (form["do"] != "load") return Results.Redirect(at);
        var reply = await Run(visit, kept, dryRun: false, kept.Key);
        if (!reply.Succeeded) return await Reviewed(visit, head, card, text, kept, null, reply.Problem);
        (kept.Result, kept.Bytes) = (reply.Bytes, null);
        return Results.Redirect(at);
    }

    private static async Task<IResult> Reviewed(Visit visit, ProgrammeHead head, WaveCard card, QuestionnaireText text, KeptFile kept,
        AnswersReport? report,
        ProblemBody? refusal) => PageRoutes.Html<AnswersView>(visit, refusal?.Status ?? StatusCodes.Status200OK, ("Programme", head),
            ("Wave", card.Wave),
            ("Text", text), ("File", kept), ("Report", report), ("Refusal", refusal), ("Awaiting", card.Awaiting),
            ("Names", await visit.Names(card.Awaiting.Select(p => (Guid?)p))));

    private static IResult Gone(ProgrammeHead head, WaveCard card) =>
        Results.Redirect($"/programmes/{head.Id}/survey-waves/{card.Wave.Id}?file=none");

    private KeptFile? Kept(Visit visit, Guid wave) =>
        Guid.TryParse(Convert.ToString(visit.Http.GetRouteValue("file"), CultureInfo.InvariantCulture), out var id)
        && files.Find(PageSession.Of(visit.Http), id) is { } kept && kept.Wave == wave ? kept : null;

    private static Task<Reply> Run(Visit visit, KeptFile kept, bool dryRun, string key) => visit.Ask(
        new Call("importSurveyAnswers", Visit.Values([("programme", kept.Programme), ("wave", kept.Wave),
            ("dryRun", dryRun ? true : null)]))
        {
            File = kept.Bytes, Key = key, Also = [.. kept.Map.Select(m => ("map", m)), .. kept.Persons.Select(p => ("person", p))],
        });
}
