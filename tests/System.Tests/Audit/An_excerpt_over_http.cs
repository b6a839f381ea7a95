using System.Diagnostics;
using System.Net;
using System.Text;
using MentorshipFlow.Audit;
using MentorshipFlow.Certificates;
using MentorshipFlow.Ledger;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Ops;
using MentorshipFlow.System.Tests.Pages;
using MentorshipFlow.Workflows.Sample;

namespace MentorshipFlow.System.Tests.Audit;

public sealed class An_excerpt_over_http(Installation installation)
{
    private const int Most = 16 * 1024;

    private static readonly string Past = $"/api/programmes/{SampleIds.PastProgramme}";

    [Fact]
    public async Task Shows_the_certificate_of_a_finished_year_in_16_KiB_and_50_ms()
    {
        var school = await installation.Sample;
        var certificate = await Certificate(school);

        var file = Encoding.UTF8.GetBytes((await school.Get($"{Past}/excerpt?certificate={certificate}")).Text);
        var shown = Assert.IsType<BundleVerdict.Shown>(Verify(file, await Key(school)));
        var started = Stopwatch.GetTimestamp();
        const int Times = 10;
        for (var n = 0; n < Times; n++) Verify(file, shown.Key);
        var each = Stopwatch.GetElapsedTime(started) / Times;

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"certificate: {file.Length} bytes, {shown.Entries.Count} entries, ledger of {shown.Checkpoint.Size}, "
            + $"verified in {each.TotalMilliseconds:f1} ms");
        Assert.InRange(file.Length, 1, Most);
        // The aim is 50 ms; a machine with other work may be slower.
        Assert.True(each < TimeSpan.FromMilliseconds(250), $"{each.TotalMilliseconds:f1} ms");
        var text = (await school.Get($"{Past}/certificates/{certificate}/text")).Text;
        // The page compares copies without spaces at the ends of lines.
        Assert.DoesNotMatch("[ \t]\n", text);
        Assert.Equal(($"{Hash.OfText(text)}", false), (shown.Certificate!.ContentHash, shown.Certificate.HasText));
        var withText = (await school.Get($"{Past}/excerpt?certificate={certificate}&text=true")).Text;
        Assert.EndsWith(text, withText, StringComparison.Ordinal);
        Assert.True(Assert.IsType<BundleVerdict.Shown>(Verify(Encoding.UTF8.GetBytes(withText), shown.Key)).Certificate!.HasText);
        TestContext.Current.TestOutputHelper?.WriteLine($"with its text: {Encoding.UTF8.GetByteCount(withText)} bytes");
        Assert.Equal("certificate_issued", shown.Entries[0].Type);
    }

    [Fact]
    public async Task Shows_a_stage_an_actor_a_person_or_an_entry_alone()
    {
        var school = await installation.Sample;
        var key = await Key(school);
        var whole = Assert.IsType<BundleReading.Accepted>(BundleReader.Read((await school.Get($"{Past}/export")).Text)).Bundle;
        var mentee = whole.Entries.Select(p => p.Entry).First(e => e.Type == "mentee_applied").Body.Split("\"person\":\"")[1][..36];

        foreach (var (query, claim) in new (string, ExcerptClaim)[]
        {
            ("stage=5", new ExcerptClaim.OfStage(5)), ($"actor=person-{school.Vera}", new ExcerptClaim.OfActor($"person-{school.Vera}")),
            ($"person={mentee}", new ExcerptClaim.OfPerson(Guid.Parse(mentee))), ("entry=7", new ExcerptClaim.OfEntry(7)),
        })
        {
            var answer = await school.Get($"{Past}/excerpt?{query}");
            Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
            var shown = Assert.IsType<BundleVerdict.Shown>(Verify(Encoding.UTF8.GetBytes(answer.Text), key));
            Assert.Equal(claim, shown.Claim);
            Assert.Equal(
                whole.Entries.Select(p => p.Entry).Where(claim.Fits).Select(e => e.Version), shown.Entries.Select(e => e.Version));
            TestContext.Current.TestOutputHelper?.WriteLine($"{query}: {shown.Entries.Count} entries, {answer.Text.Length} characters");
        }
    }

    /// <summary>The commands of the comment in Excerpt.cs, as they stand there.</summary>
    [Fact]
    public async Task Is_cut_into_records_and_proofs_by_standard_tools()
    {
        var school = await installation.Sample;
        var text = (await school.Get($"{Past}/excerpt?stage=5")).Text;
        var excerpt = Assert.IsType<BundleReading.AcceptedExcerpt>(BundleReader.Read(text)).Excerpt;
        var specification = await File.ReadAllTextAsync(Checkout.At("src/Domain/Audit/Excerpt.cs"), TestContext.Current.CancellationToken);
        var commands = specification.Split('\n').Where(l => l.StartsWith("/// awk ", StringComparison.Ordinal))
            .Select(l => WebUtility.HtmlDecode(l[4..]).Replace("FILE", "\"$1\"", StringComparison.Ordinal)).ToList();
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
            Assert.Equal($"{excerpt.Entries[1].Entry.Leaf()}", (await Site.ShellAsync(commands[0], file)).Split(' ')[0]);
            Assert.Equal(excerpt.ProofOf(excerpt.Entries[1]), await Site.ShellAsync(commands[1], file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Of_a_decision_made_just_now_has_a_checkpoint_that_covers_it()
    {
        var school = await School.Open(installation);
        for (var n = 0; n < 3; n++)
        {
            var made = await school.Post("/api/programmes", $$"""
                {"schoolYear":"2021/2022","title":"Наставничество {{n}}","goal":"Цель","definitionCode":"target-model",
                "definitionVersion":1}
                """);
            var position = made.Json["receipt"]!["position"]!.GetValue<long>();

            var receipt = await school.Get($"/api/audit/entries/{position}/excerpt");
            var shown = Assert.IsType<BundleVerdict.Shown>(Verify(Encoding.UTF8.GetBytes(receipt.Text), await Key(school)));

            Assert.Equal((position, true), (shown.Entries.Single().Position, shown.Checkpoint.Size > position));
            Assert.Contains($"receipt-{position}.excerpt", $"{receipt.Response.Content.Headers.ContentDisposition}",
                StringComparison.Ordinal);
            TestContext.Current.TestOutputHelper?.WriteLine($"receipt: {Encoding.UTF8.GetByteCount(receipt.Text)} bytes");
        }
    }

    [Fact]
    public async Task Continues_the_readers_own_checkpoint()
    {
        var school = await installation.Sample;
        var note = (string)(await school.Get("/api/audit/checkpoints/at?size=100")).Json["note"]!;

        var file = (await school.Get($"{Past}/excerpt?stage=1&checkpoint=100")).Text;

        Assert.Equal(KeyTrust.SignedTheOwnCheckpoint, Assert.IsType<BundleVerdict.Shown>(
            BundleVerifier.Verify(file, CertificateRebuild.Text, null, note)).Trust);
    }

    [Fact]
    public async Task Is_asked_for_with_one_claim_by_those_who_read_the_entries()
    {
        var (sample, other) = (await installation.Sample, await School.Open(installation));
        var programme = await other.Programme();
        foreach (var query in new[]
        {
            "", "?stage=1&entry=1", "?stage=8", "?entry=0", "?actor=somebody", "?person=x", "?stage=1&checkpoint=9999999",
            "?stage=1&text=true",
        }) Assert.Equal(HttpStatusCode.BadRequest, (await other.Get($"/api/programmes/{programme}/excerpt{query}")).Status);
        foreach (var query in new[] { "?stage=7", "?entry=99", $"?certificate={Api.Id.New()}", $"?person={Api.Id.New()}" })
            Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"/api/programmes/{programme}/excerpt{query}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"{Past}/excerpt?stage=1")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"/api/audit/entries/{await Position(sample)}/excerpt")).Status);
        var psychologist = await other.Key($$"""{"roles":["psychologist"],"person":"{{Api.Id.New()}}"}""");
        Assert.Equal(HttpStatusCode.Forbidden, (await other.Get($"/api/programmes/{programme}/excerpt?stage=1", psychologist)).Status);
        var initiator = await other.Key($$"""{"roles":["initiator"],"person":"{{Api.Id.New()}}"}""");
        Assert.Equal(HttpStatusCode.OK, (await other.Get($"/api/programmes/{programme}/excerpt?entry=1", initiator)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.Get($"/api/audit/entries/{await Position(other)}/excerpt", initiator)).Status);
    }

    [Fact]
    public async Task Is_saved_from_the_pages_of_receipt_certificate_history_and_participant()
    {
        var school = await installation.Sample;
        var (key, certificate) = (await Key(school), await Certificate(school));
        using var vera = await Visitor.Of(installation, school.VeraKey);
        var history = $"/programmes/{SampleIds.PastProgramme}/history";
        var entry = (await school.Get($"{Past}/history?limit=1")).Json["items"]![0]!["position"]!.GetValue<long>();
        foreach (var (page, link) in new[]
        {
            ($"/receipts/{entry}", $"/receipts/{entry}/receipt.excerpt"), ($"/entries/{entry}", $"/receipts/{entry}/receipt.excerpt"),
            ($"/programmes/{SampleIds.PastProgramme}/certificate",
                $"/programmes/{SampleIds.PastProgramme}/excerpt/part.excerpt?of=certificate-{certificate}"),
            ($"/programmes/{SampleIds.PastProgramme}/certificates/{certificate}",
                $"/programmes/{SampleIds.PastProgramme}/excerpt/part.excerpt?of=certificate-{certificate}&text=yes"),
            ($"{history}?at={entry}", $"/programmes/{SampleIds.PastProgramme}/excerpt/part.excerpt?of=entry-1"),
        })
        {
            Assert.Contains(link, (await vera.Open(page)).Links);
            var saved = await vera.Open(link);
            Assert.Equal("attachment", saved.Response.Content.Headers.ContentDisposition!.DispositionType);
            Assert.IsType<BundleVerdict.Shown>(Verify(Encoding.UTF8.GetBytes(saved.Text), key));
        }

        var form = await vera.Open(history);
        Assert.Contains($"value=\"actor-person-{school.Vera}\"", form.Text, StringComparison.Ordinal);
        var stage = await vera.Open($"/programmes/{SampleIds.PastProgramme}/excerpt/part.excerpt?of=stage-5");
        Assert.IsType<BundleVerdict.Shown>(Verify(Encoding.UTF8.GetBytes(stage.Text), key));
        var none = await vera.Open($"/programmes/{SampleIds.PastProgramme}/excerpt/part.excerpt?of=person-{Api.Id.New()}");
        Assert.Equal($"{history}?excerpt=none#excerpt", none.To);
        Assert.Contains("Таких записей в этой программе нет.", (await vera.Open($"{history}?excerpt=none")).Read,
            StringComparison.Ordinal);
    }

    private static BundleVerdict Verify(byte[] file, CheckpointKey key) => BundleVerifier.Verify(file, CertificateRebuild.Text, key);

    private static async Task<CheckpointKey> Key(School school) =>
        CheckpointKey.Parse((await school.Get("/api/audit/key")).Text.TrimEnd())!;

    private static async Task<Guid> Certificate(School school) =>
        (await school.Get($"{Past}/certificates")).Json["items"]!.AsArray()[^1]!["issued"]!["id"]!.GetValue<Guid>();

    private static async Task<long> Position(School school) =>
        (await school.Get("/api/audit/entries?limit=1")).Json["items"]![0]!["position"]!.GetValue<long>();
}
