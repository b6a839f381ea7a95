using JasperFx;
using JasperFx.Events;
using Marten;
using MentorshipFlow.Ledger;
using Npgsql;

namespace MentorshipFlow.Workflows.Store;

/// <summary>Configures Marten: <c>ledger.mt_events</c> is the ledger, and no fact is stored twice.</summary>
/// <remarks>
/// Two defaults of Marten silently lose entries: the stale-sequence threshold and the skipped errors. A test fails for each if its setting
/// here is removed (tests/System.Tests/Ledger/Settings_that_lose_nothing.cs).
/// </remarks>
public static class LedgerStore
{
    /// <summary>The schema of <c>mt_events</c> and its neighbours.</summary>
    public const string Events = "ledger";

    /// <summary>The schema of the read models.</summary>
    public const string ReadModels = "projections";

    // Additional indexes on Marten's tables (Sql/001_seal.sql): Weasel drops indexes that it does not know.
    private static readonly string[] OwnIndexes =
        ["mt_events_command", "mt_events_tenant", "mt_events_persons", "mt_events_erasures", "mt_events_documents", "mt_streams_name"];

    /// <summary>Opens a store on a data source.</summary>
    /// <param name="database">Its role limits what the store may do; the server's role may not run DDL.</param>
    /// <param name="create">What Marten may create: nothing for the server, everything for the owner.</param>
    /// <param name="more">Further settings, such as an additional projection or subscription.</param>
    public static DocumentStore Open(NpgsqlDataSource database, AutoCreate create = AutoCreate.None, Action<StoreOptions>? more = null) =>
        DocumentStore.For(options =>
        {
            Configure(options, database, create);
            more?.Invoke(options);
        });

    /// <summary>Sets a store up over a data source; see <see cref="Open"/>.</summary>
    internal static void Configure(StoreOptions options, NpgsqlDataSource database, AutoCreate create)
    {
        options.Connection(database);
        options.DisableNpgsqlLogging = true;
        options.AutoCreateSchemaObjects = create;
        options.DatabaseSchemaName = ReadModels;
        options.Events.DatabaseSchemaName = Events;
        options.Events.StreamIdentity = StreamIdentity.AsString;
        options.Events.TenancyStyle = JasperFx.MultiTenancy.TenancyStyle.Conjoined;
        options.Policies.AllDocumentsAreMultiTenanted();
        options.Events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        options.Events.MetadataConfig.CausationIdEnabled = true;
        options.Events.MetadataConfig.CorrelationIdEnabled = true;
        options.Events.MetadataConfig.HeadersEnabled = true;
        options.Events.MetadataConfig.UserNameEnabled = true;
        foreach (var index in OwnIndexes) options.Events.IgnoreIndex(index);

        // A rolled-back append leaves the sequence ahead of the events. After this threshold the daemon would treat the difference as lost
        // events, skip it, and miss the events that get these numbers next. A ledger without gaps never needs the threshold.
        options.Projections.StaleSequenceThreshold = TimeSpan.FromDays(3650);

        // An unreadable event stops a subscription; by default it would be skipped.
        options.Projections.Errors.SkipSerializationErrors = false;
        options.Projections.Errors.SkipUnknownEvents = false;
        options.Projections.Errors.SkipApplyErrors = false;

        // A failed batch must not be retried inside a transaction that is already aborted. In a session over an existing transaction Marten
        // 9.58 does not retry, with or without this line.
        options.ConfigureWritePolly(_ => { });

        options.Serializer(new LedgerSerializer());
        foreach (var name in EventCodec.Names) options.Events.MapEventType(EventCodec.TypeOf(name)!, name);
        DocumentKind.Configure(options);
        // Wolverine registers its messages as a document type too.
        options.Schema.For<Wolverine.Envelope>().SingleTenanted().DoNotPartition();
    }
}
