using Npgsql;

namespace MentorshipFlow.System.Tests.Ledger;

[Collection(OnALedger.Name)]
public sealed class Grants_and_triggers(LedgerTestBed bed)
{
    public static TheoryData<string> Forgeries =>
    [
        "update ledger.mt_events set data = '{}' where seq_id = 1",
        "delete from ledger.mt_events where seq_id = 1",
        "truncate ledger.mt_events",
        "update seal.nodes set hash = hash",
        "delete from seal.nodes",
        "truncate seal.nodes",
    ];

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task Refuse_the_application(string forgery) => Assert.Equal("42501", await SqlState(bed.Cluster.App, forgery));

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task Refuse_the_auditor(string forgery) => Assert.Equal("42501", await SqlState(bed.Cluster.Auditor, forgery));

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task Refuse_the_owner_by_name(string forgery) => Assert.Equal("MF001", await SqlState(bed.Cluster.Owner, forgery));

    [Fact]
    public async Task Prevent_the_application_from_adding_or_removing_a_head_row()
    {
        Assert.Equal("42501", await SqlState(bed.Cluster.App, "insert into seal.head (only_row) values (false)"));
        Assert.Equal("42501", await SqlState(bed.Cluster.App, "delete from seal.head"));
    }

    [Fact]
    public async Task Give_the_auditor_the_ledger_and_neither_texts_nor_keys()
    {
        Assert.Null(await SqlState(bed.Cluster.Auditor, "select count(*) from ledger.entries"));
        Assert.Equal("42501", await SqlState(bed.Cluster.Auditor, "select count(*) from vault.texts"));
        Assert.Equal("42501", await SqlState(bed.Cluster.Auditor, "select count(*) from keys.data_keys"));
        Assert.Equal("42501", await SqlState(bed.Cluster.Auditor, "select count(*) from access.keys"));
    }

    private async Task<string?> SqlState(string role, string sql)
    {
        await using var connection = await bed.Open(role);
        await using var command = new NpgsqlCommand(sql, connection);
        try
        {
            await command.ExecuteNonQueryAsync(LedgerTestBed.Stop);
            return null;
        }
        catch (PostgresException refused)
        {
            return refused.SqlState;
        }
    }
}
