using System.Net;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>A decision on a state, or a replaced value, requires the tag of what the caller has read
/// (ops/decisions/0014-what-asks-for-if-match.md).</summary>
public sealed class What_asks_for_If_Match(Installation installation)
{
    // Operations with answer 200 that need no If-Match: the decider accepts each once, or the id in the request names what it ends.
    private static readonly string[] SettlesOnce =
    [
        "revokeKey", "revokeClearance", "recordDeparture", "voidDeparture", "unlinkRepresentative", "withdrawConsent", "voidWithdrawal",
        "voidConsent", "restrictProcessing", "liftRestriction", "revokeDelegation", "releaseAuditor", "meetFormPrecondition", "disableForm",
        "voidFact", "correctFact", "attachFile", "supersedeDocument", "annulDocument", "reinstateDocument",
        "completeItem", "markItemNotApplicable", "openStageWork", "annulCertificate", "extendErasureTerm", "assessErasure",
        "erasePersonalData", "fileErasureAct", "addMenteeToBase", "removeMentee", "addMentorToBase", "removeMentor", "withdrawMentor",
        "declareMentorReady", "revokeMentorReadiness", "voidParticipantFact", "closeSurveyWave", "reopenSurveyWave",
        "revokeSurveyLink", "voidSurveyAnswer", "pauseWebhook", "resumeWebhook", "replayWebhook", "removeWebhook", "deleteSandbox",
        "approveTandems", "voidTandemApproval", "voidTandem", "leaveGroup", "voidLeaving", "continueAsPair", "cancelMeeting",
        "voidTandemFact", "suspendTandem", "resumeTandem", "dissolveTandem", "completeTandem", "voidTandemEnding",
        "addMenteesToBase", "addMentorsToBase", "completeItems", "markItemsNotApplicable", "declareMentorsReady",
        "voidGroupMeeting", "closeMatchingRound", "reopenMatchingRound", "decideUnmatchedMentees", "voidPairConflict", "voidPreference",
        "closePreferences", "reopenPreferences", "revokePreferenceLink", "adjustMatch", "confirmMatches",
        "concludeMonitoring", "reopenMonitoring", "voidMonitoringFact", "removeNameFromPublication", "voidRecognitionFact",
        "moveToLongTermBase", "removeFromLongTermBase", "voidReorganisation",
        "endMentorOffer", "acceptMentorRequest", "declineMentorRequest", "endMentorSharing",
        "voidSupportNote", "endSupportCase", "reopenSupportCase",
        "removePaperTemplate", "revokeConsentLink", "withdrawMaterial",
    ];

    // Operations that add a new fact, or record a reading or a check.
    private static readonly string[] Records =
    [
        "disclose", "discloseFile", "discloseTexts", "exportMentees", "exportMentors", "confirmClearance", "linkRepresentative",
        "requestConsent", "recordConsent", "recordConsentRefusal", "recordAgeBands", "importMentees", "importMentors", "importPairs",
        "holdInterview", "completeMentorTraining", "fixLabourTerms", "inviteToSurvey", "enterSurveyAnswersFromFile",
        "importSurveyAnswers", "recordConsents", "recordEntryMeasurements", "recordMenteeRequests", "recordInformationOfMentees",
        "holdInterviews", "completeTrainings", "recordGoalProgress", "recordMonthOfMeetings", "holdGroupMeeting", "declarePairConflict",
        "submitPreference", "compareTandem", "recordMonthOfMeetingsFromFile",
        "disclosePaper",
    ];

    // Verbs in summaries of operations that replace a value.
    private static readonly string[] Replacing = ["Correct", "Set", "Reschedule", "Change", "Replace", "Say", "Assign", "Select", "Reject"];

    // Only the name suggests a replacement: the first two record another fact under a new code, an auditor is added to the others, and a
    // fact is corrected by its id, which then no longer exists.
    private static readonly string[] OnlySounding = ["setObjective", "setExpectedResult", "assignAuditor", "correctFact"];

    [Fact]
    public async Task Is_every_operation_except_creating_recording_and_one_time_ones()
    {
        var deciding = Operation.Of(await Operation.Document(installation)).Where(o => o.Takes("Idempotency-Key")).ToList();
        var unguarded = deciding.Where(o => !o.Takes("If-Match")).ToList();

        var known = SettlesOnce.Concat(Records).ToHashSet();
        Assert.Equal(known.Order(), unguarded.Where(o => !o.Creates).Select(o => o.Name).Order());
        Assert.All(deciding.Where(o => Replacing.Contains(o.Summary.Split(' ')[0]) && !OnlySounding.Contains(o.Name)),
            o => Assert.True(o.Takes("If-Match"), o.Name));
    }

    [Fact]
    public async Task Is_answered_with_428_and_412_and_its_tag_comes_from_a_readable_address()
    {
        var operations = Operation.Of(await Operation.Document(installation)).ToList();
        var reads = operations.Where(o => o.Method == "GET").Select(o => o.Path).ToHashSet();

        Assert.All(operations.Where(o => o.Takes("If-Match")), o =>
        {
            var told = o.Json["parameters"]!.AsArray()
                .Single(p => p!["name"]!.GetValue<string>() == "If-Match")!["description"]!.GetValue<string>();
            Assert.Contains(told.Split("GET ")[1].TrimEnd('.'), reads);
            Assert.All(["412", "428"], status => Assert.NotNull(o.Json["responses"]![status]));
        });
    }

