using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.Workflows.Sample;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>Road map, documents, preparation, certificate and history on their pages, without script.</summary>
public sealed class Papers_and_history_on_pages(Installation installation)
{
    private static readonly string[] OfProgramme =
        ["/roadmap", "/documents", "/preparation", "/certificate", "/certificate/sources", "/history", "/export", "/roadmap/reading"];

    [Fact]
    public async Task Show_a_programme_and_lead_nowhere_that_is_not_there()
    {
        var school = await installation.Sample;
        using var vera = await Visitor.Of(installation, school.VeraKey);
        foreach (var page in OfProgramme.Append("/certificate/public").Append("/history?at=300"))
        {
            var shown = await vera.Open($"/programmes/{SampleIds.PastProgramme}{page}");
            Assert.True(shown.Status == HttpStatusCode.OK, $"{page} answers {shown.Status}");
            Assert.DoesNotMatch(@"\[(map|doc|fact|cert|history|entry|texts|journal|export|job)\.", shown.Text);
        }

        // The other sections of the programme have tests of their own.
        string[] others =
            ["/participants", "/survey-waves", "/pairs", "/meetings", "/monitoring", "/recognition", "/settings", "/people", "/stages"];
        await vera.FollowAll(await vera.Open($"/programmes/{SampleIds.PastProgramme}/certificate"), others);
        await vera.FollowAll(await vera.Open($"/programmes/{SampleIds.Programme}/history?at=700"), [.. others, "/entries/texts"]);
        await vera.FollowAll(await vera.Open($"/programmes/{SampleIds.Programme}/roadmap?state=overdue"), others);
        await vera.FollowAll(await vera.Open($"/programmes/{SampleIds.Programme}/roadmap/items/5.1.1"), others);
    }

