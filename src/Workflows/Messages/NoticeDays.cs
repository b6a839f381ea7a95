using Marten;
using MentorshipFlow.Workflows.Store;
using Npgsql;
using Wolverine;
using Wolverine.Marten;
using Wolverine.Runtime;

namespace MentorshipFlow.Workflows.Messages;

/// <summary>The day for which an organisation's next look is scheduled.</summary>
/// <param name="Id">The organisation.</param>
public sealed record NoticeDay(Guid Id, DateOnly Next);

/// <summary>One row for each organisation.</summary>
public sealed class NoticeDayDocuments : DocumentKind
{
    protected override void Map(StoreOptions options) =>
        options.Schema.For<NoticeDay>().DocumentAlias("notice_days").Metadata(m => m.DisableInformationalFields());
}

/// <summary>Keeps one chain of daily messages for each organisation.</summary>
public sealed class NoticeDays(IDocumentStore store, IWolverineRuntime runtime, AutomaticCommands commands, NpgsqlDataSource database)
{
    // One look at the index for each organisation, however many entries it has.
    private const string Tenants = $"""
        with recursive tenant(id) as (
            (select tenant_id from {LedgerStore.Events}.mt_events order by tenant_id limit 1)
            union all
            select (select e.tenant_id from {LedgerStore.Events}.mt_events e where e.tenant_id > tenant.id order by e.tenant_id limit 1)
            from tenant where tenant.id is not null)
        select id from tenant where id is not null
        """;

    /// <summary>
    /// Schedules the look at a day, unless it is scheduled already. The row and the message commit together. The message that was scheduled
    /// for that very day and came early, by a clock that is ahead, is scheduled again.
    /// </summary>
    public async Task Continue(LookAtDay message, DateOnly next, CancellationToken stop)
    {
        await using var session = store.LightweightSession($"{message.Organisation}");
        await session.TakeTurn($"notice days {message.Organisation}", stop);
        if (await session.LoadAsync<NoticeDay>(message.Organisation, stop) is { } kept && kept.Next == next && message.Day != next) return;
        var outbox = new MartenOutbox(runtime, session);
        session.Store(new NoticeDay(message.Organisation, next));
        await outbox.ScheduleAsync(message with { Day = next }, await commands.BeginningOf(message.Organisation, next, stop));
        await session.SaveChangesAsync(stop);
    }

    /// <summary>Every organisation with an entry.</summary>
    public async Task<IReadOnlyList<Guid>> Organisations(CancellationToken stop)
    {
        List<Guid> organisations = [];
        await using var command = database.CreateCommand(Tenants);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop)) organisations.Add(Guid.Parse(reader.GetString(0)));
        return organisations;
    }
}
