using System.Net;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Ops;
using MentorshipFlow.Workflows.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace MentorshipFlow.System.Tests.Audit;

/// <summary>Checkpoints with the time of an authority (RFC 3161), which is <c>openssl ts</c>.</summary>
public sealed class A_stamped_checkpoint
{
    private static readonly byte[] Note =
        "mentorshipflow/x\n100\nn4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=\n\n— x BGgN3dLk\n"u8.ToArray();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_fetched_and_verified_by_openssl_with_the_auditors_own_root()
    {
        StampingAuthority.Demand();
        await using var authority = new StampingAuthority();
        await using var installation = await Installation.OwnAsync(s => s.AddTimeStamps(authority.Settings()));
        var school = await School.Open(installation);

        var stamp = await Stamped(school);
        var reply = (await school.Get($"/api/audit/time-stamps/reply?size={stamp["size"]}", school.GraceKey)).Response;

        Assert.Equal("application/timestamp-reply", reply.Content.Headers.ContentType?.MediaType);
        var folder = Directory.CreateTempSubdirectory("mentorshipflow-stamp-");
        try
        {
            var (note, tsr) = (Path.Combine(folder.FullName, "a.note"), Path.Combine(folder.FullName, "a.tsr"));
            await File.WriteAllTextAsync(note, (string)stamp["note"]!, Stop);
            await File.WriteAllBytesAsync(tsr, await reply.Content.ReadAsByteArrayAsync(Stop), Stop);
            Assert.Contains("Verification: OK", await Verified(note, tsr, authority.RootFile), StringComparison.Ordinal);

            await File.AppendAllTextAsync(note, "x", Stop);
            Assert.DoesNotContain("Verification: OK", await Verified(note, tsr, authority.RootFile), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await school.Get("/api/audit/time-stamps/reply?size=99999999", school.GraceKey)).Status);
        Assert.Equal("time-stamps", Directory.EnumerateDirectories(installation.Safe).Select(Path.GetFileName).Single());
    }

    [Theory]
    [InlineData(Stamping.OtherContent, "answer-refused"), InlineData(Stamping.OtherNonce, "answer-refused")]
    [InlineData(Stamping.Rubbish, "answer-refused"), InlineData(Stamping.Longer, "answer-unreadable")]
    [InlineData(Stamping.Hanging, "authority-silent"), InlineData(Stamping.Failing, "authority-unreachable")]
    internal async Task Is_none_with_an_answer_that_does_not_verify(Stamping stamping, string code)
    {
        StampingAuthority.Demand();
        await using var authority = new StampingAuthority(stamping);

        Assert.Equal(code, (await Refused(authority.Settings())).Code);
        authority.Stamping = Stamping.Honest;
        await Answered(authority.Settings());
    }

    [Fact]
    public async Task Is_none_of_a_signer_that_is_not_configured()
    {
        StampingAuthority.Demand();
        await using var authority = new StampingAuthority();
        await using var other = new StampingAuthority();

        Assert.Equal("signer-not-trusted", (await Refused(authority.Settings(other.RootFile))).Code);
        Assert.Equal("signer-not-trusted", (await Refused(authority.Settings(other.SignerFile))).Code);
        await Answered(authority.Settings(authority.SignerFile));
    }

    [Fact]
    public async Task Is_none_of_another_time()
    {
        StampingAuthority.Demand();
        await using var authority = new StampingAuthority();

        Assert.Equal("time-differs", (await Refused(authority.Settings(), new Late())).Code);
    }

    [Fact]
    public async Task Has_its_time_in_the_answer()
    {
        StampingAuthority.Demand();
        await using var authority = new StampingAuthority();

        var answer = await Answered(authority.Settings());

        Assert.InRange((TimeStampAuthority.TimeIn(answer)!.Value - TimeProvider.System.GetUtcNow()).Duration(), TimeSpan.Zero,
            TimeSpan.FromMinutes(1));
        Assert.Null(TimeStampAuthority.TimeIn([1, 2, 3]));
    }

