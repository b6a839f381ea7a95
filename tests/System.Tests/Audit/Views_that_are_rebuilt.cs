using System.Diagnostics;
using System.Globalization;
using MentorshipFlow.Organisations;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.System.Tests.Ledger;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Projections;
using MentorshipFlow.Workflows.Store;
using Npgsql;

namespace MentorshipFlow.System.Tests.Audit;

[Collection(OnAuditedLedgers.Name)]
public sealed class Views_that_are_rebuilt(AuditBed bed)
{
    [Fact]
    public async Task Are_swapped_while_two_nodes_decide_and_read_on_prepared_statements()
    {
        await using var ledger = await bed.Ledger();
        var other = ledger.Beside();
        var school = await ledger.School();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(AuditedLedger.Stop);
        var deciding = Enumerable.Range(0, 8).Select(i => Deciding(school, i % 2 == 0 ? ledger.Node : other.Node, enough.Token)).ToList();

        for (var i = 0; i < 6; i++)
        {
            var report = await Rebuilt(ledger.Owner);
            Assert.Empty(report.Differences);
            await Task.Delay(100, AuditedLedger.Stop);
        }

        await enough.CancelAsync();
        var approved = (await Task.WhenAll(deciding)).Sum();
        Assert.True(approved > 20, $"{approved} approvals");
        Assert.Empty((await Rebuilt(ledger.Owner)).Differences);
        var totals = await ledger.Node.Get<ProgrammeQueries>().Totals([school.Id], AuditedLedger.Stop);
        Assert.Equal(approved, totals.Where(t => t.Stage == 2).Sum(t => t.Count));
    }

    [Fact]
    public async Task Do_not_delay_decisions_while_everything_is_folded_and_compared()
    {
        await using var ledger = await bed.Ledger();
        var school = await ledger.School();
        var programmes = await Task.WhenAll(Enumerable.Range(0, 250).Select(_ => school.Drafted(ledger.Node)));

        var rebuilding = TenTimes();
        List<TimeSpan> waits = [];
        while (!rebuilding.IsCompleted)
        {
            var since = Stopwatch.GetTimestamp();
            await school.Done(ledger.Node, programmes[0], School.Resource());
            waits.Add(Stopwatch.GetElapsedTime(since));
        }

        Assert.All(await rebuilding, report => Assert.Empty(report.Differences));
        Assert.True(waits.Count > 20 && waits.Max() < TimeSpan.FromSeconds(0.8),
            $"{waits.Count} decisions, the longest took {waits.Max()}");

        async Task<List<RebuildReport>> TenTimes()
        {
            List<RebuildReport> reports = [];
            while (reports.Count < 10) reports.Add(await Rebuilt(ledger.Owner));
            return reports;
        }
    }

    [Fact]
    public async Task Report_the_differences_and_keep_constraints_and_grants()
    {
        await using var ledger = await bed.Ledger();
        var school = await ledger.School();
        var programme = await school.Drafted(ledger.Node);
        var before = await Rebuilt(ledger.Owner);
        await AuditBed.Run(ledger.App, "update projections.mt_doc_programmes set data = jsonb_set(data, '{openItems}', '99')");

        var report = await Rebuilt(ledger.Owner);

        var difference = Assert.Single(report.Differences);
        Assert.Equal(("programmes", programme), (difference.Model, difference.Id));
        Assert.Equal(before.Digests, report.Digests);
        Assert.Equal("23505", (await Assert.ThrowsAsync<PostgresException>(() => AuditBed.Run(ledger.App,
            """
            insert into projections.mt_doc_programmes (tenant_id, id, data, active_title)
            select tenant_id, gen_random_uuid(), data, active_title from projections.mt_doc_programmes
            """))).SqlState);
        await school.Drafted(ledger.Node);
    }

    [Fact]
    public async Task Show_the_same_as_before()
    {
        await using var ledger = await bed.Ledger();
        var school = await ledger.School();
        var (programme, seen) = await school.Submitted(ledger.Node);
        await school.Done(ledger.Node, programme, new GateCommand.ApproveStage(1, seen));
        await school.Registered(ledger.Node);
        RegionalBody body = new(new("Министерство"), [RegionalTask.Governance]);
        OrganisationCommand[] named =
        [
            new OrganisationCommand.CreateOrganisation(school.Id, new("Школа"), OrganisationKind.School, "Asia/Novokuznetsk"),
            new OrganisationCommand.NameRegion(new("Кузбасс"), body, body, null),
        ];
        foreach (var command in named)
        {
            Assert.IsType<Outcome<Organisation>.Done>(await ledger.Node.Get<OrganisationEngine>().Decide(
                school.Id, command, school.Context(), AuditedLedger.Stop));
        }

        var before = await Rows(ledger);

        var report = await Rebuilt(ledger.Owner);

        Assert.Empty(report.Differences);
        Assert.Equal(ReadModel.All.Select(m => m.Name).Order(), report.Digests.Keys);
        Assert.Equal(before, await Rows(ledger));
        Assert.All(before.Values, rows => Assert.True(rows > 0));
    }

    [Fact]
    public async Task Have_the_same_digests_in_another_culture_and_time_zone()
    {
        await using var ledger = await bed.Ledger();
        var school = await ledger.School();
        var (programme, seen) = await school.Submitted(ledger.Node);
        await school.Done(ledger.Node, programme, new GateCommand.ApproveStage(1, seen));
        var here = await Rebuilt(ledger.Owner);

        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA");
            Assert.Equal(here.Digests, (await Rebuilt(ledger.Owner + ";Timezone=Asia/Vladivostok")).Digests);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static async Task<Dictionary<string, long>> Rows(AuditedLedger ledger)
    {
        await using var database = NpgsqlDataSource.Create(ledger.App + ";Pooling=false");
        Dictionary<string, long> rows = [];
        foreach (var model in ReadModel.All)
        {
            await using var command = database.CreateCommand($"select count(*) from {model.Table}");
            rows[model.Name] = (long)(await command.ExecuteScalarAsync(AuditedLedger.Stop))!;
        }

        return rows;
    }

    private static Task<RebuildReport> Rebuilt(string owner) => ReadModelRebuild.Run(owner, TimeProvider.System, AuditedLedger.Stop);

    private static async Task<int> Deciding(School school, LedgerNode node, CancellationToken enough)
    {
        for (var approved = 0; ; approved++)
        {
            if (enough.IsCancellationRequested) return approved;
            var (programme, seen) = await school.Submitted(node);
            await school.Done(node, programme, new GateCommand.ApproveStage(1, seen));
            Assert.NotEmpty(await node.Get<ProgrammeQueries>().Page(school.Id, null, new(), 10, AuditedLedger.Stop));
        }
    }
}
