using Npgsql;

namespace MentorshipFlow.System.Tests.Postgres;

public sealed class The_roles_of_a_cluster
{
    [Fact]
    public async Task Are_made_once_and_repaired_at_the_next_start_after_a_manual_change()
    {
        await using var data = new DataFolder();
        await using (var first = await data.StartAsync()) await DataFolder.AskAsync(first, "alter role mentorshipflow_app superuser");

        await using var second = await data.StartAsync();

        Assert.Equal(
            "mentorshipflow_app,mentorshipflow_auditor,mentorshipflow_owner",
            await DataFolder.AskAsync(second, """
                select string_agg(rolname, ',' order by rolname) from pg_roles
                where rolname like 'mentorshipflow%' and rolcanlogin and not rolsuper
                """));
    }

    [Fact]
    public async Task Only_the_owner_makes_tables()
    {
        await using var own = await MadeCluster.StartAsync(stop: TestContext.Current.CancellationToken);

        await DataFolder.AskAsync(own.Owner, "create table rows (id int)");

        foreach (var reader in new[] { own.App, own.Auditor })
        {
            await Assert.ThrowsAsync<PostgresException>(() => DataFolder.AskAsync(reader, "create table more (id int)"));
            await Assert.ThrowsAsync<PostgresException>(() => DataFolder.AskAsync(reader, "select * from rows"));
        }
    }
}
