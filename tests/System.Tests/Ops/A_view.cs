namespace MentorshipFlow.System.Tests.Ops;

public sealed class A_view
{
    [Fact]
    public async Task Is_rebuilt_from_the_ledger_while_the_server_serves_and_says_what_differed()
    {
        await using var site = await Site.LoadedAsync();
        await using var server = await RunningProgram.ServeAsync(site);
        await site.AskAsync("update projections.mt_doc_programmes set data = jsonb_set(data, '{title}', '\"forged\"') returning id");

        var rebuilt = await RunningProgram.RunAsync(site, ["rebuild-views", "--data", site.Data]);

        Assert.Equal((0, ""), (rebuilt.ExitCode, rebuilt.Errors));
        Assert.Contains(rebuilt.Output.Split('\n'), line => line.StartsWith("differed programmes ", StringComparison.Ordinal)
            && line.Contains("forged", StringComparison.Ordinal));
        Assert.NotEqual("forged", await site.AskAsync("select data ->> 'title' from projections.mt_doc_programmes"));
        Assert.Equal(200, await server.StatusOfAsync("/health/ready"));
    }
}
