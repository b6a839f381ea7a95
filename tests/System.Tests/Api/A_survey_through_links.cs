using System.Net;

namespace MentorshipFlow.System.Tests.Api;

public sealed class A_survey_through_links(Installation installation)
{
    private const string Answers = """
        {"answers":[
            {"item":"Q_EFFECT","value":8},
            {"item":"Q_PRIOR","choice":"yes"},
            {"item":"Q_OPEN","text":"Хочу учиться вместе с Петей."}]}
        """;

    [Fact]
    public async Task Asks_in_two_languages_and_names_nobody()
    {
        var survey = await SurveyOfSchool.Open(installation);
        var link = (await survey.Links()).Single();

        var russian = await survey.School.Get("/api/survey", link.Token);
        var english = await survey.Own("GET", "/api/survey", link.Token, language: "en");

        Assert.Equal(("Вопрос", "Раньше?", 10),
            (russian.Json["heading"]!.GetValue<string>(), Text(russian, 1), russian.Json["items"]![0]!["highest"]!.GetValue<int>()));
        Assert.Equal(("Question", "Before?", "Yes"), (english.Json["heading"]!.GetValue<string>(), Text(english, 1),
            english.Json["items"]![1]!["options"]![0]!["text"]!.GetValue<string>()));
        Assert.DoesNotContain($"{survey.Person}", russian.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_one_answer_and_shows_the_response_rate()
    {
        var survey = await SurveyOfSchool.Open(installation, persons: 2);
        var link = (await survey.Links())[0];

        var first = await survey.Answer(link.Token, Answers, "mine");
        var repeat = await survey.Answer(link.Token, Answers, "mine");
        var second = await survey.Answer(link.Token, Answers);

        Assert.Equal(HttpStatusCode.Created, first.Status);
        Assert.Equal((first.Json["answer"]!.ToString(), true),
            (repeat.Json["answer"]!.ToString(), repeat.Json["repeated"]!.GetValue<bool>()));
        Assert.Equal((HttpStatusCode.Conflict, "survey-already-answered"), (second.Status, second.Code));
        Assert.Equal((HttpStatusCode.Conflict, "survey-already-answered"), Refused(await survey.School.Get("/api/survey", link.Token)));
        var wave = (await survey.School.Get(survey.Path)).Json;
        Assert.Equal((2, 1, "50.0"), (wave["wave"]!["invited"]!.GetValue<int>(), wave["wave"]!["answered"]!.GetValue<int>(),
            wave["wave"]!["responseRate"]!.GetValue<string>()));
        Assert.Single(wave["awaiting"]!.AsArray());
    }

    [Fact]
    public async Task Clicked_twice_is_recorded_once_and_both_clicks_get_the_answer()
    {
        var survey = await SurveyOfSchool.Open(installation);
        var link = (await survey.Links()).Single();

        var clicks = await Task.WhenAll(survey.Answer(link.Token, Answers, "click"), survey.Answer(link.Token, Answers, "click"));

        Assert.All(clicks, c => Assert.Equal(HttpStatusCode.Created, c.Status));
        Assert.Single(clicks.Select(c => $"{c.Json["answer"]} {c.Json["receipt"]!["position"]}").Distinct());
        Assert.Single(clicks, c => c.Json["repeated"]!.GetValue<bool>());
        Assert.Single((await survey.School.Get($"{survey.Path}/answers")).Json["items"]!.AsArray());
        // A different answer under the first answer's key is not a repeat.
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "idempotency-key-reused"),
            Refused(await survey.Answer(link.Token, Answers.Replace("8", "9", StringComparison.Ordinal), "click")));
    }

