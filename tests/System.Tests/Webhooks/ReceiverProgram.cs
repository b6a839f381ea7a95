using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using StandardWebhooks;

namespace MentorshipFlow.System.Tests.Webhooks;

/// <summary>A message in the file of a receiver.</summary>
/// <param name="Body">The body as it came.</param>
/// <param name="Signed">Whether the public library accepted its signature.</param>
internal sealed record Noted(string Id, string Body, bool Signed);

/// <summary>
/// A receiver of webhooks as a program: <c>receiver PORT FILE SECRET SEED</c>. It notes each message in the file before it answers, so that
/// its death loses none; some answers are slow, some are 500, and some messages are noted but answered with 500.
/// </summary>
internal static class ReceiverProgram
{
    /// <summary>Runs until it is killed.</summary>
    public static async Task<int> RunAsync(string[] words)
    {
        var (port, file, secret) = (words[0], words[1], new StandardWebhook(words[2]));
        var random = new Random(int.Parse(words[3], CultureInfo.InvariantCulture));
        // Without a buffer: what was written survives the process.
        await using var notes = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        var turn = new Lock();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        app.MapPost("/", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body, Encoding.UTF8);
            var body = await reader.ReadToEndAsync();
            var (pause, fate) = Fate();
            await Task.Delay(pause);
            if (fate == 0) return Results.StatusCode(StatusCodes.Status500InternalServerError);
            var note = new Noted(request.Headers["webhook-id"]!, body, IsSigned(secret, body, request.Headers));
            lock (turn) notes.Write([.. JsonSerializer.SerializeToUtf8Bytes(note), (byte)'\n']);
            return Results.StatusCode(fate == 1 ? StatusCodes.Status500InternalServerError : StatusCodes.Status204NoContent);
        });
        await app.RunAsync();
        return 0;

        // One of ten answers is slow, one of fifty very slow; one of twenty is 500, one of forty although the message was noted.
        (int Pause, int Fate) Fate()
        {
            lock (turn)
            {
                var pause = random.Next(50) == 0 ? 3000 : random.Next(10) == 0 ? random.Next(500) : 0;
                return (pause, random.Next(20) == 0 ? 0 : random.Next(40) == 0 ? 1 : 2);
            }
        }
    }

    private static bool IsSigned(StandardWebhook secret, string body, IHeaderDictionary headers)
    {
        try
        {
            secret.Verify(body, headers);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }
}
