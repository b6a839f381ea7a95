using MentorshipFlow.Audit;
using MentorshipFlow.Certificates;
using MentorshipFlow.Ledger;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Registers;
using MentorshipFlow.Workflows.Audit;
using Microsoft.Extensions.DependencyInjection;
using static MentorshipFlow.System.Tests.Api.SchoolPeople;

namespace MentorshipFlow.System.Tests.Privacy;

/// <summary>
/// Two mentees in the register, one of them erased: all earlier proofs stay valid, and no output names the erased person.
/// </summary>
public sealed class A_school_after_an_erasure(Installation installation)
{
    private const string Named = """{"format":"{0}","fields":["fullName","contacts","texts"],"purpose":"programmeWork"}""";

    [Fact]
    public async Task Still_verifies_every_leaf_the_checkpoint_the_certificate_and_both_bundles()
    {
        var bases = await SchoolBases.Open(installation);
        var (school, gone) = (bases.School, await bases.Mentee());
        var certificate = await school.Certificate(bases.Programme);
        var text = (await bases.Get("certificate/text")).Text;
        var auditor = await school.Auditor();
        var signed = await Signed();
        var before = (await school.Get($"/api/programmes/{bases.Programme}/export", auditor)).Text;

        await school.Erased(gone, "7");

        var after = (await school.Get($"/api/programmes/{bases.Programme}/export?checkpoint={signed.Checkpoint.Size}", auditor)).Text;
        var (key, head) = (Service<CheckpointSigner>().Key, (await Signed()).Checkpoint);
        Assert.IsType<LedgerVerdict.Sound>(
            (await Service<LedgerAuditor>().Whole(signed.Checkpoint, TestContext.Current.CancellationToken)).Verdict);
        var joined = (await school.Get($"/api/audit/proofs/consistency?first={signed.Checkpoint.Size}&second={head.Size}", auditor)).Json;
        Assert.True(ConsistencyProof.Verify(
            signed.Checkpoint.Size, signed.Checkpoint.Root, head.Size, head.Root,
            [.. joined["hashes"]!.AsArray().Select(h => Hash.Parse(h!.GetValue<string>()))]));
        Assert.Equal(("identical", text), ((await bases.Get("certificate")).Says("verdict"), (await bases.Get("certificate/text")).Text));
        Assert.Equal([new(certificate, CertificateStanding.InForce)], Sound(before, key).Certificates);
        Assert.Equal([new(certificate, CertificateStanding.InForce)], Sound(after, key, signed.Note).Certificates);
        Assert.Contains("\"erasure\":\"erasedInTerm\"", after, StringComparison.Ordinal);
        var forged = after.Replace("\"erasure\":\"erasedInTerm\"", "\"erasure\":\"none\"", StringComparison.Ordinal);
        Assert.Equal(BundleFaults.InclusionProofFailed,
            Assert.IsType<BundleVerdict.Broken>(BundleVerifier.Verify(forged, CertificateRebuild.Text, key)).Code);
    }

    [Fact]
    public async Task Shows_the_act_in_place_of_the_name_and_the_names_of_the_others()
    {
        var bases = await SchoolBases.Open(installation);
        var (school, gone, stays) = (bases.School, await bases.Mentee(), await bases.Mentee());
        var (erasedName, name) = (await Name(school, gone), await Name(school, stays));
        Assert.Equal(new[] { erasedName, name }.Order(), (await Exported(bases, "csv")).Select(row => row[0]).Order());

        await school.Erased(gone, "7-П");

        var mark = $"[данные уничтожены, акт № 7-П от {Today:dd.MM.yyyy}]";
        var shown = await school.Shown(gone);
        Assert.Equal((mark, null), ((string?)shown["destroyed"], (string?)shown["fullName"]));
        Assert.Equal(name, await Name(school, stays));
        foreach (var format in new[] { "csv", "xlsx" })
        {
            var rows = (await Exported(bases, format)).ToDictionary(row => row[^1], row => row);
            Assert.Equal((mark, "", "Учёба"), (rows[$"{gone}"][0], rows[$"{gone}"][1], rows[$"{gone}"][3]));
            Assert.Equal((name, "Отстаёт по алгебре."), (rows[$"{stays}"][0], rows[$"{stays}"][3]));
            Assert.DoesNotContain(erasedName, rows.Values.SelectMany(row => row));
        }
    }

    private static async Task<string> Name(School school, Guid person) => (await school.Shown(person))["fullName"]!.GetValue<string>();

    private static BundleVerdict.Sound Sound(string bundle, CheckpointKey key, string? own = null) =>
        Assert.IsType<BundleVerdict.Sound>(BundleVerifier.Verify(bundle, CertificateRebuild.Text, key, own));

    // The rows of the register below its heading.
    private static async Task<List<IReadOnlyList<string>>> Exported(SchoolBases bases, string format)
    {
        var answer = await bases.Did("mentee-base/export", Named.Replace("{0}", format, StringComparison.Ordinal));
        var file = await answer.Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return [.. Files.Book(file).Sheets[0].Rows.Skip(1)
            .Select(row => row.Cells)];
    }

    private async Task<Signing.Signed> Signed() =>
        Assert.IsType<Signing.Signed>(await Service<CheckpointSigner>().Sign(TestContext.Current.CancellationToken));

    private T Service<T>()
        where T : notnull => installation.Services.GetRequiredService<T>();
}
