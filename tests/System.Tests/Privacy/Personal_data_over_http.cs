using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.System.Tests.Privacy;

public sealed class Personal_data_over_http(Installation installation)
{
    private const string Name = "Ковалевская Софья";
    private const string Text = "Просит наставника по математике";

    [Fact]
    public async Task Are_shown_only_with_an_entry_in_the_journal()
    {
        var (school, person) = await Registered();

        var shown = await Disclose(school, person, """["fullName","texts"]""", "programmeWork");

        Assert.Equal((HttpStatusCode.OK, Name, Text),
            (shown.Status, Item(shown)["fullName"]!.GetValue<string>(), Item(shown)["texts"]![0]!["text"]!.GetValue<string>()));
        Assert.Null(Item(shown)["phone"]);
        var journal = (await school.Get($"/api/people/{person}/access-journal", school.GraceKey)).Json["items"]!.AsArray();
        Assert.Equal(($"person-{school.Vera}", "programmeWork", false), (journal[0]!["actor"]!.GetValue<string>(),
            journal[0]!["purpose"]!.GetValue<string>(), journal[0]!["unmasked"]!.GetValue<bool>()));
        Assert.DoesNotContain(Name, journal.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Are_shown_once_for_one_entry()
    {
        var (school, person) = await Registered();
        var key = Id.New().ToString();
        var body = $$"""{"persons":["{{person}}"],"fields":["fullName"],"purpose":"contact"}""";

        Assert.Contains(Name, (await school.Post("/api/people/disclosures", body, idempotency: key)).Text, StringComparison.Ordinal);
        var again = await school.Post("/api/people/disclosures", body, idempotency: key);
        var dry = await school.Post("/api/people/disclosures?dryRun=true", body);

        Assert.Equal((true, 0), (again.Json["repeated"]!.GetValue<bool>(), again.Json["items"]!.AsArray().Count));
        Assert.Equal((true, 0), (dry.Json["dryRun"]!.GetValue<bool>(), dry.Json["items"]!.AsArray().Count));
    }

    [Fact]
    public async Task Are_shown_to_an_auditor_who_gives_a_reason()
    {
        var (school, person) = await Registered();
        var auditor = await school.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}""");

        Assert.Equal("reason-required", (await Disclose(school, person, """["fullName"]""", "audit", auditor)).Code);
        Assert.Equal("value-out-of-range", (await Disclose(school, person, """["fullName"]""", "contact", auditor, "Жалоба")).Code);
        Assert.Equal("value-out-of-range", (await Disclose(school, person, """["fullName"]""", "audit")).Code);
        var shown = await Disclose(school, person, """["fullName"]""", "audit", auditor, "Жалоба родителя");

        Assert.Equal(Name, Item(shown)["fullName"]!.GetValue<string>());
        var entry = (await school.Get($"/api/people/{person}/access-journal", auditor)).Json["items"]![0]!;
        Assert.True(entry["unmasked"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Are_not_found_by_another_organisation()
    {
        var (_, person) = await Registered();
        var other = await School.Open(installation);

        Assert.Equal(HttpStatusCode.NotFound, (await Disclose(other, person, """["fullName"]""", "contact")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"/api/people/{person}/access-journal", other.GraceKey)).Status);
        Assert.Equal(HttpStatusCode.NotFound,
            (await other.Post($"/api/people/{person}/erasures", """{"ground":"consentWithdrawn"}""", other.GraceKey)).Status);
    }

    [Fact]
    public async Task Are_destroyed_by_a_case_with_a_term_an_act_and_a_journal()
    {
        var (school, person) = await Registered();
        await Disclose(school, person, """["fullName"]""", "contact");
        var today = (await school.Get("/api/organisation")).Json["today"]!.GetValue<string>();

        var asked = await school.Post($"/api/people/{person}/erasures", $$"""{"ground":"consentWithdrawn","receivedOn":"{{today}}"}""",
            school.GraceKey);
        Assert.Equal(HttpStatusCode.Created, asked.Status);
        var erasure = $"/api/people/{person}/erasures/{asked.Json["erasure"]!.GetValue<Guid>()}";
        Assert.Equal("erasure-case-open",
            (await school.Post($"/api/people/{person}/erasures", """{"ground":"subjectDemand"}""", school.GraceKey)).Code);
        Assert.Equal("erasure-not-assessed", (await school.Post($"{erasure}/destruction", key: school.GraceKey)).Code);
        Assert.Equal(["0", "1"], [await Overdue(school, "2020-01-01"), await Overdue(school, "2099-01-01")]);
        await Done(school.Post($"{erasure}/assessment",
            """{"decision":"eraseAll","article":"152-ФЗ, ст. 21 ч. 5","reason":"Заявление матери"}""", school.GraceKey));
        Assert.Equal("erasure-not-done", (await school.Post($"{erasure}/act-filing", """{"number":"7"}""", school.GraceKey)).Code);

        var destroyed = await Done(school.Post($"{erasure}/destruction", key: school.GraceKey));
        Assert.True(destroyed.Json["swept"]!.GetValue<bool>());
        Assert.Equal("[данные уничтожены]",
            Item(await Disclose(school, person, """["fullName"]""", "contact"))["destroyed"]!.GetValue<string>());
        var filed = (await Done(school.Post($"{erasure}/act-filing", """{"number":"7"}""", school.GraceKey))).Json["events"]![0]!["body"]!;

        var act = await school.Get($"{erasure}/act", school.GraceKey);
        var journal = await school.Get($"{erasure}/journal", school.GraceKey);
        Assert.Equal((filed["actSha256"]!.GetValue<string>(), filed["journalSha256"]!.GetValue<string>()),
            (Sha256(act.Text), Sha256(journal.Text)));
        Assert.Contains("АКТ № 7", act.Text, StringComparison.Ordinal);
        Assert.Contains($"Субъект персональных данных: {person}", act.Text, StringComparison.Ordinal);
        Assert.Equal(
            ["person_registered", "erasure_requested", "erasure_assessed", "personal_data_erased", "personal_data_viewed"],
            journal.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!["type"]!.GetValue<string>()));
        var gone = Item(await Disclose(school, person, """["fullName","texts"]""", "contact"));
        Assert.StartsWith("[данные уничтожены, акт № 7 от ", gone["destroyed"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Null(gone["fullName"]);
        Assert.Equal("0", await Overdue(school, "2099-01-01"));
    }

    [Fact]
    public async Task Are_destroyed_later_when_the_subject_was_notified()
    {
        var (school, person) = await Registered();
        const string notice = """{"reason":"Архив отвечает не сразу."}""";
        Assert.Equal("erasure-term-not-extendable",
            (await school.Post($"{await school.Demanded(person)}/extension", notice, school.GraceKey)).Code);
        var (_, second) = await Registered(school, SchoolPeople.Name());
        var erasure = await school.Demanded(second, "subjectDemand");

        var extended = await Done(school.Post($"{erasure}/extension", notice, school.GraceKey));
        Assert.Equal("already-recorded", (await school.Post($"{erasure}/extension", notice, school.GraceKey)).Code);

        var listed = (await school.Get("/api/erasures", school.GraceKey)).Json["items"]!.AsArray()
            .Single(c => c!["person"]!.GetValue<Guid>() == second)!;
        // Follows the Link header through all pages; the counts cover all pages.
        List<(Guid Case, Guid Person)> paged = [];
        for (string? next = "/api/erasures?limit=1"; next is not null;)
        {
            var page = await school.Get(next, school.GraceKey);
            Assert.Equal("2", $"{page.Json["open"]}");
            var item = page.Json["items"]!.AsArray().Single()!;
            paged.Add((item["id"]!.GetValue<Guid>(), item["person"]!.GetValue<Guid>()));
            next = page.Response.Headers.TryGetValues("Link", out var link) ? link.Single().Split('<', '>')[1] : null;
        }

        // In the order of the cases' ids, which are derived from the idempotency keys and look random.
        Assert.Equal(paged.OrderBy(p => p.Case), paged);
        Assert.Equal(new[] { person, second }.Order(), paged.Select(p => p.Person).Order());
        var recorded = extended.Json["events"]![0]!["body"]!;
        Assert.Equal(("erasure_term_extended", $"{recorded["dueOn"]}"),
            ((string?)extended.Json["events"]![0]!["type"], $"{listed["dueOn"]}"));
        Assert.True(string.CompareOrdinal($"{listed["extension"]!["firstDueOn"]}", $"{listed["dueOn"]}") < 0);
        Assert.DoesNotContain("Архив", extended.Text, StringComparison.Ordinal);
        await Done(school.Post($"{erasure}/assessment", """{"decision":"eraseAll","article":"152-ФЗ, ст. 21 ч. 5.1"}""", school.GraceKey));
        await Done(school.Post($"{erasure}/destruction", key: school.GraceKey));
        await Done(school.Post($"{erasure}/act-filing", """{"number":"8"}""", school.GraceKey));
        Assert.Contains("Срок продлён: до ", (await school.Get($"{erasure}/act", school.GraceKey)).Text, StringComparison.Ordinal);
        Assert.Contains("erasure_term_extended", (await school.Get($"{erasure}/journal", school.GraceKey)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task May_be_kept_when_an_article_permits_it()
    {
        var (school, person) = await Registered();
        var asked = await school.Post($"/api/people/{person}/erasures", """{"ground":"purposeAchieved"}""", school.GraceKey);
        var erasure = $"/api/people/{person}/erasures/{asked.Json["erasure"]!.GetValue<Guid>()}";
        await Done(school.Post($"{erasure}/assessment", """{"decision":"refuse","article":"152-ФЗ, ст. 6 ч. 1 п. 2"}""", school.GraceKey));

        Assert.Equal("erasure-refused", (await school.Post($"{erasure}/destruction", key: school.GraceKey)).Code);
        Assert.Equal(Name, Item(await Disclose(school, person, """["fullName"]""", "contact"))["fullName"]!.GetValue<string>());
    }

    private async Task<(School School, Guid Person)> Registered() => await Registered(await School.Open(installation));

    private async Task<(School School, Guid Person)> Registered(School school, string name = Name) =>
        (school, await RegisteredPersons.Register(installation.Services, school.Id, school.Grace,
            new PersonDetails(name, new DateOnly(2012, 1, 15), Phone: "+7 900 000-00-00"), Text));

    private static Task<Answer> Disclose(
        School school, Guid person, string fields, string purpose, string? key = null, string? reason = null)
    {
        var because = reason is null ? "" : $",\"reason\":\"{reason}\"";
        return school.Post("/api/people/disclosures",
            $$"""{"persons":["{{person}}"],"fields":{{fields}},"purpose":"{{purpose}}"{{because}}}""", key);
    }

    private static async Task<Answer> Done(Task<Answer> asked)
    {
        var answer = await asked;
        Assert.True(answer.Response.IsSuccessStatusCode, answer.Text);
        return answer;
    }

    private static async Task<string> Overdue(School school, string asOf) =>
        (await school.Get($"/api/erasures?asOf={asOf}", school.GraceKey)).Json["overdue"]!.ToString();

    private static JsonNode Item(Answer answer) => answer.Json["items"]![0]!;

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
