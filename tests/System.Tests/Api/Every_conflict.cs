using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MentorshipFlow.Papers;
using MentorshipFlow.System.Tests.Jobs;
using MentorshipFlow.System.Tests.Privacy;
using MentorshipFlow.Workflows.Jobs;
using MentorshipFlow.Workflows.Papers;
using Microsoft.Extensions.DependencyInjection;
using static MentorshipFlow.System.Tests.Api.SchoolPeople;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>Every example of a 409 in the API's document is a refusal that its operation gives: the operations are sent twice in a school
/// at work, then with an erased person, and then in a programme that is closed.</summary>
/// <remarks>After an intended change run it with <c>MF_REFRESH=1</c> and build again: examples that were not given are replaced.</remarks>
public sealed partial class Every_conflict(Installation installation)
{
    private const int MostMissing = 3;

    // True of nearly everything, so they are examples only where nothing else is.
    private static readonly string[] Common = ["programme-closed", "person-erased", "not-taking-part", "entries-full"];

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Dictionary<string, List<JsonObject>> given = [];

    // For the message of a failure: the last other answer.
    private readonly Dictionary<string, string> others = [];

    [Fact]
    public async Task Shown_in_the_document_is_given_by_its_operation()
    {
        var operations = Operation.Of(await Operation.Document(installation)).ToList();
        var conflicting = operations.Where(o => o.Json["responses"]!["409"] is not null).ToList();

        Operation Named(string name) => operations.Single(o => o.Name == name);
        await InSchoolAtWork(operations);
        await AfterClosing(operations);
        await OfOrganisations(Named);
        await OfPublications(Named);
        await OfPersons(Named);
        await OfSharing(Named);
        await OfMaterials(Named);
        await ThroughLinks(Named);
        await OfJobs(Named);
        await OfPapers(Named);
        foreach (var (operation, answer) in await FullOrganisations.Asked(Named)) Take(Named(operation), answer);

        var file = Checkout.At("src/Api/OpenApi/Conflicts.json");
        var listed = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!.AsObject();
        if (Environment.GetEnvironmentVariable("MF_REFRESH") == "1")
        {
            listed = new JsonObject(given.Keys.Union(listed.Select(l => l.Key)).Order(StringComparer.Ordinal)
                .Select(n => KeyValuePair.Create(n, (JsonNode?)Chosen(n, listed[n]))));
            await File.WriteAllTextAsync(file, listed.ToJsonString(Readable) + "\n", TestContext.Current.CancellationToken);
        }

        Assert.Equal("", string.Join('\n', conflicting.Where(o => listed[o.Name] is null)
            .Select(o => $"{o.Name} shows no refusal of its own: {others.GetValueOrDefault(o.Name)}")));
        Assert.Equal([], given.Keys.Where(n => conflicting.TrueForAll(o => o.Name != n)).Order());
        Assert.Equal([], listed.Select(l => l.Key).Where(n => !operations.Exists(o => o.Name == n)));
        Assert.Equal([], conflicting.Where(o => !given.GetValueOrDefault(o.Name, []).Exists(g => Means(g) == Means(listed[o.Name]!)))
            .Select(o => $"{o.Name}: {Means(listed[o.Name]!)}; {others.GetValueOrDefault(o.Name)}"));
        Assert.All(conflicting, o => Assert.Equal(Means(listed[o.Name]!),
            Means(o.Json["responses"]!["409"]!["content"]!["application/problem+json"]!["example"]!)));
    }

    private async Task InSchoolAtWork(List<Operation> operations)
    {
        var world = await ExampleWorld.Build(installation);
        foreach (var operation in Deciding(operations))
        {
            await Twice(world, operation);
        }

        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        for (var n = 0; n < 2; n++)
        {
            Take(operations.Single(o => o.Name == "correctStageWork"), await school.Change(programme, "stages/1/work-correction",
                """{"reason":"Описка.","openedOn":"2021-09-01"}""", school.VeraKey));
        }
    }

