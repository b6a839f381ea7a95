using MentorshipFlow.Workflows.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MentorshipFlow.Workflows.Audit;

/// <summary>Registers the services that verify, prove and sign.</summary>
public static class AuditServices
{
    /// <summary>Adds them to those of <see cref="WorkflowsServices.AddWorkflows"/>; signing on a schedule starts with the host.</summary>
    /// <param name="safe">The folder of the secrets, outside the data folder.</param>
    public static IServiceCollection AddAudit(this IServiceCollection services, string safe, CheckpointInterval? interval = null)
    {
        services.TryAddSingleton(new CheckpointFile(safe));
        services.TryAddSingleton(new StreamLengthFile(safe));
        services.TryAddSingleton(new TimeStampFiles(safe));
        services.TryAddSingleton(new CosignedNotes(safe));
        services.TryAddSingleton(new KnownWitnesses([]));
        services.TryAddSingleton(new VerifiedMark(safe));
        services.TryAddSingleton(s => new LedgerAlarm(safe, s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(interval ?? CheckpointInterval.Default);
        services.AddSingleton<TreeNodes>().AddSingleton<LedgerPages>().AddSingleton<CheckpointSigner>()
            .AddSingleton<CosignedCheckpoints>();
        services.AddSingleton<LedgerAuditor>().AddSingleton<RowAuditor>().AddSingleton<OrganisationAuditor>().AddSingleton<Verifications>()
            .AddSingleton<LedgerHistory>().AddSingleton<ProgrammeExport>().AddSingleton<ExcerptExport>();
        services.AddSingleton<AlarmClearing>().AddSingleton<EntryProofs>().AddSingleton<CertificateAuditor>();
        services.AddHostedService<CheckpointSchedule>();
        return services;
    }

    /// <summary>Adds stamping on a schedule, which starts with the host.</summary>
    public static IServiceCollection AddTimeStamps(this IServiceCollection services, TimeStampSettings settings) =>
        services.AddSingleton(settings).AddSingleton<TimeStampAuthority>().AddSingleton<TimeStampSchedule>()
            .AddHostedService(s => s.GetRequiredService<TimeStampSchedule>());
}