    [Fact]
    public async Task Keeps_the_later_of_two_writers_from_replacing_an_unread_change()
    {
        var bases = await SchoolBases.Open(installation);
        var (school, programme, mentor, mentee) = (bases.School, $"/api/programmes/{bases.Programme}", await bases.Mentor(),
            await bases.Mentee());
        var (person, organisation) = ($"/api/people/{mentee}", $"/api/organisations/{school.Id}");
        string Region(string name) => $$"""
            {
                "region":"{{name}}","authority":{"title":"Министерство","tasks":["governance"]},
                "operator":{"title":"Институт","tasks":["training"]}
            }
            """;
        string Named(string title) => $$"""{"title":"{{title}}","kind":"school","timeZone":"Asia/Novokuznetsk","reason":"Опечатка."}""";

        foreach (var (read, address, first, second, key, member) in new[]
        {
            ($"{programme}/roadmap/items/2.1.1", $"{programme}/roadmap/items/2.1.1/rescheduling", Moved("2021-10-01"), Moved("2021-11-01"),
                school.VeraKey, "plan"),
            (programme, $"{programme}/stages/1/work-correction", """{"openedOn":"2021-09-01","reason":"Описка."}""",
                """{"openedOn":"2021-09-02","reason":"Описка."}""", school.VeraKey, "stages"),
            ("/api/signer-policy", "/api/signer-policy", """{"signerPolicy":"person","reason":"Решение."}""",
                """{"signerPolicy":"representative","reason":"Решение."}""", school.GraceKey, "signerPolicy"),
            ("/api/paper-policy", "/api/paper-policy", """{"paperPolicy":"registered","reason":"Решение."}""",
                """{"paperPolicy":"keptElsewhere","reason":"Решение."}""", school.GraceKey, "paperPolicy"),
            ("/api/organisation", "/api/organisation/operator", """{"address":"г. Томск"}""", """{"address":"г. Омск"}""", school.GraceKey,
                "operatorAddress"),
            ("/api/organisation", "/api/organisation/sign-in", """{"signInPolicy":"secondFactor"}""", """{"signInPolicy":"password"}""",
                school.GraceKey, "signInPolicy"),
            ("/api/organisation", "/api/organisation/region", Region("Кузбасс"), Region("Томская область"), school.GraceKey, "region"),
            (organisation, $"{organisation}/correction", Named("Школа № 1"), Named("Школа № 2"), installation.Operator, "title"),
            (person, $"{person}/profile", """{"kinds":["learner"],"grade":5}""", """{"kinds":["learner"],"grade":6}""",
                school.VeraKey, "grade"),
            (person, $"{person}/details", Details(), Details(), school.VeraKey, "details"),
            ($"{programme}/mentees/{mentee}", $"{programme}/mentees/{mentee}/form", Form("equal-to-equal"), Form("leader-passive"),
                school.VeraKey, "variant"),
            ($"{programme}/mentors/{mentor}", $"{programme}/mentors/{mentor}/offer", Offer(60), Offer(45), school.VeraKey, "offer"),
            ($"{programme}/mentors/{mentor}", $"{programme}/mentors/{mentor}/selection", """{"ground":"fitsRequests"}""",
                """{"ground":"fitsRequests","text":"Ещё раз."}""", school.VeraKey, "selected"),
        })
        {
            var seen = (await school.Get(read, key)).Etag;
            (await school.Post(address, first, key)).Refused(HttpStatusCode.PreconditionRequired, "precondition-required");
            Deciding.Done(await school.Post(address, first, key, seen, $"first-{member}"));

            var stale = await school.Post(address, second, key, seen);

            Assert.True(stale.Status == HttpStatusCode.PreconditionFailed, $"{address}: {stale.Text}");
            Assert.Equal(stale.Etag, $"\"{stale.Json["missing"]![0]!["where"]}\"");
            // For the programme the answer contains the changes; for others only the present tag.
            if (read == programme) Assert.Contains(member, stale.Json["changed"]!["members"]!.AsArray().Select(m => (string)m!["member"]!));
            else Assert.Null(stale.Json["changed"]);
            Assert.Equal(stale.Etag, (await school.Get(read, key)).Etag);
            Assert.True((bool)Deciding.Done(await school.Post(address, first, key, seen, $"first-{member}")).Json["repeated"]!);
            if (member != "selected") Deciding.Done(await school.Post(address, second, key, stale.Etag));
        }
    }

    [Fact]
    public async Task Keeps_a_new_road_map_from_undoing_an_unread_rescheduling()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        var (seen, item) = ((await school.Get($"/api/programmes/{programme}")).Etag, $"/api/programmes/{programme}/roadmap/items/3.1.1");
        Deciding.Done(await school.Replace(item, $"{item}/rescheduling", Moved("2021-12-01")));

        var stale = await school.Post($"/api/programmes/{programme}/roadmap",
            """{"items":[{"item":"1.1.1","plannedTo":"2021-09-30","position":"Куратор"}]}""", match: seen);

        Assert.Equal((HttpStatusCode.PreconditionFailed, "evaluation-changed"), (stale.Status, stale.Code));
        Assert.Equal("plan", (string?)Assert.Single(stale.Json["changed"]!["members"]!.AsArray())!["member"]);
        Assert.Equal("2021-12-01", (string?)(await school.Get(item)).Json["plan"]!["plannedTo"]);
    }

    private static string Moved(string to) => $$"""{"plannedTo":"{{to}}","reason":"Зал занят."}""";

    private static string Details() =>
        $$"""{"fullName":"{{SchoolPeople.Name()}}","birthDate":"{{SchoolPeople.Day(SchoolPeople.Today.AddYears(-12))}}"}""";

    private static string Form(string variant) => $$"""{"form":"learner-learner","variant":"{{variant}}"}""";

    private static string Offer(int minutes) => $$"""{"minutesPerWeek":{{minutes}},"capacity":1,"forms":["learner-learner"]}""";
}