    // In a school of its own: what was closed by examples above may have been opened again by others.
    private async Task AfterClosing(List<Operation> operations)
    {
        var world = await ExampleWorld.Build(installation);
        var bases = world.Bases;
        await bases.School.Erased(Guid.Parse(world["person"]), "1");
        foreach (var operation in Deciding(operations).Where(OfPerson)) Take(operation, await world.Send(operation));
        Take(operations.Single(o => o.Name == "uploadFile"), await bases.School.Uploaded("файл"u8.ToArray(),
            "application/pdf", Guid.Parse(world["person"])));
        await bases.School.Certificate(bases.Programme);
        Api.Deciding.Done(await bases.School.Change(bases.Programme, "cancellation",
            $$"""{"order":"{{world["document"]}}","reason":"Школа закрыта."}"""));
        foreach (var operation in Deciding(operations)) Take(operation, await world.Send(operation));
        await OfApprovedCertificate(operations.Single(o => o.Name == "annulCertificate"));
    }

    // The sample's first school year is approved to its end.
    private async Task OfApprovedCertificate(Operation annul)
    {
        var sample = await installation.Sample;
        foreach (var programme in (await sample.Get("/api/programmes")).Json["items"]!.AsArray().Select(p => p!["id"]!.GetValue<Guid>()))
        {
            if ((await sample.Get($"/api/programmes/{programme}/certificate")).Json["issued"]?["id"] is not { } certificate) continue;
            Take(annul, await sample.Change(programme, $"certificates/{certificate}/annulment", """{"reason":"Описка."}"""));
        }
    }

    private async Task OfOrganisations(Func<string, Operation> named)
    {
        var (school, successor) = (await School.Open(installation), await School.Open(installation));
        var path = $"/api/organisations/{school.Id}";
        List<string> done = [];
        foreach (var title in new[] { "Лицей", "Гимназия" })
        {
            var renamed = Api.Deciding.Done(await school.Post($"{path}/reorganisations",
                $$"""{"kind":"renaming","title":"{{title}}","ground":"Приказ № 1"}""", installation.Operator));
            done.Add((string)renamed.Json["events"]![0]!["body"]!["id"]!);
        }

        Take(named("voidReorganisation"), await school.Post($"{path}/reorganisations/{done[0]}/void", """{"reason":"Описка."}""",
            installation.Operator));
        var body = $$"""{"kind":"accession","successor":"{{successor.Id}}","ground":"Постановление № 12"}""";
        for (var n = 0; n < 2; n++)
            Take(named("reorganiseOrganisation"), await school.Post($"{path}/reorganisations", body, installation.Operator));

        await successor.Registered();
        Api.Deciding.Done(await successor.Post(
            $"/api/people/{successor.Vera}/departure", $$"""{"on":"{{Day(Today)}}"}""", successor.GraceKey));
        Take(named("issueKeyOf"), await successor.Post($"/api/organisations/{successor.Id}/keys",
            $$"""{"roles":["curator"],"person":"{{successor.Vera}}"}""", installation.Operator));

        const string Address = """{"address":"https://region.example/hooks"}""";
        var added = Api.Deciding.Done(await successor.Post("/api/webhooks", Address, successor.GraceKey));
        var own = $"/api/webhooks/{added.Json["events"]![0]!["body"]!["id"]}";
        Take(named("changeWebhook"), await successor.Replace(own, $"{own}/change", Address, successor.GraceKey));
        Take(named("resumeWebhook"), await successor.Post($"{own}/resumption", key: successor.GraceKey));
        for (var n = 0; n < 2; n++) Take(named("pauseWebhook"), await successor.Post($"{own}/pause", key: successor.GraceKey));
    }

