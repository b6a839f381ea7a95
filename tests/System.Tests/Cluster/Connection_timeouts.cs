using MentorshipFlow.Workflows.Cluster;
using Npgsql;

namespace MentorshipFlow.System.Tests.Cluster;

public sealed class Connection_timeouts
{
    [Fact]
    public void Are_short_where_nothing_is_said()
    {
        var connection = ConnectionTimeouts.Apply(new NpgsqlConnectionStringBuilder("Host=db.school;Database=ledger"));

        Assert.Equal((3, 5, 500), (connection.Timeout, connection.CommandTimeout, connection.CancellationTimeout));
        Assert.Equal((true, 5, 1), (connection.TcpKeepAlive, connection.TcpKeepAliveTime, connection.TcpKeepAliveInterval));
    }

    [Theory]
    [InlineData("Host=db.school;Timeout=30;CommandTimeout=60;Tcp Keepalive=false")]
    [InlineData("Host=db.school;timeout=15;command timeout=30")]
    public void Leave_what_the_operator_wrote_even_when_it_is_the_default(string written)
    {
        var before = new NpgsqlConnectionStringBuilder(written);
        var after = ConnectionTimeouts.Apply(new NpgsqlConnectionStringBuilder(written));

        Assert.Equal((before.Timeout, before.CommandTimeout), (after.Timeout, after.CommandTimeout));
        Assert.Equal(!written.Contains("Keepalive", StringComparison.Ordinal), after.TcpKeepAlive);
    }

    [Fact]
    public void Tell_the_server_once_and_let_the_operator_have_the_last_word()
    {
        var once = ConnectionTimeouts.Apply(new NpgsqlConnectionStringBuilder("Host=db.school;Options=-c tcp_user_timeout=0")).ConnectionString;

        Assert.EndsWith(" -c tcp_user_timeout=0", new NpgsqlConnectionStringBuilder(once).Options, StringComparison.Ordinal);
        Assert.Equal(once, ConnectionTimeouts.Apply(new NpgsqlConnectionStringBuilder(once)).ConnectionString);
    }

    [Fact]
    public void Ask_no_keepalive_of_a_socket_in_the_file_system()
    {
        var connection = ConnectionTimeouts.Apply(new NpgsqlConnectionStringBuilder("Host=/run/postgresql"));

        Assert.Equal((false, null), (connection.TcpKeepAlive, connection.Options));
    }
}
