using System.Text.Json;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Aggregation;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Projections;
using MentorshipFlow.Workflows.Sample;
using MentorshipFlow.Workflows.Store;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace MentorshipFlow.System.Tests.Ledger;

/// <summary>Reads the sample school with Marten's own tools only, and gets the same state as our fold.</summary>
[Collection(OnALedger.Name)]
public sealed class Marten_on_the_ledger(LedgerTestBed bed)
{
    [Fact]
    public async Task Reads_streams_read_models_and_projections_of_the_whole_sample()
    {
        await using var node = bed.Node();
        var safe = Directory.CreateTempSubdirectory("mentorshipflow-safe-").FullName;
        await node.Get<PublishingEngine>().PublishShipped(LedgerTestBed.Stop);
        await ActivatorUtilities.CreateInstance<SampleProgramme>(
            node.Services, ActivatorUtilities.CreateInstance<FirstKey>(node.Services))
                .Load(SampleKeys.Open(safe, node.Get<AccessKeys>()), LedgerTestBed.Stop);
        var (tenant, programme) = ($"{SampleIds.Organisation}", SampleIds.Programme);
        var ours = (await node.Programmes.Find(SampleIds.Organisation, programme, LedgerTestBed.Stop))!.State;

        await using var database = NpgsqlDataSource.Create(bed.Cluster.App);
        await using var store = LedgerStore.Open(database,
            more: options => options.Projections.Add(new FactsOfProgramme(), ProjectionLifecycle.Live));
        await using var session = store.QuerySession(tenant);

        var stream = await session.Events.FetchStreamAsync(StreamNames.Programme(programme), token: LedgerTestBed.Stop);
        Assert.Equal(ours.Version, stream.Count);
        var stored = await node.Reader.Stream(StreamNames.Programme(programme), 0, int.MaxValue, LedgerTestBed.Stop);
        Assert.Equal(stored.Select(s => EventMetadata.Of(s.Entry)), stream.Select(EventMetadata.Of));
        Assert.Equal(stored.Select(s => s.Entry.Type), stream.Select(e => e.EventTypeName));

        var theirs = await session.Events.AggregateStreamAsync<Programme>(StreamNames.Programme(programme), token: LedgerTestBed.Stop);
        Assert.Equal(JsonSerializer.Serialize(ours), JsonSerializer.Serialize(theirs! with { Id = "" }));

        var facts = await session.Events.AggregateStreamAsync<FactsSeen>(StreamNames.Programme(programme), token: LedgerTestBed.Stop);
        Assert.Equal(stream.Count(e => e.Data is Fact), facts!.Count);

        var row = await session.Query<ProgrammeRow>().Where(r => r.SchoolYear == ours.Charter!.SchoolYear && r.Version > 1)
            .SingleAsync(LedgerTestBed.Stop);
        Assert.Equal(ProgrammeRow.Of(stored[^1].Entry, ours), row);
        Directory.Delete(safe, recursive: true);
        Assert.Equal(0, await store.QuerySession($"{Some.Id()}").Query<ProgrammeRow>().CountAsync(LedgerTestBed.Stop));
    }

    /// <summary>A document of somebody else's projection.</summary>
    public sealed class FactsSeen
    {
        public string Id { get; set; } = "";

        public int Count { get; set; }
    }

    /// <summary>A projection as Marten's documentation writes one.</summary>
    public sealed class FactsOfProgramme : SingleStreamProjection<FactsSeen, string>
    {
        public override FactsSeen Evolve(FactsSeen? snapshot, string id, IEvent e)
        {
            snapshot ??= new FactsSeen { Id = id };
            if (e.Data is Fact) snapshot.Count++;
            return snapshot;
        }
    }
}
