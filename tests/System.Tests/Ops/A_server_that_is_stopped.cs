using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using MentorshipFlow.Workflows.Sample;

namespace MentorshipFlow.System.Tests.Ops;

/// <summary>The end of the server while somebody keeps it busy.</summary>
public sealed class A_server_that_is_stopped
{
    private const int Attackers = 20;

    [Fact]
    public async Task Ends_within_ten_seconds_and_signs_the_last_entry_while_bodies_never_end()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var site = await Site.LoadedAsync();
        await using var server = await RunningProgram.ServeAsync(site);
        var (address, key) = ($"/api/programmes/{SampleIds.Programme}/resources", server.Key("curator"));
        var attacks = Enumerable.Range(0, Attackers).Select(n => Task.Run(() => SendForEver(server.Url, address, key, n), stop)).ToArray();
        using var http = new HttpClient { BaseAddress = server.Url };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        http.DefaultRequestHeaders.Add("Idempotency-Key", "the-last-one");
        using var decided = await http.PostAsJsonAsync(address, new { kind = "staff", source = "internal", title = "Кабинет" }, stop);
        Assert.True(decided.IsSuccessStatusCode, await decided.Content.ReadAsStringAsync(stop));
        var size = await site.AskAsync("select size from seal.head");
        Assert.DoesNotContain(attacks, a => a.IsCompleted);

        var watch = Stopwatch.StartNew();
        var ended = await server.InterruptAsync();

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"It took {watch.Elapsed}.");
        Assert.Equal(0, ended.ExitCode);
        Assert.Empty(site.Processes);
        var notes = await File.ReadAllTextAsync(Path.Combine(site.Safe, "checkpoints.log"), stop);
        Assert.Equal(size, Regex.Matches(notes, "(?m)^[0-9]+$")[^1].Value);
        await Task.WhenAll(attacks);
    }

    // As fast as a body must be, and without an end.
    private static async Task SendForEver(Uri url, string address, string key, int number)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(url.Host, url.Port);
        await using var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {address} HTTP/1.1\r\nHost: {url.Authority}\r\n"
                + $"Authorization: Bearer {key}\r\nIdempotency-Key: slow-{number}\r\nContent-Type: application/json\r\n"
                + "Content-Length: 1000000\r\n\r\n"));
            for (;;)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(new string(' ', 1000)));
                await Task.Delay(100);
            }
        }
        catch (IOException)
        {
            // The server has gone.
        }
    }
}
