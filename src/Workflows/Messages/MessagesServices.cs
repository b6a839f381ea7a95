using JasperFx;
using Marten;
using MentorshipFlow.Workflows.Digests;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Jobs;
using MentorshipFlow.Workflows.Mail;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Wolverine;
using Wolverine.ErrorHandling;
using Wolverine.Marten;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>Durable messages for work after a decision, on another day or on another node. Events on the ledger cause them.</summary>
public static class MessagesServices
{
    private const string Source = "messages";

    // On one node, for each type of message. With 16 of every type two nodes after a start, when every organisation's day is looked at,
    // took all connections of a PostgreSQL with 100; so only what comes in great numbers has more than three.
    private const int HandlersAtOnce = 3;
    private const int FrequentAtOnce = 8;

    // The others wait, and hold a connection only while they run.
    private const int JobsAtOnce = 2;

    // Pauses while the database is out of reach; the last pause repeats.
    private static readonly TimeSpan[] WhileOutOfReach =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1)];

    // A bug: three more tries, then a dead letter, which an operator can see and resend.
    private static readonly TimeSpan[] AfterFault = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1)];

    /// <summary>Adds the messages to a node; see <see cref="WorkflowsServices.AddWorkflows"/>.</summary>
    /// <param name="ledger">The application's connection string.</param>
    /// <param name="broker">The RabbitMQ that carries the messages, such as <c>amqp://user:password@host/vhost</c>; null for queues in the
    /// ledger's database.</param>
    /// <param name="smtp">The mail server; null to send no letters.</param>
    public static IServiceCollection AddMessages(
        this IServiceCollection services, string ledger, Uri? broker = null, SmtpSettings? smtp = null)
    {
        services.RemoveAll<IDocumentStore>();
        services.AddKeyedSingleton(Source, (_, _) => Unprepared(ledger));
        services.AddMessageStore(s => s.GetRequiredKeyedService<NpgsqlDataSource>(Source), AutoCreate.None)
            .SubscribeToEvents(new LedgerMessages());
        services.SubscribeToEventsWithServices<WebhookMessages>(ServiceLifetime.Singleton);
        services.TryAddSingleton(WebhookRetries.Default);
        services.AddSingleton<AutomaticCommands>().AddSingleton<WebhookLanes>().AddSingleton<WebhookSender>();
        services.TryAddSingleton(JobLimits.Default);
        services.AddSingleton<JobFiles>().AddSingleton<JobStore>().AddSingleton<JobStarter>().AddSingleton<JobRunner>()
            .AddSingleton<ImportJobs>().AddSingleton<BundleJobs>().AddSingleton<VerificationJobs>()
            .AddSingleton(s => new RebuildJobs(ledger, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<NoticeDays>();
        services.TryAddSingleton(MailRetries.Default);
        services.AddSingleton<DigestStore>().AddSingleton<DigestLinks>().AddSingleton<CalendarAddresses>().AddSingleton<DigestDays>()
            .AddSingleton<MailDelivery>().AddSingleton(s => new MailSender(smtp, s.GetRequiredService<TimeProvider>()));
        services.AddWolverine(ExtensionDiscovery.ManualOnly, options => Configure(options, broker));
        services.AddHostedService<MessagesAtStart>();
        return services;
    }

    /// <summary>How many messages of a type a node handles at once. Handlers mostly wait, for the database or a receiver.</summary>
    internal static int AtOnce(Type message) =>
        message == typeof(RunJob) ? JobsAtOnce
        : message == typeof(RenewNotices) || message == typeof(DeliverWebhook) ? FrequentAtOnce
        : HandlersAtOnce;

    private static void Configure(WolverineOptions options, Uri? broker)
    {
        MessageStore.Configure(options, AutoCreate.None);
        options.ServiceName = "mentorshipflow";
        options.Policies.UseDurableLocalQueues();
        options.Policies.ConfigureConventionalLocalRouting().CustomizeQueues((type, queue) => queue.MaximumParallelMessages(AtOnce(type)));
        // When a day begins, thousands are due at once.
        options.BatchMessagesOf<RenewNotices>(batch =>
        {
            batch.BatchSize = RenewNotices.Together;
            batch.TriggerTime = TimeSpan.FromMilliseconds(100);
            batch.ProbeIndividuallyAfter(1);
        });
        // A separate class: without a broker its packages are not even loaded.
        if (broker is not null) BrokerTransport.Use(options, broker);
        options.OnException<NotDecidedException>().ScheduleRetryIndefinitely(WhileOutOfReach);
        options.OnException<TimeoutException>().ScheduleRetryIndefinitely(WhileOutOfReach);
        options.OnException<NpgsqlException>().ScheduleRetryIndefinitely(WhileOutOfReach);
        // Its handler has tried for hours already.
        options.OnException<LetterNotTakenException>().MoveToErrorQueue();
        options.OnAnyException().ScheduleRetry(AfterFault).Then.MoveToErrorQueue();

        // The work of a killed node is taken over within 20 s; with the defaults it takes 62 s.
        var durability = options.Durability;
        durability.StaleNodeTimeout = TimeSpan.FromSeconds(8);
        durability.HealthCheckPollingTime = TimeSpan.FromSeconds(2);
        durability.FirstHealthCheckExecution = TimeSpan.FromMilliseconds(500);
        durability.CheckAssignmentPeriod = TimeSpan.FromSeconds(2);
        durability.ScheduledJobFirstExecution = TimeSpan.FromSeconds(1);
        durability.ScheduledJobPollingTime = TimeSpan.FromSeconds(1);
        durability.RecoveryBatchSize = 1000;
        durability.KeepAfterMessageHandling = TimeSpan.FromMinutes(1);
        durability.DrainTimeout = TimeSpan.FromSeconds(5);
    }

    // Marten's page query is slow under a generic plan, so nothing is prepared here.
    private static NpgsqlDataSource Unprepared(string ledger)
    {
        var settings = new NpgsqlConnectionStringBuilder(ledger) { ApplicationName = "mentorshipflow messages", MaxAutoPrepare = 0 };
        ConnectionTimeouts.Apply(settings);
        settings.MaxPoolSize = Math.Min(settings.MaxPoolSize, 16);
        settings.Options = $"-c enable_seqscan=off -c jit=off {settings.Options}".TrimEnd();
        return WorkflowsServices.Named(settings);
    }
}
