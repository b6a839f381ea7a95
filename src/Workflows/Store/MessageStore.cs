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

/// <summary>Messages that wait: Wolverine's tables in the ledger's database, in a schema of their own.</summary>
/// <remarks>They carry ids and positions only, since they outlive their handling by minutes, and dead letters by days.</remarks>
public static class MessageStore
{
    /// <summary>The schema of Wolverine's tables.</summary>
    public const string Schema = "wolverine";

    /// <summary>Makes Marten's store and Wolverine's tables one: the progress of a subscription and its messages commit together.</summary>
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

    /// <summary>What every host needs that opens these tables.</summary>
    internal static void Configure(WolverineOptions options, AutoCreate create)
    {
        options.ApplicationAssembly = typeof(MessageStore).Assembly;
        // The handlers' code is generated beforehand (Internal/Generated): compiling it at the start would take seconds and 200 MB.
        options.CodeGeneration.TypeLoadMode = TypeLoadMode.Static;
        options.AutoBuildMessageStorageOnStartup = create;
        // This asks for a column of its own in the table.
        options.Durability.DeadLetterQueueExpirationEnabled = true;
        options.Durability.DeadLetterQueueExpiration = TimeSpan.FromDays(30);
    }

    /// <summary>Brings Wolverine's tables to what this version of it needs, as their owner.</summary>
    internal static async Task Migrate(NpgsqlDataSource owner)
    {
        using var host = Host(owner, AutoCreate.CreateOrUpdate);
        await host.Services.GetRequiredService<IMessageStore>().Admin.MigrateAsync();
    }

    /// <summary>Whether the tables are as this version of Wolverine needs them.</summary>
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

    // Never started: only its services are asked.
    private static IHost Host(NpgsqlDataSource database, AutoCreate create)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddMessageStore(_ => database, create);
        builder.Services.AddWolverine(ExtensionDiscovery.ManualOnly, options => Configure(options, create));
        return builder.Build();
    }
}
