using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Words;
using MentorshipFlow.Workflows.Digests;
using MentorshipFlow.Workflows.Mail;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace MentorshipFlow.Api.Pages.Letters;

/// <summary>Writes letters in the language of their reader.</summary>
internal sealed class LetterWriter(VisitsOfAccount visits, MailSender sender, DigestLinks links, ILoggerFactory log)
{
    /// <summary>The path of the page with the settings.</summary>
    public const string SettingsPath = "/account/notifications";

    /// <summary>The path of the page that confirms an address.</summary>
    public static string ConfirmPath(string secret) => $"/notifications/confirm/{secret}";

    /// <summary>The path of the page that stops digests.</summary>
    public static string StopPath(string secret) => $"/notifications/stop/{secret}";

    /// <summary>The digest of an account for today; null if nothing waits and nothing is due.</summary>
    public Task<Letter?> Digest(DigestSettings settings, CancellationToken stop)
    {
        var server = sender.Settings!;
        return visits.Use(settings.Account, settings.Wish.Language, server.Pages, async (all, services) =>
        {
            List<DigestOfSchool> schools = [];
            foreach (var ofSchool in all.GroupBy(v => v.Identity.Organisation))
                if (await Letters.Digest.Of(ofSchool, server.Page) is { } school) schools.Add(school);
            if (schools.Count == 0) return null;
            var digest = new Digest(
                schools, server.Page("/inbox"), server.Page(SettingsPath), server.Page(StopPath(links.Stopping(settings))));
            var html = await Html<DigestMail>(services, (nameof(DigestMail.Digest), digest));
            return new Letter(settings.Wish.Language, digest.Subject, digest.Text, html, digest.Stop);
        }, stop);
    }

    /// <summary>The letter that asks to confirm an address.</summary>
    public Task<Letter> Confirmation(DigestSettings settings, CancellationToken stop)
    {
        var server = sender.Settings!;
        return visits.Use(settings.Account, settings.Wish.Language, server.Pages, async (_, services) =>
        {
            var address = server.Page(ConfirmPath(links.Confirming(settings)));
            var html = await Html<ConfirmationMail>(services, (nameof(ConfirmationMail.Address), address));
            var text = $"{PageWords.Say("mail.confirm.about")}\n\n{PageWords.Say("mail.confirm.do")}: {address}\n\n"
                + $"{PageWords.Say("mail.confirm.not-you")}\n";
            return new Letter(settings.Wish.Language, PageWords.Say("mail.confirm.subject"), text, html, null);
        }, stop);
    }

    private async Task<string> Html<T>(IServiceProvider services, params (string Name, object? Value)[] parameters)
        where T : IComponent
    {
        await using var renderer = new HtmlRenderer(services, log);
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<T>(
            ParameterView.FromDictionary(parameters.ToDictionary(p => p.Name, p => p.Value)))).ToHtmlString());
    }
}
