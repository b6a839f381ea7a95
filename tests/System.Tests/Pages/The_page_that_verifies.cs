using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MentorshipFlow.Audit;
using MentorshipFlow.Certificates;
using MentorshipFlow.Ledger;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.Workflows.Sample;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary><c>/verify</c>: its script, run by node, finds in a file what <c>ops/verify</c> finds.</summary>
public sealed class The_page_that_verifies(Installation installation)
{
    private const string Unknown = "— stranger.example AAAAAAA=\n";

    private sealed record Found(string Verdict, string? Code, string? Where, string? Trust, int? Entries);

    [Fact]
    public async Task Gives_the_verdict_of_the_program_on_sound_forged_cut_and_foreign_files()
    {
        var school = await installation.Sample;
        var note = await Note(school, 200);
        var text = (await school.Get($"/api/programmes/{SampleIds.PastProgramme}/export?checkpoint=200")).Text;
        var key = (await school.Get("/api/audit/key")).Text.Trim();
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var foreign = new CheckpointKey("school-50", stranger.ExportSubjectPublicKeyInfo());
        var past = Checkpoint.ParseBody(Body(note))! with { Root = Hash.Of("another past"u8) };
        var forgedNote = SignedNote.Sign(past, stranger, "school-50");
        (string Case, string File, string? Key, string? Own)[] cases =
        [
            ("sound", text, null, null),
            ("sound with the key", text, key, null),
            ("sound with an own checkpoint", text, null, note),
            ("an entry changed", text.Replace("\"stage\":1", "\"stage\":2", StringComparison.Ordinal), null, null),
            ("a letter of the certificate", Changed(text, "Справка об итогах", "Справка об итоге"), null, null),
            ("the certificates left out", text[..text.IndexOf("certificates 1\n", StringComparison.Ordinal)] + "certificates 0\n", null,
                null),
            ("the last entry cut off", WithoutTheLastEntry(text), null, null),
            ("the file cut in the middle", text[..(text.Length / 2)], null, null),
            ("the file without its last letter", text[..^1], null, null),
            ("a number written with a zero", text.Replace("definitions 1\n", "definitions 01\n", StringComparison.Ordinal), null, null),
            ("the signature of the checkpoint", Signature(text, "checkpoint\n"), null, null),
            ("the signature under the length", Signature(text, "statement\n"), null, null),
            ("the statement of another length", Regex.Replace(text, "(mentorshipflow stream v1\n.*\n)[0-9]+\n", "${1}3\n"), null, null),
            ("a hash of the proof of growth",
                Regex.Replace(text, "^(consistency .*)[0-9a-f]{4}$", "${1}0000", RegexOptions.Multiline), null, null),
            ("another key", text, foreign.Format(), null),
            ("an own checkpoint of another key", text, null, forgedNote),
            ("an own checkpoint that is not joined", (await school.Get($"/api/programmes/{SampleIds.PastProgramme}/export")).Text, null,
                await Note(school, 100)),
            ("no bundle", "mentorshipflow certificate v1\n", null, null),
            ("sound with a witness", Cosigned(text, Unknown), key, note + Unknown),
            ("sound with many witnesses", Cosigned(text, string.Concat(Enumerable.Repeat(Unknown, 31))), key, null),
            ("with too many witnesses", Cosigned(text, string.Concat(Enumerable.Repeat(Unknown, 32))), key, null),
            ("with a line that is no signature", Cosigned(text, "— stranger.example AAAA\n"), key, null),
            ("with an own checkpoint whose line is no signature", text, key, note + "— stranger.example\n"),
        ];

        await Agree(cases);
    }

