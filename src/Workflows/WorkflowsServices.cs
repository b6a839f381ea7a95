using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Programmes;
using MentorshipFlow.Workflows.Registers;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Notices;
using MentorshipFlow.Workflows.Papers;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Privacy;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using MentorshipFlow.Workflows.Projections;
using MentorshipFlow.Workflows.Sample;
using MentorshipFlow.Workflows.Sandboxes;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MentorshipFlow.Workflows;

/// <summary>Registers the services of a running node.</summary>
public static class WorkflowsServices
{
    private const int CachedProgrammes = 512;
    private const int CachedOrganisations = 2048;
    private const int CachedPeople = 4096;
    private const string WriterSource = "writer";

    /// <summary>The name of the writers' sessions in <c>pg_stat_activity</c>.</summary>
    internal const string WriterSession = "mentorshipflow writer";

    /// <summary>Adds everything below the API.</summary>
    /// <param name="ledger">The application's connection string: neither owner nor superuser.</param>
    public static IServiceCollection AddWorkflows(this IServiceCollection services, string ledger, Secrets secrets,
        BatchLimits? limits = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(secrets);
        services.AddSingleton(_ => Source(ledger, writer: false));
        services.AddSingleton<IDocumentStore>(s => LedgerStore.Open(s.GetRequiredService<NpgsqlDataSource>()));
        services.AddSingleton(limits ?? BatchLimits.Default);
        services.AddKeyedSingleton(WriterSource, (_, _) => Source(ledger, writer: true));
        services.AddSingleton(s => new BatchWriter(
            s.GetRequiredKeyedService<NpgsqlDataSource>(WriterSource), s.GetRequiredService<IDocumentStore>(),
            s.GetRequiredService<BatchLimits>(), s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<BatchWriter>>(), s.GetService<LedgerAlarm>()));
        services.AddSingleton<LedgerReader>().AddSingleton<EntryCounts>().AddSingleton<StreamStore, PostgresStreamStore>()
            .AddSingleton<DefinitionLibrary>().AddSingleton<QuestionnaireLibrary>().AddSingleton<PublishingEngine>()
            .AddSingleton<DataKeys>().AddSingleton<TextVault>()
            .AddSingleton<PersonVault>().AddSingleton<FileVault>().AddSingleton<NameWatch>().AddSingleton<NamesInEvents>();
        services.AddSingleton<RowSeals>().AddSingleton<AccessKeys>().AddSingleton<AccountPersons>()
            .AddSingleton<BrowserSessions>().AddSingleton<SurveyLinks>()
            .AddSingleton<ConsentLinkSecrets>().AddSingleton<OrganisationEngine>()
            .AddSingleton<SafeProtection>().AddSingleton<Attempts>().AddSingleton<Invitations>()
            .AddSingleton<LinkCodes>().AddSingleton<AccountStore>().AddSingleton<SigningKeys>()
            .AddSingleton<ProgrammeEngine>()
            .AddSingleton<CertificateArchive>().AddSingleton<ProgrammeQueries>().AddSingleton<GrantedDelegations>()
            .AddSingleton<RegionalQueries>().AddSingleton<RegisterImport>().AddSingleton<KeptMappings>().AddSingleton<PairProposals>();
        services.AddSingleton<AccessJournals>().AddSingleton<KeyRenewal>().AddSingleton<Erasures>().AddSingleton<ErasurePapers>()
            .AddSingleton<MentionSearch>()
            .AddSingleton(_ => ShippedTerms.Read());
        services.AddSingleton(ProcessEngine.House).AddSingleton<ProcessGuard>();
        AddStream(services, AccessJournals.Folding, CachedOrganisations);
        AddStream(services, ProgrammeEngine.Folding, CachedProgrammes);
        AddStream(services, OrganisationEngine.Folding, CachedOrganisations);
        AddStream(services, PeopleEngine.Folding, CachedPeople);
        AddStream(services, PrivacyEngine.Folding, CachedOrganisations);
        AddStream(services, PublishingEngine.Folding, CachedOrganisations);
        services.AddSingleton<DocumentRegisters>().AddSingleton<PeopleEngine>().AddSingleton<PrivacyEngine>().AddSingleton<Enrolment>()
            .AddSingleton<PaperTemplates>().AddSingleton<PaperReading>()
            .AddSingleton<PeopleQueries>().AddSingleton<AgeWatch>().AddSingleton<NoticeBook>().AddSingleton<NoticeQueries>();
        services.AddSingleton<StoryTeller>().AddSingleton<StoryPeople>().AddSingleton<StoryBases>().AddSingleton<StoryMatching>()
            .AddSingleton<StoryTandems>().AddSingleton<StoryCompletion>()
            .AddSingleton<StoryStages>()
            .AddSingleton<SandboxRemains>().AddSingleton<Sandboxes.Sandboxes>();
        return services;
    }

    /// <summary>A data source with short timeouts. A writer's source must not hold the head row for a dead node: its lock timeout is
    /// shorter than its statement timeout, so a statement that reaches the latter holds the head row itself.</summary>
    public static NpgsqlDataSource Source(string ledger, bool writer)
    {
        var settings = new NpgsqlConnectionStringBuilder(ledger) { MaxAutoPrepare = 60, AutoPrepareMinUsages = 2, ApplicationName = writer
            ? WriterSession : "mentorshipflow" };
        ConnectionTimeouts.Apply(settings);
        // The rows of a programme are some 40 kB. With the default of 8 kB each read waits for the socket several times.
        settings.ReadBufferSize = 64 * 1024;
        settings.MaxPoolSize = writer ? 2 : Math.Min(settings.MaxPoolSize, 32);
        // Every look-up has an index. On a new table a sequential scan looks cheaper, and a cached plan would keep it while the table
        // grows.
        var options = "-c enable_seqscan=off -c jit=off";
        if (writer) options += " -c lock_timeout=1500ms -c statement_timeout=2s -c idle_in_transaction_session_timeout=5s";
        // The operator's options come last and take precedence.
        settings.Options = $"{options} {settings.Options}".TrimEnd();
        return Named(settings);
    }

    /// <summary>A source with the name of its sessions: without a name, metrics would contain the connection string.</summary>
    internal static NpgsqlDataSource Named(NpgsqlConnectionStringBuilder settings) =>
        new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = settings.ApplicationName }.Build();

    private static void AddStream<TState>(IServiceCollection services, Folding<TState> folding, int cached)
        where TState : class
    {
        services.AddSingleton(folding);
        services.AddSingleton(s => new StreamFold<TState>(s.GetRequiredService<StreamStore>(), folding, cached));
        services.AddSingleton<StreamEngine<TState>>();
    }
}
