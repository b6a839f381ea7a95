using MentorshipFlow.System.Tests.Audit;
using MentorshipFlow.System.Tests.Privacy;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.People;
using MentorshipFlow.Workflows.Projections;
using MentorshipFlow.Workflows.Store;
using MentorshipFlow.Workflows.Vault;
using Npgsql;

namespace MentorshipFlow.System.Tests.Ledger;

/// <summary>
/// A connection keeps the plan that it made while a table was empty, and the table grows: the plan must be right on the first day.
/// PostgreSQL's index statistics show it, so the statements need not be repeated here.
/// </summary>
[Collection(OnAuditedLedgers.Name)]
public sealed class A_young_ledger(AuditBed bed)
{
    private static readonly string[] OfTheLedger = ["ledger.pk_mt_events_stream_and_version", "ledger.mt_events_command",
        "ledger.mt_streams_name", "seal.leaves_pkey"];

    private static readonly string[] OfTheRest =
    [
        "access.keys_pkey", "access.survey_links_pkey", "access.consent_links_pkey",
        "keys.data_keys_pkey", "vault.people_pkey", "vault.people_by_year",
        "vault.texts_pkey", "vault.texts_by_owner", "vault.files_pkey",
        "projections.pkey_mt_doc_programmes_tenant_id_id", "projections.pkey_mt_doc_people_tenant_id_id",
    ];

    [Fact]
    public async Task Is_read_by_its_indexes_from_the_first_day_on()
    {
        await using var ledger = await bed.Ledger();

        await Served(ledger, A_day);

        Assert.Empty(await Names(ledger,
            """
            select schemaname || '.' || relname from pg_stat_user_tables
            where seq_scan > 0
                and relname in ('mt_events', 'mt_streams', 'leaves', 'keys', 'survey_links', 'consent_links', 'data_keys',
                'people', 'texts', 'files',
                'mt_doc_programmes', 'mt_doc_people')
            """));
        Assert.Equal([], OfTheLedger.Concat(OfTheRest).Except(await Used(ledger)));
        Assert.DoesNotContain("ledger.mt_events_tenant", await Used(ledger));
    }

    [Fact]
    public async Task Is_read_by_its_indexes_also_with_misleading_statistics()
    {
        await using var ledger = await bed.Ledger();
        await Served(ledger, async node =>
        {
            for (var i = 0; i < 40; i++) Assert.IsType<AppendResult.Appended>(await node.Writer.Append(Some.Proposal(events: 100)));
        });
        await AuditBed.Run(bed.Superuser(ledger.Database), "analyze; select pg_stat_reset()");

        await Served(ledger, A_day);

        Assert.Empty(await Names(ledger,
            "select relname::text from pg_stat_user_tables where seq_scan > 0 and relname in ('mt_events', 'mt_streams', 'leaves')"));
        Assert.Equal([], OfTheLedger.Except(await Used(ledger)));
        Assert.DoesNotContain("ledger.mt_events_tenant", await Used(ledger));
    }

    // The frequent requests: decisions and repeats, folds, keys, persons, texts, files, lists.
    private static async Task A_day(LedgerNode node)
    {
        var school = new School(Some.Id(), Some.Id(),
            await node.Get<PublishingEngine>().PublishShipped(LedgerTestBed.OneQuestionAtTheFirstGate(), LedgerTestBed.Stop));
        var programme = (await school.Submitted(node)).Programme;
        var (fact, once) = (School.Resource(), school.Context());
        await school.Done(node, programme, fact, once);
        Assert.True((await school.Done(node, programme, fact, once)).Repeated);
        var person = await RegisteredPersons.Register(node.Services, school.Id, school.Curator,
            new("Ломоносова Аглая", new DateOnly(2012, 5, 4)), "Текст");
        var other = await RegisteredPersons.Register(node.Services, school.Id, school.Curator,
            new("Ломоносова Агния", new DateOnly(2012, 5, 4)));
        Assert.Equal(2, (await node.Get<Enrolment>().Standings(school.Id, [person, other], LedgerTestBed.Stop)).Count);
        Assert.Equal(2, (await node.Get<PersonVault>().Open(school.Id, [person, other], LedgerTestBed.Stop)).Count);
        Assert.Single(await node.Get<PersonVault>().Present(school.Id, [person], LedgerTestBed.Stop));
        Assert.Single(await node.Vault.OpenAll(school.Id, person, LedgerTestBed.Stop));
        Assert.Empty(await node.Vault.Open(school.Id, [new TextReference(Some.Id(), new string('0', 64))], LedgerTestBed.Stop));
        var file = await node.Get<FileVault>().Store(school.Id, [1, 2, 3], "text/plain", LedgerTestBed.Stop);
        Assert.NotNull(await node.Get<FileVault>().Open(school.Id, file.Sha256, LedgerTestBed.Stop));
        Assert.Null(await node.Get<AccessKeys>().Find(node.Get<AccessKeys>().Make().Text, LedgerTestBed.Stop));
        var links = node.Get<SurveyLinks>();
        Assert.Null(await links.Find(links.Make(school.Id, programme, Some.Id(), person, Role.Mentee).Text, LedgerTestBed.Stop));
        var consents = node.Get<ConsentLinkSecrets>();
        Assert.Null(await consents.Find(consents.Make(school.Id, person, person).Text, LedgerTestBed.Stop));
        Assert.Single(await node.Get<ProgrammeQueries>().Page(school.Id, null, new(), 10, LedgerTestBed.Stop));
        Assert.Equal(3, (await node.Get<PeopleQueries>()
            .Page(school.Id, null, new(null, null, null, null, null, null, School.Today), 10, LedgerTestBed.Stop)).Count);
        Assert.Empty(await node.Get<PeopleQueries>().Restricted(school.Id, [person], LedgerTestBed.Stop));
    }

    // A session reports its statistics when it ends.
    private async Task Served(AuditedLedger ledger, Func<LedgerNode, Task> day)
    {
        var connection = new NpgsqlConnectionStringBuilder(ledger.App);
        connection.Options += " -c plan_cache_mode=force_generic_plan";
        await using (var node = new LedgerNode(connection.ConnectionString, Secrets.Open(ledger.Safe), TimeProvider.System,
            Patience.Limits)) await day(node);
        while ((await Names(ledger,
            $"select application_name from pg_stat_activity where datname = current_database() and usename = '{LedgerRoles.App}'")).Length
            > 0) await Task.Delay(10, LedgerTestBed.Stop);
    }

    private Task<string[]> Used(AuditedLedger ledger) =>
        Names(ledger, "select schemaname || '.' || indexrelname from pg_stat_user_indexes where idx_scan > 0");

    private async Task<string[]> Names(AuditedLedger ledger, string sql)
    {
        await using var connection = new NpgsqlConnection($"{bed.Superuser(ledger.Database)};Pooling=false");
        await connection.OpenAsync(LedgerTestBed.Stop);
        await using var command = new NpgsqlCommand($"select coalesce(array_agg(name), '{{}}') from ({sql}) found(name)", connection);
        return (string[])(await command.ExecuteScalarAsync(LedgerTestBed.Stop))!;
    }
}
