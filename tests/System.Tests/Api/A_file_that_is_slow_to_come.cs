using System.Net;
using System.Net.Http.Headers;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>
/// Files are held in memory while they are processed: only a few at once are accepted; a further request gets 503 with Retry-After.
/// </summary>
public sealed class A_file_that_is_slow_to_come(Installation installation)
{
    [Fact]
    public async Task Occupies_one_of_two_turns_of_its_organisation()
    {
        var (school, other) = (await School.Open(installation), await School.Open(installation));
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<Answer>[] slow = [Upload(school, go.Task), Upload(school, go.Task)];

        var third = await school.Uploaded([3], "text/plain");
        while (third.Status == HttpStatusCode.Created) third = await school.Uploaded([3], "text/plain");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "busy", TimeSpan.FromSeconds(1)),
            (third.Status, third.Code, third.Response.Headers.RetryAfter?.Delta));
        Deciding.Done(await other.Uploaded([3], "text/plain"));
        go.SetResult();
        foreach (var answer in await Task.WhenAll(slow)) Deciding.Done(answer);
        Deciding.Done(await school.Uploaded([3], "text/plain"));
    }

    private static Task<Answer> Upload(School school, Task go)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/files") { Content = new Slow(go) };
        request.Content.Headers.ContentType = new("text/plain");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", school.VeraKey);
        return school.Raw(request);
    }

    /// <summary>Two bytes: one at once, the other on a signal.</summary>
    private sealed class Slow(Task go) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("1"u8.ToArray());
            await stream.FlushAsync();
            await go;
            await stream.WriteAsync("2"u8.ToArray());
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 2;
            return true;
        }
    }
}