    [Fact]
    public async Task Gives_the_verdict_of_the_program_on_sound_and_forged_excerpts()
    {
        var school = await installation.Sample;
        var past = $"/api/programmes/{SampleIds.PastProgramme}";
        var note = await Note(school, 200);
        var id = (string)(await school.Get($"{past}/certificates")).Json["items"]!.AsArray()[^1]!["issued"]!["id"]!;
        var certificate = (await school.Get($"{past}/excerpt?certificate={id}&checkpoint=200&text=true")).Text;
        var proof = (await school.Get($"{past}/excerpt?certificate={id}")).Text;
        var stage = (await school.Get($"{past}/excerpt?stage=5")).Text;
        var entry = (await school.Get($"{past}/excerpt?entry=7")).Text;
        var actor = (await school.Get($"{past}/excerpt?actor=person-{school.Vera}")).Text;
        var key = (await school.Get("/api/audit/key")).Text.Trim();
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var foreign = new CheckpointKey("school-50", stranger.ExportSubjectPublicKeyInfo()).Format();
        (string Case, string File, string? Key, string? Own)[] cases =
        [
            ("sound certificate", certificate, null, null), ("sound certificate with the key", certificate, key, null),
            ("sound certificate with an own checkpoint", certificate, null, note), ("sound stage", stage, key, null),
            ("sound entry", entry, key, null), ("sound actor", actor, key, null),
            ("sound proof of a certificate", proof, key, null),
            ("another stage", stage.Replace("shows stage 5", "shows stage 6", StringComparison.Ordinal), key, null),
            ("a stage as an actor", stage.Replace("shows stage 5", $"shows actor person-{school.Grace}", StringComparison.Ordinal), null,
                null),
            ("another person", actor.Replace($"shows actor person-{school.Vera}", $"shows person {school.Grace}",
                StringComparison.Ordinal), null, null),
            ("another entry", entry.Replace("shows entry 7", "shows entry 8", StringComparison.Ordinal), null, null),
            ("an entry as a certificate", entry.Replace("shows entry 7", $"shows certificate {id}", StringComparison.Ordinal), null,
                null),
            ("a certificate as an entry", Regex.Replace(certificate, "shows certificate .*", m => "shows entry "
                + Regex.Match(certificate, "\nversion ([0-9]+)\n").Groups[1].Value), null, null),
            ("a certificate without a fingerprint", proof.Replace("\"contentHash\":", "\"contentHasx\":", StringComparison.Ordinal), null,
                null),
            ("a claim that is none", entry.Replace("shows entry 7", "shows entries 7", StringComparison.Ordinal), null, null),
            ("a claim with a zero", entry.Replace("shows entry 7", "shows entry 07", StringComparison.Ordinal), null, null),
            ("no entry", entry.Replace("\nentries 1\n", "\nentries 0\n", StringComparison.Ordinal), null, null),
            ("an entry changed", stage.Replace("\"stage\":5", "\"stage\":6", StringComparison.Ordinal), null, null),
            ("another school", entry.Replace("\norganisation ", "\norganisation x", StringComparison.Ordinal), null, null),
            ("a letter of the certificate", Changed(certificate, "Справка об итогах", "Справка об итоге"), null, null),
            ("sound without the text of the certificate", certificate[..certificate.IndexOf("certificates 1\n", StringComparison.Ordinal)]
                + "certificates 0\n", null, null),
            ("the signature", Signature(entry, "c2sp.org/tlog-proof@v1\n"), null, null),
            ("another index", Regex.Replace(entry, "(tlog-proof@v1\nindex )", "${1}1"), null, null),
            ("a hash of the proof left out", Regex.Replace(entry, "(tlog-proof@v1\nindex [0-9]+\n).*\n", "${1}"), null, null),
            ("a hash of the proof doubled", Regex.Replace(entry, "(tlog-proof@v1\nindex [0-9]+\n)(.*\n)", "${1}${2}${2}"), null, null),
            ("two entries exchanged", Exchanged(actor), null, null),
            ("a hash of the proof of growth",
                Regex.Replace(certificate, "^(consistency .*)[0-9a-f]{4}$", "${1}0000", RegexOptions.Multiline), null, null),
            ("cut", stage[..(stage.Length / 2)], null, null), ("without its last letter", stage[..^1], null, null),
            ("another key", entry, foreign, null), ("not joined", entry, null, note),
            ("sound with a witness", Cosigned(actor, Unknown), key, null),
            ("with a witness in one of its proofs", Cosigned(actor, Unknown, times: 1), key, null),
            ("with a line that is no signature", Cosigned(entry, "— stranger.example AAAA\n"), key, null),
            ("another own checkpoint", certificate, null, note.Replace("\n200\n", "\n201\n", StringComparison.Ordinal)),
        ];

        await Agree(cases);
    }

