using Npgsql;

namespace MentorshipFlow.System.Tests.Audit;

[Collection(OnAuditedLedgers.Name)]
public sealed class Who_may_change_the_ledger(AuditBed bed)
{
    [Theory]
    [InlineData("update ledger.mt_events set data = '{}'")]
    [InlineData("delete from ledger.mt_events")]
    [InlineData("truncate ledger.mt_events")]
    [InlineData("update seal.nodes set hash = hash")]
    [InlineData("delete from seal.nodes")]
    [InlineData("truncate seal.nodes")]
    public async Task Not_the_application_and_not_its_owner(string sql)
    {
        await using var ledger = await bed.Ledger();
        await ledger.Grow(1);

        var app = await Assert.ThrowsAsync<PostgresException>(() => AuditBed.Run(ledger.App, sql));
        var owner = await Assert.ThrowsAsync<PostgresException>(() => AuditBed.Run(ledger.Owner, sql));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, app.SqlState);
        Assert.Equal("MF001", owner.SqlState);
    }
}
