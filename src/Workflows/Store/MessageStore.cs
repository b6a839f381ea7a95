using JasperFx;
using JasperFx.CodeGeneration;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Weasel.Core.Migrations;
using Wolverine;
using Wolverine.Marten;
using Wolverine.Persistence.Durability;

namespace MentorshipFlow.Workflows.Store;

/// <summary>Waiting messages: Wolverine's tables in a separate schema of the ledger's database.</summary>
/// <remarks>They contain only ids and positions, because they are kept for minutes after handling, and dead letters for days.</remarks>
public static class MessageStore
{
    /// <summary>The schema of Wolverine's tables.</summary>
    public const string Schema = "wolverine";

    /// <summary>Joins Marten's store with Wolverine's tables: a subscription's progress and its messages commit together.</summary>
    /// <param name="database">Without prepared statements: Marten's page query is slow under a generic plan.</param>
    /// <param name="create">What may be created: nothing in the server, everything for the owner.</param>
    internal static MartenServiceCollectionExtensions.MartenConfigurationExpression AddMessageStore(this IServiceCollection services,
        Func<IServiceProvider, NpgsqlDataSource> database, AutoCreate create) =>
        services.AddMarten(provider =>
            {
                var options = new StoreOptions();
                LedgerStore.Configure(options, database(provider), create);
                return options;
            })
            .IntegrateWithWolverine(integration =>
            {
                integration.MessageStorageSchemaName = Schema;
                integration.TransportSchemaName = Schema;
                integration.AutoCreate = create;
                integration.UseWolverineManagedEventSubscriptionDistribution = true;
            });

    /// <summary>Settings of every host that opens these tables.</summary>
    internal static void Configure(WolverineOptions options, AutoCreate create)
    {
        options.ApplicationAssembly = typeof(MessageStore).Assembly;
        // The handlers' code is generated in advance (Internal/Generated): compiling it at the start would take seconds and 200 MB.
        options.CodeGeneration.TypeLoadMode = TypeLoadMode.Static;
        options.AutoBuildMessageStorageOnStartup = create;
        // This requires an additional column in the table.
        options.Durability.DeadLetterQueueExpirationEnabled = true;
        options.Durability.DeadLetterQueueExpiration = TimeSpan.FromDays(30);
    }

    /// <summary>Migrates Wolverine's tables to this version, as their owner.</summary>
    internal static async Task Migrate(NpgsqlDataSource owner)
    {
        using var host = Host(owner, AutoCreate.CreateOrUpdate);
        await host.Services.GetRequiredService<IMessageStore>().Admin.MigrateAsync();
    }

    /// <summary>Whether the tables match this version of Wolverine.</summary>
    internal static async Task<bool> IsAsExpected(NpgsqlDataSource database, CancellationToken stop)
    {
        using var host = Host(database, AutoCreate.None);
        try
        {
            await ((IDatabase)host.Services.GetRequiredService<IMessageStore>()).AssertDatabaseMatchesConfigurationAsync(stop);
            return true;
        }
        catch (DatabaseValidationException)
        {
            return false;
        }
    }

    // Never started: only its services are used.
    private static IHost Host(NpgsqlDataSource database, AutoCreate create)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddMessageStore(_ => database, create);
        builder.Services.AddWolverine(ExtensionDiscovery.ManualOnly, options => Configure(options, create));
        return builder.Build();
    }
}