    private async Task OfPublications(Func<string, Operation> named)
    {
        var school = await School.Open(installation);
        var model = (await school.Get("/api/definitions/target-model/1")).Json;
        model["stages"]![0]!["gate"]!["criteria"]![2]!["mode"] = "waivable";
        Take(named("publishDefinition"), await school.Post("/api/definitions", model.ToJsonString(), installation.Operator));
        foreach (var question in new[] { "Польза?", "Иначе?" })
            Take(named("publishQuestionnaire"), await school.Post("/api/questionnaires", SurveyOfSchool.Text(1, question)));
    }

    private async Task OfPersons(Func<string, Operation> named)
    {
        var bases = await SchoolBases.Open(installation);
        var (school, pupil) = (bases.School, await bases.Mentee());
        var document = await school.Document(bases.Programme, "training-plan", pupil);
        var erasure = await school.Demanded(pupil);
        Take(named("erasePersonalData"), await school.Post($"{erasure}/destruction", key: school.GraceKey));
        Take(named("fileErasureAct"), await school.Post($"{erasure}/act-filing", """{"number":"1"}""", school.GraceKey));
        for (var n = 0; n < 2; n++)
        {
            Take(named("extendErasureTerm"), await school.Post($"{erasure}/extension",
                """{"reason":"Сведения запрошены у архива."}""", school.GraceKey));
        }

        Api.Deciding.Done(await school.Post($"/api/people/{pupil}/restriction"));
        Take(named("disclose"), await school.Post("/api/people/disclosures",
            $$"""{"persons":["{{pupil}}"],"fields":["fullName"],"purpose":"contact"}"""));
        Take(named("discloseFile"), await school.Post($"/api/programmes/{bases.Programme}/documents/{document}/file/disclosure",
            """{"purpose":"contact"}"""));
        for (var n = 0; n < 2; n++)
        {
            Take(named("assessErasure"), await school.Post($"{erasure}/assessment",
                """{"decision":"eraseAll","article":"152-ФЗ, ст. 21 ч. 5"}""", school.GraceKey));
        }

        Take(named("erasePersonalData"), await school.Post($"{erasure}/destruction", key: school.GraceKey));
        Take(named("assessErasure"), await school.Post($"{erasure}/assessment",
            """{"decision":"eraseAll","article":"152-ФЗ, ст. 21 ч. 5"}""", school.GraceKey));
        Take(named("erasePersonalData"), await school.Post($"{erasure}/destruction", key: school.GraceKey));
        Take(named("extendErasureTerm"), await school.Post($"{erasure}/extension",
            """{"reason":"Сведения запрошены у архива."}""", school.GraceKey));
    }

    private async Task OfSharing(Func<string, Operation> named)
    {
        var (cast, request) = await A_mentor_of_two_schools.Requested(installation);
        Api.Deciding.Done(await cast.School.Post($"/api/mentor-offers/requests/{request}/declining"));
        Take(named("acceptMentorRequest"), await cast.School.Post($"/api/mentor-offers/requests/{request}/acceptance"));
        Take(named("declineMentorRequest"), await cast.School.Post($"/api/mentor-offers/requests/{request}/declining"));
    }

    private async Task OfMaterials(Func<string, Operation> named)
    {
        var (centre, key) = await Materials_of_a_region.Centre(installation);
        var published = Api.Deciding.Done(await centre.Post("/api/regional/materials", Materials_of_a_region.First, key));
        var withdrawal = $"/api/regional/materials/{published.Json["events"]![0]!["body"]!["id"]}/withdrawal";
        for (var n = 0; n < 2; n++) Take(named("withdrawMaterial"), await centre.Post(withdrawal, """{"reason":"Устарел."}""", key));
    }

