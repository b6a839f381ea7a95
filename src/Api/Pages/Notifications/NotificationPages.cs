using System.Globalization;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calendar;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Letters;
using MentorshipFlow.Api.Pages.Sessions;
using MentorshipFlow.Api.Pages.SignIn;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Digests;
using MentorshipFlow.Workflows.Mail;
using MentorshipFlow.Workflows.Messages;

namespace MentorshipFlow.Api.Pages.Notifications;

/// <summary>The form of digests as it was typed or stands.</summary>
public sealed record TypedWish(string Address, string Language, string Hour, IReadOnlyList<int> Days)
{
    /// <summary>The form of somebody who has no digests yet: working days, at eight.</summary>
    public static TypedWish First => new("", Sentences.Language, "8", [1, 2, 3, 4, 5]);

    /// <summary>The form of digests that are set.</summary>
    public static TypedWish Of(DigestWish wish) => new(wish.Address, wish.Language, $"{wish.Hour}", wish.Days);

    /// <summary>The form as it was sent.</summary>
    public static TypedWish Of(IFormCollection form) => new(form["address"].ToString().Trim(), form["language"].ToString(),
        form["hour"].ToString(), [.. form["day"].Select(d => int.TryParse(d, NumberStyles.None, CultureInfo.InvariantCulture,
            out var day) ? day : 0).Where(d => d is >= 1 and <= 7).Distinct().Order()]);

    /// <summary>The wish; null if something cannot be understood.</summary>
    public DigestWish? Understood(Guid organisation) => MailSender.IsAddress(Address) && Sentences.Languages.Any(l => l.Name == Language)
        && int.TryParse(Hour, NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour <= 23 && Days.Count > 0
            ? new(Address, organisation, Language, hour, Days) : null;
}

/// <summary>The content of the page of notifications.</summary>
/// <param name="HasAccount">Whether the session has an account; a link or a key has none.</param>
/// <param name="Sends">Whether this server can send letters.</param>
/// <param name="NewCalendar">The secret address that was made now, shown once.</param>
public sealed record NotificationsShown(
    bool HasAccount, bool Sends, DigestSettings? Digests, OwnCalendar? Calendar, string? NewCalendar, TypedWish Typed, string? Fault);

/// <summary>Notifications of an account: a daily digest by mail and a calendar, and the pages of the links in letters.</summary>
internal sealed class NotificationPages(
    DigestStore store, DigestDays days, DigestLinks links, CalendarAddresses calendars, MailSender sender, Attempts attempts,
    PublicAddress address, TimeProvider clock) : UseCase
{
    private const int Unprocessable = StatusCodes.Status422UnprocessableEntity;

    // As long as an invitation.
    private static readonly TimeSpan ConfirmedWithin = TimeSpan.FromDays(7);

    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.Page(LetterWriter.SettingsPath, visit => Show(visit));
        OfAccount(routes, "", Save);
        OfAccount(routes, "/stop", async (visit, _, account) =>
        {
            await store.Stop(account, visit.Http.RequestAborted);
            return Results.Redirect($"{LetterWriter.SettingsPath}?done=stopped");
        });
        // The address is in this answer only.
        OfAccount(routes, "/calendar", async (visit, _, account) => await Show(visit, made: address.Of(visit.Http.Request,
            CalendarFeed.Path(await calendars.Make(account, Sentences.Language, visit.Http.RequestAborted)))));
        OfAccount(routes, "/calendar/end", async (visit, _, account) =>
        {
            await calendars.End(account, visit.Http.RequestAborted);
            return Results.Redirect($"{LetterWriter.SettingsPath}?done=calendar-ended");
        });

        // A look changes nothing: mail programs look at every link.
        routes.OpenPage(LetterWriter.ConfirmPath("{link}"), async http => await ToConfirm(http) is { } settings
            ? Link(LinkStep.Confirm, settings) : Gone);
        routes.OpenForm(LetterWriter.ConfirmPath("{link}"), async (http, _) => await ToConfirm(http) is { } settings
            && await days.Confirm(settings, http.RequestAborted) ? Link(LinkStep.Confirmed, settings) : Gone);
        routes.OpenPage(LetterWriter.StopPath("{link}"), async http => await ToStop(http) is { } settings
            ? Link(LinkStep.Stop, settings) : Gone);
        // A mail program sends the form of RFC 8058 without having opened the page; that it is repeated does no harm.
        routes.OpenForm(LetterWriter.StopPath("{link}"), async (http, _) =>
        {
            if (await ToStop(http) is not { } settings) return Gone;
            await store.Stop(settings.Account, http.RequestAborted);
            return Link(LinkStep.Stopped, settings);
        });
    }