    [Theory]
    [InlineData("Authority", "tsa.example", "TimeStamps__Authority"), InlineData("Every", "00:00:59", "TimeStamps__Every")]
    [InlineData("Certificate", "/no/such.pem", "TimeStamps__Certificate")]
    public async Task Ends_the_start_where_a_setting_is_wrong(string setting, string value, string named)
    {
        StampingAuthority.Demand();
        await using var authority = new StampingAuthority();
        await using var site = await Site.MakeAsync();
        var environment = new Dictionary<string, string>
        {
            ["MentorshipFlow__TimeStamps__Authority"] = $"{authority.Address}",
            ["MentorshipFlow__TimeStamps__Certificate"] = authority.RootFile,
        };
        environment[$"MentorshipFlow__TimeStamps__{setting}"] = value;

        var ended = await RunningProgram.RunAsync(
            site, ["serve", "--data", site.Data, "--safe", site.Safe, "--port", "0", "--no-sample"], environment);

        Assert.Equal(2, ended.ExitCode);
        Assert.StartsWith("time-stamps-invalid: ", ended.Errors, StringComparison.Ordinal);
        Assert.Contains(named, ended.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(site.Data));
    }

    [Theory]
    [InlineData(Stamping.Hanging), InlineData(Stamping.Rubbish)]
    internal async Task Is_waited_for_by_nobody(Stamping stamping)
    {
        StampingAuthority.Demand();
        await using var authority = new StampingAuthority(stamping);
        await using var installation = await Installation.OwnAsync(s => s.AddTimeStamps(authority.Settings()));

        var school = await School.Open(installation);
        await school.ActiveProgramme();
        Assert.IsType<Signing.Signed>(await installation.Services.GetRequiredService<CheckpointSigner>().Sign(Stop));
        string health;
        do health = await installation.Http.GetStringAsync("/health/ready", Stop);
        while (!health.Contains("time-stamps", StringComparison.Ordinal));
        Assert.Contains("\"ready\":true", health, StringComparison.Ordinal);
        Assert.Equal("""{"items":[]}""", (await school.Get("/api/audit/time-stamps", school.GraceKey)).Text);

        authority.Stamping = Stamping.Honest;
        Assert.True(await installation.Services.GetRequiredService<TimeStampSchedule>().Try(Stop));
        Assert.DoesNotContain("time-stamps", await installation.Http.GetStringAsync("/health/ready", Stop), StringComparison.Ordinal);
        var asked = authority.Asked;
        Assert.True(await installation.Services.GetRequiredService<TimeStampSchedule>().Try(Stop));
        Assert.Equal(asked, authority.Asked);
    }

    private static async Task<global::System.Text.Json.Nodes.JsonNode> Stamped(School school)
    {
        while (true)
        {
            var items = (await school.Get("/api/audit/time-stamps", school.GraceKey)).Json["items"]!.AsArray();
            if (items.Count > 0) return items[0]!;
            await Task.Delay(50, Stop);
        }
    }

    private static async Task<TimeStampException> Refused(TimeStampSettings settings, TimeProvider? clock = null)
    {
        using var asking = new TimeStampAuthority(settings, clock ?? TimeProvider.System);
        return await Assert.ThrowsAsync<TimeStampException>(() => asking.Stamp(Note, Stop));
    }

    private static async Task<byte[]> Answered(TimeStampSettings settings)
    {
        using var asking = new TimeStampAuthority(settings, TimeProvider.System);
        return await asking.Stamp(Note, Stop);
    }

    private static Task<string> Verified(string note, string tsr, string root) =>
        Site.ShellAsync("openssl ts -verify -data \"$1\" -in \"$2\" -CAfile \"$3\" 2>&1; true", note, tsr, root);

    private sealed class Late : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddHours(1);
    }
}