    private async Task ThroughLinks(Func<string, Operation> named)
    {
        var survey = await SurveyOfSchool.Open(installation);
        var link = (await survey.Links()).Single().Token;
        const string Answers = """{"answers":[{"item":"Q_EFFECT","value":8},{"item":"Q_PRIOR","choice":"yes"}]}""";
        for (var n = 0; n < 2; n++) Take(named("answerOwnSurvey"), await survey.School.Post("/api/survey/answers", Answers, link));
        Take(named("readOwnSurvey"), await survey.School.Get("/api/survey", link));
        await OfAnswersInFiles(named);

        var teacher = await survey.School.Person(30, kind: "teacher");
        var text = await survey.School.Text();
        var ends = Day(Today.AddYears(1));
        var asked = (await survey.School.Post($"/api/people/{teacher}/consent-links",
            $$"""{"purpose":"participation","text":"{{text}}","signer":"{{teacher}}","validUntil":"{{ends}}"}""")).Says("token");
        for (var n = 0; n < 2; n++)
            Take(named("answerOwnConsent"), await survey.School.Post("/api/consent/answer", """{"decision":"refused"}""", asked));
        Take(named("readOwnConsent"), await survey.School.Get("/api/consent", asked));

        var bases = await SchoolBases.Open(installation);
        var (mentee, mentor) = (await bases.Mentee(), await bases.Mentor());
        var opened = await bases.Did("matching-rounds", """{"form":"learner-learner"}""");
        var round = $"matching-rounds/{opened.Json["events"]![0]!["body"]!["round"]}";
        await bases.Did($"{round}/meetings", $$"""{"on":"{{Day(Today)}}","minutes":60,"present":["{{mentee}}","{{mentor}}"]}""");
        var links = Api.Deciding.Done(await bases.Post($"{round}/preference-links", """{"side":"mentees"}""")).Json["links"]!.AsArray();
        var own = (string)links.Single(l => (Guid)l!["person"]! == mentee)!["token"]!;
        var number = (await bases.School.Get("/api/preferences", own)).Json["numbers"]!.ToJsonString();
        await bases.Did($"{round}/preferences/closing");
        Take(named("readOwnPreferences"), await bases.School.Get("/api/preferences", own));
        Take(named("submitOwnPreferences"), await bases.School.Post("/api/preferences/answers", $$"""{"ranked":{{number}}}""", own));
        Take(named("issuePreferenceLinks"), await bases.Post($"{round}/preference-links", """{"side":"mentees"}"""));
    }

    // A closed wave is a fault of each row; a programme that rests refuses the file.
    private async Task OfAnswersInFiles(Func<string, Operation> named)
    {
        var survey = await SurveyOfSchool.Open(installation);
        var (school, person) = (survey.School, survey.Person);
        var name = (await school.Shown(person))["fullName"];
        var order = await school.Document(survey.Programme, "curator-order");
        Api.Deciding.Done(await school.Change(
            survey.Programme, "suspension", $$"""{"order":"{{order}}","reason":"Карантин."}"""));
        var table = $"person;Q_EFFECT;Q_PRIOR;Q_OPEN\r\n{person};8;да;\r\n";
        Take(named("enterSurveyAnswersFromFile"), await school.Post(
            $"{survey.Path}/answers-file", JsonSerializer.Serialize(new { csv = table })));
        Take(named("importSurveyAnswers"), await school.Sent(
            $"{survey.Path}/answers-table", "text/csv", Encoding.UTF8.GetBytes($"ФИО;Польза?;Раньше?\n{name};8;да\n"), school.VeraKey));
    }

    private async Task OfJobs(Func<string, Operation> named)
    {
        await using var node = await installation.StartNode(also: services =>
            services.AddSingleton(new JobLimits(ImportBytes: 10_000, VerifiedEntries: 3, BundleEntries: 3, Open: 1)));
        using var http = new HttpClient { BaseAddress = new(node.Urls.Single()) };
        var school = await School.Open(http, installation.Operator);
        var programme = await school.PreparedProgramme();
        Take(named("exportProgramme"), await school.Get($"/api/programmes/{programme}/export"));
        var job = JobSteps.Accepted(await school.Import(programme, "ФИО;Дата рождения\nКлёнов Вяз;15.03.2009\n"));
        await school.Ended(job);
        Take(named("cancelJob"), await school.Ask($"{job}/cancellation"));
        await node.StopAsync(TestContext.Current.CancellationToken);
    }

