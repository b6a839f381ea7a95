using System.Net;
using System.Text.Json.Nodes;
using MentorshipFlow.System.Tests.Api;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>The editor of questionnaires: a shipped one becomes the school's own, and the next version keeps the codes of its
/// questions.</summary>
public sealed class A_questionnaire_of_the_school(Installation installation)
{
    [Fact]
    public async Task Is_made_from_a_shipped_one_and_changed_again()
    {
        var school = await School.Open(installation);
        using var vera = await Visitor.Of(installation, school.VeraKey);
        var shipped = (await school.Get("/api/questionnaires?limit=100")).Json["items"]!.AsArray()
            .First(q => (string)q!["audience"]! == "mentees")!["questionnaire"]!;
        var before = await Text(school, (string)shipped["sha256"]!);
        var items = before["items"]!.AsArray();

        var page = await vera.Open($"/questionnaires/{shipped["sha256"]}");
        var editor = $"/questionnaires/{shipped["sha256"]}/edit";
        Assert.Contains(editor, page.Links);
        var form = await vera.Open(editor);
        Assert.Equal(HttpStatusCode.OK, form.Status);
        Assert.Contains(WebUtility.HtmlEncode((string)items[0]!["text"]!["ru"]!)[..20], form.Text, StringComparison.Ordinal);

        // The last question comes first, the first is asked in other words, the second goes, and one with answers is new.
        var fields = Fields(before);
        fields["q.0.ru"] = "Что вы ждёте от наставника?";
        fields["q.1.removed"] = "yes";
        fields[$"q.{items.Count - 1}.place"] = "0";
        Add(fields, items.Count, "choice", "Когда удобно встречаться?", "после уроков\nв субботу");
        var published = await Send(vera, form, editor, fields);
        Assert.True(published.Status == HttpStatusCode.Found, published.Read);

        var own = await Newest(school);
        Assert.Equal(((string)before["code"]!, 1, false), ((string)own["code"]!, (int)own["version"]!, (bool)own["editableDefault"]!));
        var codes = items.Select(i => (string)i!["code"]!).ToList();
        Assert.Equal([codes[^1], codes[0], .. codes[2..^1], "Q_OWN_1"], own["items"]!.AsArray().Select(i => (string)i!["code"]!));
        Assert.Equal("Что вы ждёте от наставника?", (string)own["items"]![1]!["text"]!["ru"]!);
        Assert.Equal(["answer-1 после уроков", "answer-2 в субботу"],
            own["items"]!.AsArray()[^1]!["options"]!.AsArray().Select(o => $"{o!["code"]} {o["ru"]}"));

        // Its next version: an answer that stays keeps its code.
        editor = $"/questionnaires/{await Sha256(school)}/edit";
        fields = Fields(own);
        fields[$"q.{own["items"]!.AsArray().Count - 1}.options"] = "в воскресенье\nв субботу";
        Assert.Equal(HttpStatusCode.Found, (await Send(vera, await vera.Open(editor), editor, fields)).Status);
        var second = await Newest(school);
        Assert.Equal(2, (int)second["version"]!);
        Assert.Equal(["answer-3 в воскресенье", "answer-2 в субботу"],
            second["items"]!.AsArray()[^1]!["options"]!.AsArray().Select(o => $"{o!["code"]} {o["ru"]}"));
    }

    [Fact]
    public async Task Keeps_what_was_typed_when_it_is_refused_or_needs_more_room()
    {
        var school = await School.Open(installation);
        using var vera = await Visitor.Of(installation, school.VeraKey);
        var shipped = (await school.Get("/api/questionnaires")).Json["items"]![0]!["questionnaire"]!;
        var (editor, before) = ($"/questionnaires/{shipped["sha256"]}/edit", await Text(school, (string)shipped["sha256"]!));
        var form = await vera.Open(editor);
        var fields = Fields(before);
        var count = before["items"]!.AsArray().Count;
        // A choice without answers is refused.
        Add(fields, count, "choice", "Когда удобно <b>встречаться</b>?", "");
        var refused = await Send(vera, form, editor, fields);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Когда удобно &lt;b&gt;встречаться&lt;/b&gt;?", refused.Text, StringComparison.Ordinal);
        fields["do"] = "more";
        var more = await Send(vera, refused, editor, fields);
        Assert.Equal(HttpStatusCode.OK, more.Status);
        Assert.Contains($"name=\"q.{count + 3}.ru\"", more.Text, StringComparison.Ordinal);
        Assert.Contains("Когда удобно &lt;b&gt;встречаться&lt;/b&gt;?", more.Text, StringComparison.Ordinal);
        Assert.DoesNotContain((await school.Get("/api/questionnaires")).Json["items"]!.AsArray(), q => (bool)q!["own"]!);

        using var auditor = await Visitor.Of(installation, await school.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}"""));
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.Open(editor)).Status);
        Assert.DoesNotContain(editor, (await auditor.Open(editor[..^"/edit".Length])).Links);
    }

    private static Dictionary<string, string> Fields(JsonNode questionnaire)
    {
        Dictionary<string, string> fields = new()
        {
            ["ru"] = (string)questionnaire["title"]!["ru"]!, ["en"] = (string)questionnaire["title"]!["en"]!,
        };
        foreach (var (n, item) in questionnaire["items"]!.AsArray().Index())
        {
            Add(fields, n, (string)item!["kind"]!, (string)item["text"]!["ru"]!,
                string.Join('\n', (item["options"] as JsonArray ?? []).Select(o => (string)o!["ru"]!)));
            (fields[$"q.{n}.code"], fields[$"q.{n}.en"]) = ((string)item["code"]!, (string)item["text"]!["en"]!);
            if (!(bool)item["required"]!) fields.Remove($"q.{n}.required");
        }

        return fields;
    }

    private static void Add(Dictionary<string, string> fields, int n, string kind, string text, string options)
    {
        (fields[$"q.{n}.kind"], fields[$"q.{n}.ru"], fields[$"q.{n}.options"]) = (kind, text, options);
        (fields[$"q.{n}.place"], fields[$"q.{n}.required"]) = ($"{n + 1}", "yes");
    }

    private static Task<Shown> Send(Visitor visitor, Shown form, string address, Dictionary<string, string> fields) =>
        visitor.Decide(form, address, [.. fields.Select(f => (f.Key, f.Value))]);

    private static async Task<JsonNode> Text(School school, string sha256) => (await school.Get($"/api/questionnaires/{sha256}")).Json;

    private static async Task<string> Sha256(School school) => (string)(await school.Get("/api/questionnaires?limit=100")).Json["items"]!
        .AsArray().Where(q => (bool)q!["own"]!).MaxBy(q => (int)q!["questionnaire"]!["version"]!)!["questionnaire"]!["sha256"]!;

    private static async Task<JsonNode> Newest(School school) => await Text(school, await Sha256(school));
}