    [Fact]
    public async Task Are_another_school_s_and_not_there()
    {
        await installation.Sample;
        var school = await School.Open(installation);
        using var stranger = await Visitor.Of(installation, school.VeraKey);
        string[] more = ["/difference?fromPosition=1&toPosition=2", "/roadmap/several", "/certificate/public"];
        foreach (var page in OfProgramme.Concat(more))
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open($"/programmes/{SampleIds.Programme}{page}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open("/entries/300")).Status);
    }

    [Fact]
    public async Task Take_a_road_map_from_the_model_and_settle_several_items_at_once()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        using var vera = await Visitor.Of(installation, school.VeraKey);
        var empty = await vera.Open($"/programmes/{programme}/roadmap");
        Assert.Contains("Карты пока нет", empty.Read, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found,
            (await vera.Decide($"/programmes/{programme}/roadmap/from-template", ("start", "01.09.2021"))).Status);
        Assert.Contains("Пунктов 59", (await vera.Open($"/programmes/{programme}/roadmap")).Read, StringComparison.Ordinal);

        var form = await vera.Open($"/programmes/{programme}/roadmap/several?do=not-applicable&item=1.1.1&item=1.1.2");
        var without = await vera.Decide(form, $"/programmes/{programme}/roadmap/several", ("do", "not-applicable"), ("item", "1.1.1"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.Status);
        Assert.Contains("Напишите причину", without.Read, StringComparison.Ordinal);
        var done = await vera.Decide(form, $"/programmes/{programme}/roadmap/several", ("do", "not-applicable"), ("reason", "Не проводим."),
            ("item", "1.1.1"), ("item", "1.1.2"), ("item", "9.9.9"));
        Assert.Contains("Записано: 2, не записано: 1.", done.Read, StringComparison.Ordinal);
        // The same form again records nothing twice.
        Assert.Contains("Записано: 2, не записано: 1.", (await vera.Decide(form, $"/programmes/{programme}/roadmap/several",
            ("do", "not-applicable"), ("reason", "Не проводим."), ("item", "1.1.1"), ("item", "1.1.2"), ("item", "9.9.9"))).Read,
            StringComparison.Ordinal);
        Assert.Contains("неприменимо 2", (await vera.Open($"/programmes/{programme}/roadmap")).Read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Take_a_road_map_from_a_file_after_it_was_looked_at()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        using var vera = await Visitor.Of(installation, school.VeraKey);
        var ask = await vera.Open($"/programmes/{programme}/roadmap/reading");
        var file = "Этап;Мероприятие;Срок;Ответственный\r\nЭтап 1;Проведение педагогического совета;Сентябрь;Куратор\r\n"u8.ToArray();
        var read = await vera.SendFile($"/programmes/{programme}/roadmap/reading", "file", "Карта.csv", file,
            ("token", ask.Hidden("token")), ("fill", "true"));
        Assert.Equal(HttpStatusCode.OK, read.Status);
        Assert.Contains("Ничего ещё не записано", read.Read, StringComparison.Ordinal);
        var approval = WebUtility.HtmlDecode(read.Hidden("approval"));
        var wrong = await vera.Decide(read, $"/programmes/{programme}/roadmap/reading/approval", ("approval", approval),
            ("items.0.plannedTo", "31.09.2021"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("31.09.2021", wrong.Text, StringComparison.Ordinal);
        var approved = await vera.Decide(read, $"/programmes/{programme}/roadmap/reading/approval", ("approval", approval),
            ("items.0.plannedTo", "30.09.2021"), ("items.0.position", "Заместитель директора"));
        Assert.StartsWith("/receipts/", approved.To!, StringComparison.Ordinal);
        var map = await vera.Open($"/programmes/{programme}/roadmap");
        Assert.Contains("до 30.09.2021", map.Read.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("Заместитель директора", map.Read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_a_document_with_its_file_and_say_where_it_serves()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        using var vera = await Visitor.Of(installation, school.VeraKey);
        var form = await vera.Open($"/programmes/{programme}/documents/new?kind=introduction-order");
        Assert.Contains("multipart/form-data", form.Text, StringComparison.Ordinal);
        // Uploads give their turns back: more of them than an organisation has turns.
        for (var n = 1; n <= 5; n++)
        {
            var registered = await vera.SendFile($"/programmes/{programme}/documents/new", "sha256", "приказ.pdf",
                [.. "%PDF-1.7 "u8, (byte)n], ("token", form.Hidden("token")), ("decision", $"register-{n}-{programme:N}"),
                ("back", $"/programmes/{programme}/documents"), ("kind", "introduction-order"), ("title", "Внедрение"),
                ("original", "paper"), ("number", $"{n}"), ("date", "30.08.2021"),
                ("signatoryPosition", "Директор"));
            Assert.True(registered.Status == HttpStatusCode.Found, registered.Read);
        }

        var list = await vera.Open($"/programmes/{programme}/documents");
        Assert.Contains("Внедрение № 1", list.Read.Replace('\u00a0', ' '), StringComparison.Ordinal);
        var address = Regex.Match(list.Text, $"/programmes/{programme}/documents/[0-9a-f-]{{36}}(?=\">Внедрение)").Value;
        var document = await vera.Open(address);
        Assert.Contains("Критерий G1.1", document.Read, StringComparison.Ordinal);
        var file = await vera.Open($"{address}/file");
        Assert.Equal("application/pdf", file.Response.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("%PDF-1.7", file.Text, StringComparison.Ordinal);

        var annulled = await vera.Decide($"{address}/annulment", ("reason", "Ошибка."));
        Assert.Equal(HttpStatusCode.Found, annulled.Status);
        Assert.Contains("отменён", (await vera.Open(address)).Read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tell_of_a_number_that_stands_on_two_documents()
    {
        const string Twice = "Тот же номер в том же году стоит на другом действующем документе:";
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        var (first, second) = (await school.Document(programme, "groups-order"), await school.Document(programme, "groups-order"));
        using var vera = await Visitor.Of(installation, school.VeraKey);
        var at = $"/programmes/{programme}/documents";
        Assert.Contains("номер повторяется", (await vera.Open(at)).Read, StringComparison.Ordinal);
        var told = await vera.Open($"{at}/{second}");
        Assert.Contains(Twice, told.Read, StringComparison.Ordinal);
        Assert.Contains($"{at}/{first}", told.Links);
        await vera.Decide($"{at}/{first}/annulment", ("reason", "Ошибка."));
        Assert.DoesNotContain(Twice, (await vera.Open($"{at}/{second}")).Read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Correct_a_fact_of_preparation()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        using var vera = await Visitor.Of(installation, school.VeraKey);
        Assert.Equal(HttpStatusCode.Found, (await vera.Decide($"/programmes/{programme}/resources",
            ("kind", "staff"), ("source", "internal"), ("title", "Педагог-психолог"))).Status);
        var page = await vera.Open($"/programmes/{programme}/preparation");
        Assert.Contains("Педагог-психолог", page.Read, StringComparison.Ordinal);
        var correct = Regex.Match(page.Text, $"/programmes/{programme}/facts/[0-9a-f-]{{36}}/correct").Value;
        var form = await vera.Open(correct);
        Assert.Contains("value=\"Педагог-психолог\"", form.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await vera.Decide(form, correct, ("kind", "staff"), ("source", "internal"),
            ("title", "Два педагога-психолога"))).Status);
        Assert.Equal(HttpStatusCode.Found, (await vera.Decide(form, correct, ("kind", "staff"), ("source", "internal"),
            ("title", "Два педагога-психолога"), ("correctionReason", "Второй принят в августе."))).Status);
        Assert.Contains("Два педагога-психолога", (await vera.Open($"/programmes/{programme}/preparation")).Read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compute_a_certificate_anew_and_know_its_copies()
    {
        var school = await installation.Sample;
        using var vera = await Visitor.Of(installation, school.VeraKey);
        var address = $"/programmes/{SampleIds.PastProgramme}/certificate";
        var page = await vera.Open(address);
        Assert.Contains("СОВПАДАЕТ байт в байт", page.Read, StringComparison.Ordinal);
        var text = (await vera.Open($"{address}/text/certificate.txt")).Text;
        var same = await vera.Send($"{address}/comparison", ("token", page.Hidden("token")),
            ("text", text.Replace("\n", "\r\n", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.OK, same.Status);
        Assert.DoesNotContain("Первая строка, которая отличается", same.Read, StringComparison.Ordinal);
        var other = await vera.Send($"{address}/comparison", ("token", page.Hidden("token")),
            ("text", text.Replace("выполнено: 15", "выполнено: 14", StringComparison.Ordinal)));
        Assert.Contains("Первая строка, которая отличается", other.Read, StringComparison.Ordinal);

        var sources = await vera.Open($"{address}/sources");
        var part = WebUtility.HtmlDecode(Regex.Match(sources.Text, "href=\"([^\"]*pointer=%2Froadmap)\"").Groups[1].Value);
        Assert.Contains("№", (await vera.Open(part)).Read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_a_programme_as_it_was_and_reasons_by_a_recorded_reading()
    {
        // Of its own, because elsewhere tests write persons without a decision.
        await using var own = await Installation.OwnAsync();
        var school = await School.Open(own);
        var programme = await school.PreparedProgramme();
        var auditorKey = await school.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}""");
        using var auditor = await Visitor.Of(own, auditorKey);
        var history = await auditor.Open($"/programmes/{programme}/history?type=gate_criterion_waived");
        Assert.Equal(HttpStatusCode.OK, history.Status);
        Assert.DoesNotContain("Позже.", history.Read, StringComparison.Ordinal);
        var at = Regex.Match(history.Text, """/entries/([0-9]+)""").Groups[1].Value;
        var then = await auditor.Open($"/programmes/{programme}/history?at={at}");
        Assert.Contains($"Как было на записи № {at}", then.Read.Replace('\u00a0', ' '), StringComparison.Ordinal);

        var ask = await auditor.Open($"/entries/texts?n={at}");
        var unsaid = await auditor.Decide(ask, "/entries/texts", ("n", at));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unsaid.Status);
        var shown = await auditor.Decide(ask, "/entries/texts", ("n", at), ("reason", "Плановая проверка."));
        Assert.Contains("Позже.", shown.Read, StringComparison.Ordinal);
        Assert.Contains("Чтение записано", shown.Read, StringComparison.Ordinal);

        var entry = await auditor.Open($"/entries/{at}");
        Assert.Contains("Доказательство", entry.Read, StringComparison.Ordinal);
        var leaf = Regex.Match(entry.Text, "<dd class=\"mono\">([0-9a-f]{64})</dd>").Groups[1].Value;
        var saved = (await auditor.Open($"/entries/{at}/entry.txt")).Text;
        Assert.Equal(leaf, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(saved))));

        // An auditor decides nothing: no verb is drawn, and the form is refused.
        Assert.DoesNotContain("Зарегистрировать", (await auditor.Open($"/programmes/{programme}/documents")).Read,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await auditor.Open($"/programmes/{programme}/roadmap/several?do=complete&item=1.1.1")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.Open($"/programmes/{programme}/roadmap/reading")).Status);

        var journal = await auditor.Open("/journal");
        var started = await auditor.Send("/journal/verification", ("token", journal.Hidden("token")), ("checkpoint", ""));
        Assert.StartsWith("/journal/verification/", started.To!, StringComparison.Ordinal);
        var until = Stopwatch();
        Shown verified;
        do
        {
            await Task.Delay(200, TestContext.Current.CancellationToken);
            verified = await auditor.Open(started.To!);
        }
        while (!verified.Read.Contains("ЦЕЛ", StringComparison.Ordinal) && until() < TimeSpan.FromSeconds(60));
        Assert.Contains("ЦЕЛ", verified.Read, StringComparison.Ordinal);
    }

    private static Func<TimeSpan> Stopwatch()
    {
        var since = global::System.Diagnostics.Stopwatch.GetTimestamp();
        return () => global::System.Diagnostics.Stopwatch.GetElapsedTime(since);
    }
}