    private async Task OfPapers(Func<string, Operation> named)
    {
        var bases = await SchoolBases.Open(installation);
        var (school, papers) = (bases.School, $"/api/programmes/{bases.Programme}/papers");
        Take(named("readPaper"), await school.Get($"{papers}/results-certificate"));
        Take(named("disclosePaper"), await school.Post(
            $"{papers}/results-certificate/disclosure", """{"format":"pdf","purpose":"document"}"""));
        Take(named("registerPaper"), await school.Post($"{papers}/groups-order/registration",
            """{"number":"125","date":"2021-08-30","format":"pdf","signatoryPosition":"Директор"}"""));

        const string Template = "/api/paper-templates/curator-order";
        for (var n = 0; n < 2; n++) Take(named("setPaperTemplate"), await school.Sent(Template, PaperTemplates.DocxType,
            PaperTemplates.Shipped(PaperKind.CuratorOrder).Docx, school.GraceKey));
        Take(named("recordMonthOfMeetingsFromFile"), await school.Sent(
            $"/api/programmes/{bases.Programme}/tandems/meetings/month-file?month=2021-10", "text/csv",
            Encoding.UTF8.GetBytes("Наставник;Дата;Отсутствовали;Перенесена на;Минут;Кто отменил;Причина\n"), school.VeraKey));
    }

    private async Task Twice(ExampleWorld world, Operation operation)
    {
        // The second time under the same id, where the request can give one.
        var id = Id.New();
        for (var n = 0; n < 2; n++) Take(operation, await world.Send(operation, id));
    }

    private static IEnumerable<Operation> Deciding(List<Operation> operations) => operations
        .Where(o => o.Secured && o.Takes("Idempotency-Key") && o.Path != "/api/definitions").OrderBy(ExampleWorld.Place);

    private static bool OfPerson(Operation operation) => operation.Path.Contains("{person}", StringComparison.Ordinal);

    private void Take(Operation operation, Answer answer)
    {
        if (answer.Status != HttpStatusCode.Conflict)
        {
            others[operation.Name] = $"{(int)answer.Status} {(answer.Response.IsSuccessStatusCode ? "" : answer.Text)}";
            return;
        }

        if (!given.TryGetValue(operation.Name, out var all)) given[operation.Name] = all = [];
        all.Add(answer.Json.AsObject());
    }

    // An example stays as long as it is given; otherwise the first refusal with a list, and one that is not common.
    private JsonObject? Chosen(string operation, JsonNode? listed)
    {
        var all = given.GetValueOrDefault(operation, []);
        if (listed is not null && !Common.Contains((string)listed["code"]!) && all.Exists(g => Means(g) == Means(listed)))
            return listed.DeepClone().AsObject();
        if (all.Count == 0) return listed?.DeepClone().AsObject();
        var best = all.OrderBy(g => Common.Contains((string)g["code"]!)).ThenBy(g => g["missing"] is null)
            .ThenBy(g => g["missing"]?.AsArray().Count > MostMissing).First();
        var text = Hashes().Replace(Ids().Replace(best.ToJsonString(Readable), Some), Hash);
        var example = JsonNode.Parse(text)!.AsObject();
        foreach (var member in new[] { "type", "title", "status", "requestId" }) example.Remove(member);
        return example;
    }

    // The meaning of a refusal, without the things that it is about.
    private static string Means(JsonNode refusal) => string.Join(' ',
        [(string)refusal["code"]!, .. (refusal["missing"] as JsonArray ?? []).Select(m => (string)m!["what"]!).Distinct().Order()]);

    private const string Some = "0193b2f0-1111-7222-8333-444455556666";
    private const string Hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Ids();

    [GeneratedRegex(@"\b[0-9a-f]{64}\b")]
    private static partial Regex Hashes();
}
