using System.Text.Unicode;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Api.Pages.Calendar;
using MentorshipFlow.Api.Pages.Calls;
using MentorshipFlow.Api.Pages.Certificate;
using MentorshipFlow.Api.Pages.Documents;
using MentorshipFlow.Api.Pages.Forms;
using MentorshipFlow.Api.Pages.History;
using MentorshipFlow.Api.Pages.Inbox;
using MentorshipFlow.Api.Pages.Letters;
using MentorshipFlow.Api.Pages.Notifications;
using MentorshipFlow.Api.Pages.Participant;
using MentorshipFlow.Api.Pages.Parts;
using MentorshipFlow.Api.Pages.Preparation;
using MentorshipFlow.Api.Pages.Programmes;
using MentorshipFlow.Api.Pages.Installation;
using MentorshipFlow.Api.Pages.OwnAccount;
using MentorshipFlow.Api.Pages.Receipts;
using MentorshipFlow.Api.Pages.Region;
using MentorshipFlow.Api.Pages.Roadmap;
using MentorshipFlow.Api.Pages.Sessions;
using MentorshipFlow.Api.Pages.Settings;
using MentorshipFlow.Api.Pages.SignIn;
using MentorshipFlow.Api.Pages.Stage;
using MentorshipFlow.Api.Pages.Verify;
using MentorshipFlow.Workflows.Messages;
using Microsoft.AspNetCore.Authentication;

namespace MentorshipFlow.Api.Pages;

/// <summary>All pages, one line per family.</summary>
internal static class AllPages
{
    /// <summary>Registers what the pages need.</summary>
    public static void AddPages(this IServiceCollection services, OpenIdPortal? portal)
    {
        services.AddRazorComponents();
        // Letters stand as they are: Cyrillic as references would treble the pages.
        services.AddWebEncoders(o => o.TextEncoderSettings = new(UnicodeRanges.All));
        services.AddHttpContextAccessor().AddMemoryCache();
        services.AddSingleton(PageRoutes.Failures).AddSingleton<OperationCalls>().AddSingleton<PageSession>()
            .AddSingleton<Import.KeptFiles>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, SessionHandler>(PageSession.Scheme, null)
            .AddScheme<AuthenticationSchemeOptions, ParticipantHandler>(ParticipantHandler.Name, null);
        services.AddAccounts(portal);
        services.AddSingleton<VisitsOfAccount>().AddSingleton<LetterWriter>()
            .AddSingleton<DigestWriting>(s => s.GetRequiredService<LetterWriter>().Digest)
            .AddSingleton<ConfirmationWriting>(s => s.GetRequiredService<LetterWriter>().Confirmation);
    }

    /// <summary>Maps them, and connects them with the operations of the API.</summary>
    public static void MapPages(this WebApplication app)
    {
        IEndpointRouteBuilder routes = app;
        var calls = app.Services.GetRequiredService<OperationCalls>();
        var inner = ((IApplicationBuilder)app).New();
        inner.UseMiddleware<CallerReading>();
        inner.UseForkRefusal();
        inner.Run(http => http.GetEndpoint()!.RequestDelegate!(http));
        calls.Connect([.. routes.DataSources], inner.Build());
        routes.Map<PageFiles>();
        routes.Map<SignInPages>();
        routes.Map<InvitePages>();
        routes.Map<AccountPages>();
        routes.Map<NotificationPages>();
        routes.Map<CalendarFeed>();
        routes.Map<InboxPages>();
        routes.Map<ProgrammePages>();
        routes.Map<StagePages>();
        routes.Map<SigningPages>();
        routes.Map<ReceiptPages>();
        routes.Map<Participant.ParticipantPages>();
        routes.Map<Persons.PersonPages>();
        routes.Map<Erasures.ErasurePages>();
        routes.Map<Participants.ParticipantPages>();
        routes.Map<Participants.ManyPages>();
        routes.Map<Participants.ExportPages>();
        routes.Map<Participants.ConsentPages>();
        routes.Map<Import.ImportPages>();
        routes.Map<Surveys.SurveyPages>();
        routes.Map<Surveys.QuestionnaireEditor>();
        routes.Map<ProgrammeSettingsPages>();
        routes.Map<SettingsPages>();
        routes.Map<PaperSettingsPages>();
        routes.Map<RegionPages>();
        routes.Map<InstallationPages>();
        routes.Map<RoadmapPages>();
        routes.Map<DocumentPages>();
        routes.Map<Papers.PaperPages>();
        routes.Map<PreparationPages>();
        routes.Map<CertificatePages>();
        routes.Map<HistoryPages>();
        routes.Map<JournalPages>();
        routes.Map<VerifyPage>();
        routes.Map<NewSchoolPages>();
        routes.Map<Pairs.PairsPages>();
        routes.Map<Pairs.SupportPages>();
        routes.Map<IssuedLinks.IssuedLinkPages>();
        routes.Map<Search.SearchPages>();
        routes.Map<Meetings.MeetingsPages>();
        routes.Map<Monitoring.MonitoringPages>();
        routes.Map<Recognition.RecognitionPages>();
        routes.Map<Completion.CompletionPages>();
        new DecisionForms(calls).Map(routes, [.. calls.All.Values.Select(o => (o.Endpoint.RoutePattern.RawText!, o.Operation))]);
    }
}
