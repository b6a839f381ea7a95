using System.Net;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Pages;

namespace MentorshipFlow.System.Tests.Notifications;

/// <summary>A person with an account who asks for digests.</summary>
internal sealed record Subscriber(Visitor Browser, string Address) : IDisposable
{
    public const string Page = "/account/notifications";

    private static int people;

    /// <summary>An address that nobody else has.</summary>
    public static string NewAddress() => $"iva-olkhova-{Interlocked.Increment(ref people)}-{Id.New():N}@school.example";

    /// <summary>Somebody with an account at a server, who has asked for nothing.</summary>
    public static async Task<Subscriber> At(Uri server, School school, string roles, Guid person) =>
        new((await An_account.Made(server, school, roles, person)).Browser, NewAddress());

    /// <summary>Asks for digests at the hour that it is at the school, so they are due at once.</summary>
    public async Task<Shown> Ask(string? address = null, string language = "ru", params string[] days)
    {
        var page = await Browser.Open(Page);
        var hour = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Novokuznetsk")).Hour;
        return await Browser.Send(Page, [("token", page.Hidden("token")), ("address", address ?? Address), ("language", language),
            ("hour", $"{hour}"), .. (days.Length == 0 ? ["1", "2", "3", "4", "5", "6", "7"] : days).Select(d => ("day", d))]);
    }

    /// <summary>Asks, and confirms the address by the link of the letter.</summary>
    public async Task Confirm(MailServer mail, string language = "ru")
    {
        var before = mail.All.Count(l => l.To == Address);
        var asked = await Ask(language: language);
        Assert.Equal((HttpStatusCode.Found, $"{Page}?done=asked"), (asked.Status, asked.To));
        var link = (await mail.Until(Address, before + 1))[^1].Path("/notifications/confirm/");
        // A look changes nothing.
        Assert.Equal(HttpStatusCode.OK, (await Browser.Open(link)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Browser.Send(link)).Status);
    }

    /// <summary>Sends a form of the page that has no fields.</summary>
    public async Task<Shown> Send(string path) =>
        await Browser.Send($"{Page}{path}", ("token", (await Browser.Open(Page)).Hidden("token")));

    public void Dispose() => Browser.Dispose();
}
