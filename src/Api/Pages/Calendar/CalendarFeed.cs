using System.Security.Cryptography;
using System.Text;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Workflows.Digests;

namespace MentorshipFlow.Api.Pages.Calendar;

/// <summary>The calendar of an account behind its secret address, for programs that cannot sign in.</summary>
internal sealed class CalendarFeed(CalendarAddresses addresses, VisitsOfAccount visits, PublicAddress address) : UseCase
{
    /// <summary>The path of a calendar.</summary>
    public static string Path(string secret) => $"/calendar/{secret}.ics";

    public override void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/calendar/{secret}.ics", (Delegate)Show).ExcludeFromDescription().WithMetadata(PageRoutes.Failures);

    private async Task<IResult> Show(HttpContext http)
    {
        if (await addresses.Find($"{http.GetRouteValue("secret")}", http.RequestAborted) is not { } calendar) return Problems.NotFound;
        string Page(string path) => address.Of(http.Request, path);
        var text = await visits.Use(calendar.Account, calendar.Language, new(Page("/")), (all, _) => Write(all, Page), http.RequestAborted);
        var content = Encoding.UTF8.GetBytes(text);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        http.Response.Headers.ETag = EntityTag.Of(hash);
        http.Response.Headers.CacheControl = "private, no-cache";
        return EntityTag.IsKnown(http.Request, hash) ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(content, CalendarText.MediaType);
    }

    private static async Task<string> Write(IReadOnlyList<Visit> visits, Func<string, string> page)
    {
        // Two keys of one person may see the same.
        Dictionary<string, CalendarDay> days = [];
        foreach (var visit in visits)
        {
            foreach (var day in (await CalendarDays.Deadlines(visit)).Concat(await CalendarDays.Terms(visit))
                .Concat(await CalendarDays.Meetings(visit))) days.TryAdd(day.Id, day);
        }

        // Without a key in force it is empty.
        var (zone, today) = visits.Count > 0 ? (visits[0].Zone.Id, visits[0].Today) : ("UTC", default);
        return CalendarText.Write(PageWords.Say("calendar.name"), zone, today,
            days.Values.OrderBy(d => d.On).ThenBy(d => d.Id, StringComparer.Ordinal), page);
    }
}