    [Fact]
    public async Task Allows_its_own_script_and_style_alone_and_no_connection()
    {
        using var visitor = new Visitor(installation.Http.BaseAddress!);
        foreach (var language in new[] { "ru", "en" })
        {
            var page = await visitor.Open("/verify", language);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            var policy = page.Response.Headers.GetValues("Content-Security-Policy").Single();
            foreach (var element in new[] { "script", "style" })
            {
                var content = Regex.Match(page.Text, $"<{element}>(.*?)</{element}>", RegexOptions.Singleline).Groups[1].Value;
                var digest = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
                Assert.Contains($"{element}-src 'sha256-{digest}'", policy, StringComparison.Ordinal);
            }

            Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("connect-src", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.DoesNotMatch(@"(src|href)=""(https?:)?//", page.Text);
            Assert.DoesNotMatch(@"\[verify\.", page.Text);
        }

        Assert.Contains("verify.html", (await visitor.Open("/verify?save=yes")).Response.Content.Headers.ContentDisposition!.FileName!,
            StringComparison.Ordinal);
    }

    private async Task Agree((string Case, string File, string? Key, string? Own)[] cases)
    {
        var found = await ByThePage(cases);
        foreach (var (n, (name, file, own, checkpoint)) in cases.Index())
        {
            var expected = BundleVerifier.Verify(Encoding.UTF8.GetBytes(file), CertificateRebuild.Text,
                own is null ? null : CheckpointKey.Parse(own), checkpoint);
            var (verdict, code, where) = expected is BundleVerdict.Broken broken ? ("broken", broken.Code, broken.Where)
                : (expected is BundleVerdict.Shown ? "shown" : "sound", (string?)null, (string?)null);
            Assert.Equal((name, verdict, code, where), (name, found[n].Verdict, found[n].Code, found[n].Where));
            if (expected is BundleVerdict.Sound sound)
                Assert.Equal((Kebab.Of($"{sound.Trust}"), sound.Version), (found[n].Trust, found[n].Entries!.Value));
            else if (expected is BundleVerdict.Shown shown)
                Assert.Equal((Kebab.Of($"{shown.Trust}"), shown.Entries.Count), (found[n].Trust, found[n].Entries!.Value));
            Assert.Equal(expected is not BundleVerdict.Broken, name.StartsWith("sound", StringComparison.Ordinal));
        }
    }

    // The script as the page has it, run without a browser.
    private async Task<Found[]> ByThePage(IEnumerable<(string Case, string File, string? Key, string? Own)> cases)
    {
        using var visitor = new Visitor(installation.Http.BaseAddress!);
        var page = (await visitor.Open("/verify")).Text;
        var script = Regex.Match(page, "<script>(.*?)</script>", RegexOptions.Singleline).Groups[1].Value;
        var words = Regex.Match(page, """<script type="application/json" id="words">(.*?)</script>""", RegexOptions.Singleline)
            .Groups[1].Value;
        var folder = Directory.CreateTempSubdirectory("mentorshipflow-verify-");
        try
        {
            var run = Path.Combine(folder.FullName, "run.js");
            await File.WriteAllTextAsync(run, $$"""
                {{script}}
                const cases = JSON.parse(require("fs").readFileSync(process.argv[2], "utf8")), { types } = {{words}};
                console.log(JSON.stringify(cases.map(c => Verify.verify(new TextEncoder().encode(c.file), c.key, c.own, types))));
                """, TestContext.Current.CancellationToken);
            var given = Path.Combine(folder.FullName, "cases.json");
            await File.WriteAllTextAsync(given, JsonSerializer.Serialize(
                cases.Select(c => new { file = c.File, key = c.Key, own = c.Own })), TestContext.Current.CancellationToken);
            using var node = Process.Start(new ProcessStartInfo("node", [run, given]) { RedirectStandardOutput = true })!;
            var output = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await node.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, node.ExitCode);
            return JsonSerializer.Deserialize<Found[]>(output, JsonSerializerOptions.Web)!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> Note(School school, int size) =>
        (string)(await school.Get($"/api/audit/checkpoints/at?size={size}")).Json["note"]!;

    private static string Body(string note) => note[..(note.IndexOf("\n\n", StringComparison.Ordinal) + 1)];

    private static string Changed(string text, string from, string to)
    {
        var at = text.LastIndexOf(from, StringComparison.Ordinal);
        return string.Concat(text.AsSpan(0, at), to, text.AsSpan(at + from.Length));
    }

    // Further lines under the signature of the checkpoint; an excerpt has it once for each entry.
    private static string Cosigned(string text, string lines, int times = int.MaxValue) =>
        new Regex("(?<=\n— mentorshipflow .*\n)(?=statement\n|mentorshipflow entry v1\n|certificates |consistency )")
            .Replace(text, lines, times);

    // Another letter inside the base64 of the signature that follows.
    private static string Signature(string text, string after)
    {
        var at = text.IndexOf("\n— ", text.IndexOf(after, StringComparison.Ordinal), StringComparison.Ordinal);
        var place = text.IndexOf('\n', at + 1) - 20;
        return string.Concat(text.AsSpan(0, place), text[place] == 'A' ? "B" : "A", text.AsSpan(place + 1));
    }

    // The first two entries, each with its proof, in the other order.
    private static string Exchanged(string excerpt)
    {
        var starts = Regex.Matches(excerpt, "mentorshipflow entry v1\n").Select(m => m.Index).Take(3).ToList();
        return excerpt[..starts[0]] + excerpt[starts[1]..starts[2]] + excerpt[starts[0]..starts[1]] + excerpt[starts[2]..];
    }

    private static string WithoutTheLastEntry(string text)
    {
        var definitions = text.IndexOf("\ndefinitions ", StringComparison.Ordinal) + 1;
        var last = text.LastIndexOf("mentorshipflow entry v1\n", definitions, StringComparison.Ordinal);
        return Regex.Replace(
            text[..last], "^entries ([0-9]+)$", m => $"entries {int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) - 1}",
            RegexOptions.Multiline)
            + text[definitions..];
    }
}
