using MentorshipFlow.Workflows.Store;
using Npgsql;

namespace MentorshipFlow.System.Tests.Postgres;

public sealed class Connection_timeouts
{
    [Fact]
    public void Are_short_by_default()
    {
        var connection = ConnectionTimeouts.Apply(new NpgsqlConnectionStringBuilder("Host=db.school;Database=ledger"));

        Assert.Equal((3, 5, 500), (connection.Timeout, connection.CommandTimeout, connection.CancellationTimeout));
        Assert.Equal((true, 5, 1), (connection.TcpKeepAlive, connection.TcpKeepAliveTime, connection.TcpKeepAliveInterval));
    }

    [Theory]
    [InlineData("Host=db.school;Timeout=30;CommandTimeout=60;Tcp Keepalive=false")]
    [InlineData("Host=db.school;timeout=15;command timeout=30")]
    public void Keep_the_operators_values_even_when_they_are_the_default(string written)
    {
        var before = new NpgsqlConnectionStringBuilder(written);
        var after = ConnectionTimeouts.Apply(new NpgsqlConnectionStringBuilder(written));

        Assert.Equal((before.Timeout, before.CommandTimeout), (after.Timeout, after.CommandTimeout));
        Assert.Equal(!written.Contains("Keepalive", StringComparison.Ordinal), after.TcpKeepAlive);
    }

    [Fact]
    public void Are_sent_to_the_server_once_and_the_operators_own_options_win()
    {
        var once = ConnectionTimeouts.Apply(new("Host=db.school;Options=-c tcp_user_timeout=0")).ConnectionString;

        Assert.EndsWith(" -c tcp_user_timeout=0", new NpgsqlConnectionStringBuilder(once).Options, StringComparison.Ordinal);
        Assert.Equal(once, ConnectionTimeouts.Apply(new NpgsqlConnectionStringBuilder(once)).ConnectionString);
    }

    [Fact]
    public void Have_no_keepalive_on_a_unix_socket()
    {
        var connection = ConnectionTimeouts.Apply(new NpgsqlConnectionStringBuilder("Host=/run/postgresql"));

        Assert.Equal((false, null), (connection.TcpKeepAlive, connection.Options));
    }
}
