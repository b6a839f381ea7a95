using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MentorshipFlow.Bench;

/// <summary>A receiver of webhooks in a process of its own. It accepts and counts everything.</summary>
internal sealed class WebhookReceiver : IDisposable
{
    /// <summary>The argument that makes this program the receiver.</summary>
    public const string Word = "receive";

    private readonly Process process;
    private readonly HttpClient http;

    private WebhookReceiver(Process process, Uri address) => (this.process, http) = (process, new() { BaseAddress = address });

    public Uri Address => http.BaseAddress!;

    /// <summary>Serves until its standard input ends.</summary>
    public static async Task Serve()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        var count = 0L;
        app.MapPost("/", () =>
        {
            Interlocked.Increment(ref count);
            return Results.NoContent();
        });
        app.MapGet("/count", () => Interlocked.Read(ref count));
        await app.StartAsync();
        Console.Out.WriteLine(app.Urls.Single());
        await Console.In.ReadToEndAsync();
    }

    public static async Task<WebhookReceiver> Start()
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(WebhookReceiver).Assembly.Location, Word])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        return new(process, new((await process.StandardOutput.ReadLineAsync())!));
    }

    public async Task<long> Count() =>
        long.Parse(await http.GetStringAsync(new Uri("count", UriKind.Relative)), CultureInfo.InvariantCulture);

    public void Dispose()
    {
        http.Dispose();
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(10))) process.Kill();
        process.Dispose();
    }
}
