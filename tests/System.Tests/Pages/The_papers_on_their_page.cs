using System.Net;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Papers;
using MentorshipFlow.Workflows.Papers;
using MentorshipFlow.Workflows.Sample;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>A deputy head makes papers, saves and registers them on pages, and the school gets its letterhead and templates.</summary>
public sealed class The_papers_on_their_page(Installation installation)
{
    [Fact]
    public async Task Are_all_there_with_what_each_is_for_and_what_it_lacks()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        using var vera = await Visitor.Of(installation, school.VeraKey);
        var at = $"/programmes/{programme}/papers";

        var page = await vera.Open(at);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(16, page.Links.Count(l => l.StartsWith($"{at}/", StringComparison.Ordinal)));
        Assert.Contains("Акт об уничтожении персональных данных", page.Read, StringComparison.Ordinal);
        Assert.Contains("Бланк школы не описан", page.Read, StringComparison.Ordinal);
        var version = (int)(await school.Get($"/api/programmes/{programme}")).Json["version"]!;
        Assert.Matches($@"в ней {version} запис", page.Read);
        var map = await vera.Open($"{at}/roadmap");
        Assert.Contains("пока не составить", map.Read, StringComparison.Ordinal);
        Assert.Contains("Сохранить DOCX", (await vera.Open($"{at}/curator-order")).Read, StringComparison.Ordinal);
        Assert.DoesNotContain("Сохранить DOCX", map.Read, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await vera.Open($"{at}/roadmap/file?format=docx")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await vera.Open($"{at}/no-such-paper")).Status);
        foreach (var link in page.Links.Where(l => l.StartsWith($"{at}/", StringComparison.Ordinal)))
            Assert.Equal(HttpStatusCode.OK, (await vera.Open(link, "en")).Status);
        Assert.Contains(at, (await vera.Open($"/programmes/{programme}/documents")).Links);
    }

    [Fact]
    public async Task Are_saved_in_each_format_with_names_and_without()
    {
        var bases = await SchoolBases.Open(installation);
        var mentee = await bases.Mentee();
        using var vera = await Visitor.Of(installation, bases.School.VeraKey);
        var at = $"/programmes/{bases.Programme}/papers/bases-register";
        var page = await vera.Open(at);

        foreach (var (format, type, begins) in new[]
        {
            ("docx", PaperTemplates.DocxType, "PK"), ("pdf", "application/pdf", "%PDF-"),
            ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK"),
        })
        {
            // One page serves for all formats: each reading is recorded by itself.
            var named = await vera.Send(at, ("token", page.Hidden("token")), ("purpose", "document"), ("format", format));
            var coded = await vera.Open($"{at}/file?format={format}");
            foreach (var file in new[] { named, coded })
            {
                Assert.Equal((HttpStatusCode.OK, type), (file.Status, file.Response.Content.Headers.ContentType?.MediaType));
                Assert.StartsWith(begins, file.Text, StringComparison.Ordinal);
                Assert.Equal($"bases-register.{format}", file.Response.Content.Headers.ContentDisposition?.FileName);
            }

            if (format != "docx") continue;
            Assert.Contains("Жимолостнова", await Words(named), StringComparison.Ordinal);
            Assert.DoesNotContain("Жимолостнова", await Words(coded), StringComparison.Ordinal);
        }

        var journal = await bases.School.Get($"/api/people/{mentee}/access-journal", bases.School.GraceKey);
        Assert.Equal(3, journal.Json["items"]!.AsArray().Count(r => (string?)r!["export"] == "bases-register"));
    }

    [Fact]
    public async Task Are_of_what_was_chosen()
    {
        var bases = await SchoolBases.Open(installation);
        var mentee = await bases.Mentee();
        using var vera = await Visitor.Of(installation, bases.School.VeraKey);
        var papers = $"/programmes/{bases.Programme}/papers";

        var blanks = await vera.Open($"{papers}/consent-form?of={mentee}&consent=participation");
        var without = await vera.Open($"{papers}/consent-form");
        var survey = await vera.Open($"{papers}/questionnaire?questionnaire=mentee-satisfaction");

        Assert.Contains("Сохранить PDF", blanks.Read, StringComparison.Ordinal);
        Assert.Contains("Нет участников без согласия", without.Read, StringComparison.Ordinal);
        var blank = await vera.Send($"{papers}/consent-form", ("token", blanks.Hidden("token")), ("of", blanks.Hidden("of")),
            ("consent", blanks.Hidden("consent")), ("purpose", "consent"), ("format", "docx"));
        Assert.Contains("Жимолостнова", await Words(blank), StringComparison.Ordinal);
        var link = survey.Links.Single(l => l.EndsWith("format=docx", StringComparison.Ordinal));
        Assert.Contains("mentee-satisfaction/", await Words(await vera.Open(link)), StringComparison.Ordinal);
        Assert.Contains($"{papers}/consent-form", (await vera.Open($"/programmes/{bases.Programme}/consents")).Links);
    }

    [Fact]
    public async Task Are_registered_and_saved_as_they_were_registered()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        using var grace = await Visitor.Of(installation, school.GraceKey);
        var letterhead = await grace.Decide("/organisation/letterhead/new", ("title", "Школа «Роща»"), ("place", "Рощинск"),
            ("signatories.0.position", "Директор"), ("numbering.0.kind", "order"), ("numbering.0.form", "{n}-од"));
        Assert.StartsWith("/receipts/", letterhead.To!, StringComparison.Ordinal);
        var settings = await grace.Open("/settings/papers");
        Assert.Contains("Школа «Роща»", settings.Read, StringComparison.Ordinal);
        // The form to describe it anew begins with what is described now.
        var anew = await grace.Open(settings.Links.Single(l => l.StartsWith("/organisation/letterhead/new", StringComparison.Ordinal)));
        Assert.Contains("value=\"{n}-од\"", anew.Text, StringComparison.Ordinal);
        Assert.Contains("Вид номера", anew.Read, StringComparison.Ordinal);
        using var vera = await Visitor.Of(installation, school.VeraKey);
        var at = $"/programmes/{programme}/papers/introduction-order";

        var register = (await vera.Open(at)).Links.Single(l => l.StartsWith($"{at}/registration", StringComparison.Ordinal));
        var form = await vera.Open(register);
        Assert.Contains("1-од", form.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("О ком или о чём", form.Read, StringComparison.Ordinal);
        var done = await vera.Decide(register, ("step-of-page", form.Hidden("step-of-page")), ("number", "1-од"), ("date", "30.08.2021"),
            ("format", "docx"));
        Assert.Matches($@"^{at}\?of=[0-9a-f-]{{36}}&recorded=[0-9]+$", done.To!);
        var page = await vera.Open(at);
        Assert.Matches("№ 1.од", page.Read);
        var kept = await vera.Open(page.Links.Single(l => l.StartsWith($"{at}?of=", StringComparison.Ordinal)));
        Assert.DoesNotContain(kept.Links, l => l.StartsWith($"{at}/registration", StringComparison.Ordinal));
        var file = await vera.Send(at, ("token", kept.Hidden("token")), ("of", kept.Hidden("of")), ("purpose", "document"),
            ("format", "docx"));
        Assert.Contains("1-од", await Words(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Have_templates_of_the_school_that_are_taken_and_given_up()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        using var vera = await Visitor.Of(installation, school.VeraKey);
        var paper = $"/programmes/{programme}/papers/curator-order/file?format=docx";
        var own = A_template_of_a_school.Changed("Контроль за исполнением приказа оставляю за собой.", "Исполнение проверит завхоз.");
        const string Address = "/settings/papers/curator-order";
        var page = await vera.Open("/settings/papers");
        Assert.Equal(17, page.Actions.Count(a => a.StartsWith("/settings/papers/", StringComparison.Ordinal)));
        var (token, key) = (page.Hidden("token"), Id.New().ToString("N"));

        var broken = await vera.Upload(Address, "template.docx", A_template_of_a_school.Changed("{{куратор}}", "{{куратор"),
            ("token", token), ("decision", Id.New().ToString("N")));
        var none = await vera.Send(Address, ("token", token), ("decision", key));
        var set = await vera.Upload(Address, "template.docx", own, ("token", token), ("decision", key));
        var again = await vera.Upload(Address, "template.docx", own, ("token", token), ("decision", key));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, broken.Status);
        Assert.Contains("Абзац", broken.Read, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.Status);
        Assert.StartsWith("/receipts/", set.To!, StringComparison.Ordinal);
        Assert.Equal(set.To, again.To);
        Assert.Contains("завхоз", await Words(await vera.Open(paper)), StringComparison.Ordinal);
        Assert.Contains("завхоз", await Words(await vera.Open($"{Address}/template.docx")), StringComparison.Ordinal);
        Assert.DoesNotContain("завхоз", await Words(await vera.Open($"{Address}/template.docx?shipped=true")), StringComparison.Ordinal);
        var removal = (await vera.Open("/settings/papers")).Links.Single(l => l.Contains("/removal", StringComparison.Ordinal));
        Assert.StartsWith("/receipts/", (await vera.Decide(removal)).To!, StringComparison.Ordinal);
        Assert.DoesNotContain("завхоз", await Words(await vera.Open(paper)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Are_refused_as_the_API_refuses_them()
    {
        var school = await installation.Sample;
        var at = $"/programmes/{SampleIds.Programme}/papers";
        using var auditor = await Visitor.Of(installation, await school.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}"""));
        var page = await auditor.Open($"{at}/curator-order");
        Assert.Contains("name=\"reason\"", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Links, l => l.Contains("/registration", StringComparison.Ordinal));

        var silent = await auditor.Send($"{at}/curator-order", ("token", page.Hidden("token")), ("purpose", "audit"), ("format", "pdf"));
        var reasoned = await auditor.Send($"{at}/curator-order", ("token", page.Hidden("token")), ("purpose", "audit"), ("format", "pdf"),
            ("reason", "Проверка приказов."));
        var registered = await auditor.Send($"{at}/curator-order/registration", ("token", page.Hidden("token")), ("number", "9"));
        var template = await auditor.Upload("/settings/papers/curator-order", "template.docx", [1, 2, 3], ("token", page.Hidden("token")),
            ("decision", Id.New().ToString("N")));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.Status);
        Assert.StartsWith("%PDF-", reasoned.Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (registered.Status, template.Status));
        Assert.DoesNotContain("/settings/papers/curator-order", (await auditor.Open("/settings/papers")).Actions);
        var other = await School.Open(installation);
        using var stranger = await Visitor.Of(installation, other.VeraKey);
        var own = await stranger.Open("/settings/papers");
        foreach (var address in new[] { at, $"{at}/curator-order", $"{at}/curator-order/file?format=docx" })
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open(address)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Send($"{at}/curator-order", ("token", own.Hidden("token")),
            ("purpose", "document"), ("format", "docx"))).Status);
    }

    [Fact]
    public async Task Lead_nowhere_that_is_not_there()
    {
        var school = await installation.Sample;
        using var vera = await Visitor.Of(installation, school.VeraKey);
        var at = $"/programmes/{SampleIds.PastProgramme}/papers";
        string[] others = ["/participants", "/survey-waves", "/pairs", "/meetings", "/monitoring", "/stages", "/people", "/history"];
        foreach (var page in new[] { at, $"{at}/protocol", $"{at}/results-certificate", $"{at}/letter", $"{at}/development-plan" })
        {
            var shown = await vera.Open(page);
            Assert.True(shown.Status == HttpStatusCode.OK, $"{page} answers {shown.Status}");
            Assert.DoesNotMatch(@"\[(papers|settings|value|field)\.", shown.Text);
            await vera.FollowAll(shown, others);
        }

        foreach (var page in new[] { "/recognition", "/certificate", "/pairs" })
            Assert.Contains((await vera.Open($"/programmes/{SampleIds.PastProgramme}{page}")).Links,
                l => l.StartsWith($"{at}/", StringComparison.Ordinal));
    }

    private static async Task<string> Words(Shown shown)
    {
        Assert.Equal(HttpStatusCode.OK, shown.Status);
        return A_printed_paper.TextOf(await shown.Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