    private static IResult Gone => PageRoutes.Html<LinkView>(null, StatusCodes.Status404NotFound, ("Step", LinkStep.Gone));

    private static IResult Link(LinkStep step, DigestSettings settings) => PageRoutes.Html<LinkView>(
        null, StatusCodes.Status200OK, ("Step", step), ("Hour", settings.Wish.Hour));

    private static void OfAccount(IEndpointRouteBuilder routes, string pattern, Func<Visit, IFormCollection, Guid, Task<IResult>> take) =>
        routes.Form($"{LetterWriter.SettingsPath}{pattern}", async (visit, form) =>
            PageSession.AccountOf(visit.Http) is { } account ? await take(visit, form, account)
                : Results.Redirect(LetterWriter.SettingsPath));

    private async Task<DigestSettings?> ToConfirm(HttpContext http) =>
        await links.ToConfirm($"{http.GetRouteValue("link")}", http.RequestAborted) is { Status: DigestStatus.Asked } settings
            && settings.AskedAt + ConfirmedWithin > clock.GetUtcNow() ? settings : null;

    private Task<DigestSettings?> ToStop(HttpContext http) => links.ToStop($"{http.GetRouteValue("link")}", http.RequestAborted);

    private async Task<IResult> Save(Visit visit, IFormCollection form, Guid account)
    {
        var (typed, stop) = (TypedWish.Of(form), visit.Http.RequestAborted);
        if (sender.Settings is null) return await Show(visit, typed, PageWords.Say("notifications.no-server"));
        if (typed.Understood(visit.Identity.Organisation) is not { } wish)
        {
            return await Show(visit, typed,
                PageWords.Say(typed.Days.Count == 0 ? "notifications.no-days" : "notifications.address-fault"));
        }

        var before = await store.Find(account, stop);
        var asks = before is not { Confirmed: true }
            || !string.Equals(before.Wish.Address, wish.Address, StringComparison.OrdinalIgnoreCase);
        // Nobody should be able to send many letters to strangers.
        if (asks && await attempts.Take($"mail address {account}", stop) is { } closed)
            return await Show(visit, typed, Entering.Until(closed, clock));
        var saved = await days.Save(account, wish, stop);
        return Results.Redirect($"{LetterWriter.SettingsPath}?done={(saved.Status == DigestStatus.Asked ? "asked" : "saved")}");
    }

    private async Task<IResult> Show(Visit visit, TypedWish? typed = null, string? fault = null, string? made = null)
    {
        var (account, stop) = (PageSession.AccountOf(visit.Http), visit.Http.RequestAborted);
        var digests = account is { } id ? await store.Find(id, stop) : null;
        var shown = new NotificationsShown(account is not null, sender.Settings is not null, digests,
            account is { } whose ? await calendars.Of(whose, stop) : null, made,
            typed ?? (digests is null ? TypedWish.First : TypedWish.Of(digests.Wish)), fault);
        return PageRoutes.Html<NotificationsView>(visit, fault is null ? StatusCodes.Status200OK : Unprocessable, ("Shown", shown),
            ("Done", PageWords.Maybe($"notifications.done.{visit.Http.Request.Query["done"]}")));
    }
}