    [Fact]
    public async Task Sent_from_two_windows_is_recorded_once()
    {
        var survey = await SurveyOfSchool.Open(installation);
        var link = (await survey.Links()).Single();

        var windows = await Task.WhenAll(survey.Answer(link.Token, Answers, "first"), survey.Answer(link.Token, Answers, "second"));

        Assert.Single(windows, w => w.Status == HttpStatusCode.Created);
        Assert.Equal((HttpStatusCode.Conflict, "survey-already-answered"),
            Refused(Assert.Single(windows, w => w.Status != HttpStatusCode.Created)));
        Assert.Single((await survey.School.Get($"{survey.Path}/answers")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task Invites_only_persons_of_its_programme()
    {
        var survey = await SurveyOfSchool.Open(installation);
        var (stranger, unknown) = (await survey.School.Person(12), Id.New());

        var refused = await survey.School.Post($"{survey.Path}/invitation",
            $$"""{"persons":["{{survey.Person}}","{{stranger}}","{{unknown}}"]}""");

        Assert.Equal((HttpStatusCode.Conflict, "not-in-base"),
            Refused(await survey.School.Post($"{survey.Path}/invitation", $$"""{"persons":["{{stranger}}"]}""")));
        Assert.Equal([$"mentee-not-applied {stranger}", $"mentee-not-applied {unknown}"], refused.Json["missing"].Things());
    }

    [Fact]
    public async Task Is_recorded_by_the_participant_with_the_texts_in_the_vault()
    {
        var survey = await SurveyOfSchool.Open(installation);
        await survey.Answer((await survey.Links()).Single().Token, Answers);

        var history = await survey.School.Get($"/api/programmes/{survey.Programme}/history?limit=200");
        var entry = history.Json["items"]!.AsArray().Single(e => e!["type"]!.GetValue<string>() == "survey_answered")!;

        Assert.Equal(($"person-{survey.Person}", "mentee"), (entry["actor"]!.GetValue<string>(), entry["role"]!.GetValue<string>()));
        Assert.DoesNotContain("Пете", history.Text, StringComparison.Ordinal);
        var list = await survey.School.Get($"{survey.Path}/answers");
        Assert.DoesNotContain("Q_EFFECT", list.Text, StringComparison.Ordinal);
        var one = await survey.School.Get($"{survey.Path}/answers/{list.Json["items"]![0]!["id"]}");
        // The answer shows the reference only; the text is read by a disclosure, which is recorded.
        Assert.NotNull(one.Json["texts"]![0]!["text"]!["ref"]);
        Assert.DoesNotContain("Пете", one.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sent_64_times_at_once_is_recorded_once()
    {
        var survey = await SurveyOfSchool.Open(installation);
        var link = (await survey.Links()).Single();

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => survey.Answer(link.Token, Answers)));

        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.Created),
            a => Assert.Equal((HttpStatusCode.Conflict, "survey-already-answered"), Refused(a)));
        Assert.Single((await survey.School.Get($"{survey.Path}/answers")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task Is_refused_by_name_after_revocation_replacement_or_closing()
    {
        var survey = await SurveyOfSchool.Open(installation);
        var first = (await survey.Links()).Single();
        var second = (await survey.Links($$"""{"persons":["{{survey.Person}}"]}""")).Single();
        Assert.Equal((HttpStatusCode.Forbidden, "survey-link-revoked"), Refused(await survey.Answer(first.Token, Answers)));

        await survey.School.Post($"{survey.Path}/closing");
        Assert.Equal((HttpStatusCode.Conflict, "survey-wave-closed"), Refused(await survey.School.Get("/api/survey", second.Token)));
        Assert.Equal((HttpStatusCode.Conflict, "survey-wave-closed"), Refused(await survey.Answer(second.Token, Answers)));
        await survey.School.Post($"{survey.Path}/reopening", """{"reason":"Рано."}""");

        await survey.School.Post($"/api/programmes/{survey.Programme}/survey-links/{second.Link}/revocation", """{"reason":"Утрачена."}""");
        Assert.Equal((HttpStatusCode.Forbidden, "survey-link-revoked"), Refused(await survey.School.Get("/api/survey", second.Token)));
        Assert.Equal((HttpStatusCode.Forbidden, "survey-link-revoked"), Refused(await survey.Answer(second.Token, Answers)));
    }

    [Fact]
    public async Task Is_refused_by_name_after_expiry()
    {
        await using var own = await Installation.OwnAsync();
        var survey = await SurveyOfSchool.Open(own);
        // A link that is valid today, on a node whose clock is a month ahead.
        var today = (await survey.School.Get("/api/organisation")).Json["today"]!.GetValue<string>();
        var link = (await survey.Links($$"""{"expiresOn":"{{today}}"}""")).Single();
        await using var later = await own.StartNode(new LaterClock(TimeSpan.FromDays(31)));

        var answer = await survey.Answer(link.Token, Answers, node: new(later.Urls.Single()));

        Assert.Equal((HttpStatusCode.Forbidden, "survey-link-expired"), Refused(answer));
        Assert.Equal(HttpStatusCode.OK, (await survey.School.Get("/api/survey", link.Token)).Status);
    }

    [Fact]
    public async Task Gives_access_to_its_own_wave_and_nothing_else()
    {
        var survey = await SurveyOfSchool.Open(installation);
        var link = (await survey.Links()).Single();
        var other = await survey.Wave(survey.Person);

        Assert.Equal(HttpStatusCode.Created, (await survey.Answer(link.Token, Answers)).Status);
        Assert.Equal(0, (await survey.School.Get(other)).Json["wave"]!["answered"]!.GetValue<int>());
        foreach (var path in new[] { "/api/programmes", survey.Path, "/api/organisation", "/api/questionnaires", "/api/keys" })
        {
            Assert.Equal((HttpStatusCode.Forbidden, "role-required"), Refused(await survey.School.Get(path, link.Token)));
        }

        Assert.Equal((HttpStatusCode.Forbidden, "role-required"), Refused(await survey.School.Get("/api/survey")));
    }

    [Fact]
    public async Task Does_not_exist_for_another_school()
    {
        var (ours, theirs) = (await SurveyOfSchool.Open(installation), await SurveyOfSchool.Open(installation));
        var (our, their) = ((await ours.Links()).Single(), (await theirs.Links()).Single());

        Assert.Equal((HttpStatusCode.NotFound, "unknown"), Refused(
            await ours.School.Post($"/api/programmes/{ours.Programme}/survey-links/{their.Link}/revocation", """{"reason":"Чужая."}""")));
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), Refused(
            await ours.School.Post($"/api/programmes/{theirs.Programme}/survey-links/{their.Link}/revocation", """{"reason":"Чужая."}""")));
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), Refused(await ours.School.Get(theirs.Path)));
        // The id of one link with the secret of another, and a secret with one character changed.
        Assert.Equal(HttpStatusCode.Unauthorized, (await ours.Answer(our.Token[..36] + their.Token[36..], Answers)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized,
            (await ours.Answer(our.Token[..40] + (our.Token[40] == 'A' ? 'B' : 'A') + our.Token[41..], Answers)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await ours.Answer("mf" + our.Token[2..], Answers)).Status);
    }

    [Fact]
    public async Task Shows_its_links_once()
    {
        var survey = await SurveyOfSchool.Open(installation, persons: 3);
        Task<Answer> Issue() => survey.School.Post($"{survey.Path}/links", "{}", idempotency: "links");

        var (first, repeat) = (await Issue(), await Issue());

        Assert.All(first.Json["links"]!.AsArray(),
            l => Assert.Matches("^ms_[0-9a-f]{32}_[A-Za-z0-9_-]{43}$", l!["token"]!.GetValue<string>()));
        Assert.Equal(3, repeat.Json["links"]!.AsArray().Count(l => l!["token"] is null));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "persons-empty"), What(await survey.School.Post($"{survey.Path}/links")));
    }

    [Fact]
    public async Task Reports_every_fault_of_a_sheet_and_records_nothing()
    {
        var survey = await SurveyOfSchool.Open(installation);
        var token = (await survey.Links()).Single().Token;

        var bad = await survey.Answer(token, """{"answers":[{"item":"Q_EFFECT","value":11},{"item":"Q_PRIOR","choice":"maybe"}]}""");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "survey-answers-invalid"), Refused(bad));
        Assert.Equal(["survey-scale-out-of-range", "survey-choice-unknown"],
            bad.Json["missing"]!.AsArray().Select(m => m!["what"]!.GetValue<string>()));
        Assert.Equal((HttpStatusCode.BadRequest, "field-invalid"),
            Refused(await survey.Answer(token, """{"answers":[{"item":"Q_EFFECT","value":8,"choice":"yes"}]}""")));
        Assert.Equal((HttpStatusCode.BadRequest, "field-invalid"),
            Refused(await survey.Answer(token, """{"effectiveOn":"2021-01-01","answers":[]}""")));

        Assert.Equal(0, (await survey.School.Get(survey.Path)).Json["wave"]!["answered"]!.GetValue<int>());
    }

    [Fact]
    public async Task Separates_its_idempotency_keys_from_all_others()
    {
        var survey = await SurveyOfSchool.Open(installation);
        var token = (await survey.Links()).Single().Token;

        Assert.Equal(HttpStatusCode.Created, (await survey.Answer(token, Answers, "approve-1")).Status);
        Assert.Equal(HttpStatusCode.OK, (await survey.School.Post($"{survey.Path}/closing", idempotency: "approve-1")).Status);
    }

    private static string Text(Answer answer, int item) => answer.Json["items"]![item]!["text"]!.GetValue<string>();

    private static (HttpStatusCode, string?) Refused(Answer answer) => (answer.Status, answer.Code);

    private static (HttpStatusCode, string?) What(Answer answer) =>
        (answer.Status, answer.Json["missing"]?[0]?["what"]?.GetValue<string>());
}
