using System.Net;
using System.Net.Http.Headers;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>A file comes in without a turn; a few come at once, and a further request gets 503 with Retry-After.</summary>
public sealed class A_file_that_is_slow_to_come(Installation installation)
{
    [Fact]
    public async Task Keeps_neither_its_own_school_waiting_nor_others()
    {
        var (school, other) = (await School.Open(installation), await School.Open(installation));
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<Answer>[] slow = [.. Enumerable.Range(0, 3).Select(_ => Upload(school, go.Task))];

        Deciding.Done(await school.Uploaded([3], "text/plain"));
        slow = [.. slow, Upload(school, go.Task)];
        var fifth = await school.Uploaded([3], "text/plain");
        while (fifth.Status == HttpStatusCode.Created) fifth = await school.Uploaded([3], "text/plain");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "busy", TimeSpan.FromSeconds(1)),
            (fifth.Status, fifth.Code, fifth.Response.Headers.RetryAfter?.Delta));
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
